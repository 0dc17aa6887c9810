import { type Adjacency, buildAdjacency } from "./adjacency.js";
import type { Features } from "./dataset.js";

/** Graphs side by side as one, with what their vertices bring. */
export interface GraphBatch {
  /** every edge within one graph */
  readonly adjacency: Adjacency;
  /** [G + 1] graph g has the vertices offsets[g] .. offsets[g + 1] - 1 */
  readonly offsets: Uint32Array;
  /** V rows */
  readonly features: Features;
}

/**
 * Some graphs of a batch, side by side in the order given; vertices and edges of each keep theirs.
 *
 * @param graphs distinct, in [0, G)
 *
 * Complexity: O(V + E + size of the chosen features).
 */
export function selectGraphs({ adjacency, offsets, features }: GraphBatch, graphs: Uint32Array): GraphBatch {
  const chosen = new Uint32Array(graphs.length + 1);
  graphs.forEach((g, k) => {
    chosen[k + 1] = chosen[k] + offsets[g + 1] - offsets[g];
  });
  const vertexCount = chosen[graphs.length];
  /** the vertices chosen, in their new order */
  const vertices = new Uint32Array(vertexCount);
  const places = new Int32Array(adjacency.vertexCount).fill(-1);
  graphs.forEach((g, k) => {
    for (let v = offsets[g], at = chosen[k]; v < offsets[g + 1]; v++, at++) {
      vertices[at] = v;
      places[v] = at;
    }
  });
  const { sources, targets, weights, types, directed } = adjacency;
  const edges: number[] = [];
  sources.forEach((source, e) => {
    if (places[source] !== -1) edges.push(e);
  });
  const pick = (values: ArrayLike<number> | null) =>
    values === null ? null : Float64Array.from(edges, (e) => values[e]);
  return {
    adjacency: buildAdjacency({
      vertexCount,
      sources: Uint32Array.from(edges, (e) => places[sources[e]]),
      targets: Uint32Array.from(edges, (e) => places[targets[e]]),
      weights: pick(weights),
      types: pick(types),
      directed,
    }).adjacency,
    offsets: chosen,
    features: selectRows(features, vertices),
  };
}

function selectRows(features: Features, chosen: Uint32Array): Features {
  const { columns } = features;
  const rows = chosen.length;
  if (features.kind === "dense") {
    const values = new Float32Array(rows * columns);
    chosen.forEach((row, k) => {
      values.set(features.values.subarray(row * columns, (row + 1) * columns), k * columns);
    });
    return { kind: "dense", rows, columns, values };
  }
  const offsets = new Uint32Array(rows + 1);
  chosen.forEach((row, k) => {
    offsets[k + 1] = offsets[k] + features.offsets[row + 1] - features.offsets[row];
  });
  const indices = new Uint32Array(offsets[rows]);
  const values = new Float32Array(offsets[rows]);
  chosen.forEach((row, k) => {
    const [begin, end] = [features.offsets[row], features.offsets[row + 1]];
    indices.set(features.indices.subarray(begin, end), offsets[k]);
    values.set(features.values.subarray(begin, end), offsets[k]);
  });
  return { kind: "sparse", rows, columns, offsets, indices, values };
}
