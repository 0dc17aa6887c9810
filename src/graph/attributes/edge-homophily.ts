import type { Adjacency } from "../adjacency.js";

/**
 * Edge homophily: the fraction of edges whose ends are of one class.
 *
 *   |{ {i, j} in E : y_i = y_j }| / |E|
 *
 * Source: Zhu et al., Beyond homophily in graph neural networks, NeurIPS 2020, definition 1. Edges with an end that has no label
 * (-1) do not count.
 *
 * @param labels [V]
 * @returns null where no edge counts
 *
 * Complexity: O(E).
 */
export function edgeHomophily({ sources, targets }: Adjacency, labels: Int32Array): number | null {
  let within = 0;
  let counted = 0;
  for (let e = 0; e < sources.length; e++) {
    const a = labels[sources[e]];
    const b = labels[targets[e]];
    if (a === -1 || b === -1) continue;
    counted++;
    if (a === b) within++;
  }
  return counted === 0 ? null : within / counted;
}
