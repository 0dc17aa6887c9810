import { basename, dirname, join } from "node:path";
import { TU_PARTS, type TuPart } from "../../src/graph/formats/folders/tu.js";

const FILE_NAME = new RegExp(`^(.+)_(?:${TU_PARTS.join("|")})\\.txt$`);

/**
 * The files that the TU data set may have which a path names by one of its parts (`MUTAG_A.txt`), or undefined where it
 * names none.
 */
export function tuPaths(
  path: string,
): { readonly name: string; readonly paths: ReadonlyMap<TuPart, string> } | undefined {
  const name = FILE_NAME.exec(basename(path))?.[1];
  if (name === undefined) return undefined;
  return {
    name,
    paths: new Map(TU_PARTS.map((part) => [part, join(dirname(path), `${name}_${part}.txt`)])),
  };
}
