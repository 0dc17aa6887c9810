import type { Adjacency } from "../../graph/adjacency.js";
import type { Partition } from "../../walks/walk-index.js";

/** The partitions ({t}, V \ {t}) with target t for all vertices: those that WIS keeps. None where there is one vertex only. */
export function singletonPartitions({ vertexCount }: Adjacency): Partition[] {
  if (vertexCount < 2) return [];
  return Array.from({ length: vertexCount }, (_, t) => ({ subset: [t], target: t }));
}
