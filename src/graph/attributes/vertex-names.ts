import type { GraphDataset } from "../dataset.js";
import { createVertexIndex } from "./vertex-index.js";

/**
 * The names as a {@link GraphDataset} keeps them: null where they are exactly "0" .. "V-1" in order, so that large graphs
 * known by numbers hold no strings. O(V).
 */
export function compactNames(names: readonly string[]): readonly string[] | null {
  return names.every((name, vertex) => name === `${vertex}`) ? null : names;
}

/**
 * The names that a file lists, one for each vertex, see {@link compactNames}; null where it lists none. O(V).
 *
 * @throws FormatError where two vertices have the same name
 */
export function listedNames(names: readonly string[] | null): readonly string[] | null {
  const compact = names === null ? null : compactNames(names);
  if (compact === null) return null;
  const index = createVertexIndex();
  for (const name of compact) index.declare(name);
  return compact;
}

/** The names "1" .. "V", of files that count vertices from 1. O(V). */
export function namesFromOne(vertexCount: number): readonly string[] {
  return Array.from({ length: vertexCount }, (_, vertex) => `${vertex + 1}`);
}

/** The name of a vertex as in the input. O(1). */
export function vertexName(dataset: Pick<GraphDataset, "vertexNames">, vertex: number): string {
  return dataset.vertexNames?.[vertex] ?? `${vertex}`;
}

/** [V] all names as in the input. O(V). */
export function allVertexNames(dataset: Pick<GraphDataset, "vertexNames" | "adjacency">): readonly string[] {
  return (
    dataset.vertexNames ?? Array.from({ length: dataset.adjacency.vertexCount }, (_, vertex) => `${vertex}`)
  );
}
