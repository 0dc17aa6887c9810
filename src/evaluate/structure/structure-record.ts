import { z } from "zod";
import type { GraphStructure } from "./graph-structure.js";

const count = z.int().nonnegative();
const share = z.number().nonnegative();

const schema = z.strictObject({
  seprank: z.string(),
  /** SHA-256 of the input */
  input: z.string(),
  /** "any" where no edge is removed, or every edge */
  method: z.string(),
  /** of a method that trains a network; null for the others */
  model: z.string().nullable(),
  /** null for a method that does not depend on it */
  seed: count.nullable(),
  sparsity: z.number(),
  removed: count,
  /** time to compute the method's whole order, or its edge set for the level */
  orderSeconds: share,
  isolated: count,
  components: count,
  largestComponent: count,
  degreeDistance: share,
  walkIndexKept: share.nullable(),
  trianglesKept: share.nullable(),
  spectralDistance: share.nullable(),
});

/** The structure of one pruned graph: one line of `structure.jsonl`. */
export type StructureRecord = Readonly<z.infer<typeof schema>>;

/** The fields that measure, in the order in which they are told. */
export const STRUCTURE_MEASURES = Object.freeze([
  "isolated",
  "components",
  "largestComponent",
  "degreeDistance",
  "walkIndexKept",
  "trianglesKept",
  "spectralDistance",
  "orderSeconds",
] as const satisfies readonly (keyof GraphStructure | "orderSeconds")[]);

/** One line of `structure.jsonl`, undefined where it is none: what is measured can be measured again. */
export function parseStructureRecord(line: string): StructureRecord | undefined {
  try {
    return schema.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}

/** What tells one pruned graph from another, on one input. */
export function structureKey({
  method,
  model,
  seed,
  removed,
}: Pick<StructureRecord, "method" | "model" | "seed" | "removed">): string {
  return JSON.stringify([method, model, seed, removed]);
}
