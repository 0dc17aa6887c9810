import { basename, dirname, join } from "node:path";

/** The parts of a Planetoid data set, `ind.NAME.PART`, in the order in which they are hashed. */
export const PLANETOID_PARTS = ["x", "y", "tx", "ty", "allx", "ally", "graph", "test.index"] as const;

const FILE_NAME = /^ind\.([^.]+)(?:\.(?:x|y|tx|ty|allx|ally|graph|test\.index))?$/;

/**
 * The files of the Planetoid data set that a path names, by one of its parts (`ind.cora.graph`) or by their common beginning
 * (`ind.cora`), or undefined where it names none.
 */
export function planetoidPaths(path: string): { name: string; paths: string[] } | undefined {
  const name = FILE_NAME.exec(basename(path))?.[1];
  if (name === undefined) return undefined;
  return { name, paths: PLANETOID_PARTS.map((part) => join(dirname(path), `ind.${name}.${part}`)) };
}
