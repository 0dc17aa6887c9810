import { FormatError } from "../../errors.js";
import type { GraphDataset } from "../dataset.js";

/** Types are 16-bit numbers. */
const MOST_TYPES = 2 ** 16;

/** The edge types of a graph, before repeated edges are left out. */
export interface EdgeTypes {
  /** [M] */
  readonly types: Uint16Array;
  /** [R] names of the types; absent where they have numbers only */
  readonly edgeTypeNames?: readonly string[];
}

/**
 * Edge types from their names, as a column or attribute holds them.
 *
 * Rule: where all are numbers (0, 1, 2, ... 65535), these are the types; else the distinct names, sorted by code unit, are the types
 * 0 .. R-1.
 *
 * Complexity: O(M + R log R).
 *
 * @param names [M]
 * @throws FormatError where there are more than 65,536 names
 */
export function edgeTypesFromNames(names: readonly string[]): EdgeTypes {
  const distinct = [...new Set(names)];
  if (distinct.every((name) => /^(0|[1-9]\d{0,4})$/.test(name) && Number(name) < MOST_TYPES))
    return { types: Uint16Array.from(names, Number) };
  if (distinct.length > MOST_TYPES)
    throw new FormatError(
      `edge types: expected at most ${MOST_TYPES} different ones, got ${distinct.length}`,
    );
  const numbers = new Map(distinct.sort().map((name, type) => [name, type]));
  return { types: Uint16Array.from(names, (name) => numbers.get(name) as number), edgeTypeNames: distinct };
}

/** The name of an edge's type as it is written: its name, else its number; 0 where the graph has one type. */
export function edgeTypeName(
  { adjacency, edgeTypeNames }: Pick<GraphDataset, "adjacency" | "edgeTypeNames">,
  edge: number,
): string | number {
  const type = adjacency.types?.[edge] ?? 0;
  return edgeTypeNames?.[type] ?? type;
}
