import type { Adjacency } from "../../graph/adjacency.js";
import { createRandom } from "../../random.js";
import type { MethodSettings } from "../orders/sparsifier.js";
import { createRemainingGraph } from "../structures/remaining-graph.js";

/**
 * Random node-edge sampling: keeps an edge drawn at a random vertex, again and again.
 *
 * With probability `ratio` a vertex that has edges left is drawn uniformly and then one of its edges left uniformly; else an edge is drawn
 * uniformly. The edges drawn first are kept longest, so that edges at vertices of low degree are. `ratio` 1 is RNE, 0.8 the authors'
 * hybrid (HYB), 0 is random.
 *
 * Source: Leskovec, Faloutsos, "Sampling from large graphs" (KDD 2006), section 3.2.
 *
 * @param settings ratio: in [0, 1]
 * @returns [E] edge indices, first removed first
 *
 * Complexity: O(V + E).
 */
export function randomNodeEdgeOrder(
  adjacency: Adjacency,
  { seed, ratio }: Pick<MethodSettings, "seed"> & { readonly ratio: number },
): Uint32Array {
  const { vertexCount, edgeCount, sources, targets } = adjacency;
  const random = createRandom(seed, "random-node-edge");
  const rows = createRemainingGraph(adjacency);
  const vertices = createUrn(vertexCount);
  for (let u = 0; u < vertexCount; u++) if (rows.starts[u] === rows.ends[u]) vertices.take(u);
  const left = createUrn(edgeCount);
  const edges = new Uint32Array(edgeCount);
  for (let place = edgeCount - 1; place >= 0; place--) {
    let e: number;
    if (random.uniform() < ratio) {
      const u = vertices.at(random.integer(vertices.size()));
      e = rows.edges[rows.starts[u] + random.integer(rows.ends[u] - rows.starts[u])];
    } else e = left.at(random.integer(left.size()));
    edges[place] = e;
    left.take(e);
    rows.remove(e);
    for (const u of [sources[e], targets[e]]) if (rows.starts[u] === rows.ends[u]) vertices.take(u);
  }
  return edges;
}

/** The numbers 0 .. count - 1, to be drawn from and taken out, each in O(1). */
function createUrn(count: number) {
  const items = Uint32Array.from({ length: count }, (_, k) => k);
  const places = items.slice();
  let size = count;
  return {
    size: () => size,
    at: (k: number) => items[k],
    take(item: number) {
      const place = places[item];
      const last = items[--size];
      items[place] = last;
      places[last] = place;
    },
  };
}
