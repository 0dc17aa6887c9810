import { type Adjacency, buildAdjacency, subgraphOfEdges } from "../../graph/adjacency.js";
import type { RemovalOrder } from "../orders/removal-order.js";
import { createDistinctArcs } from "../structures/distinct-arcs.js";
import { oneWis } from "./one-wis.js";

/**
 * 1-Walk Index Sparsification of directed and multi-relational graphs: Algorithm 1 with L = 2 for the walk indices of all single
 * vertices, which incoming walks make (A^2)_tt = 1 + r_t with r_t the vertices joined to t by arcs in both directions, or 0 where no
 * edge comes in at t.
 *
 * Source: thesis section 5.5.1, appendix D.2. Ties: lowest edge index.
 *
 * 1. Removing a parallel edge, or an arc that none answers where another one comes in, changes nothing: these go first, by index. Then
 *    the incoming arcs of every vertex either all have a reverse arc, r_t of them, or are one arc without a reverse.
 * 2. Of the answered arcs those go whose ends have the largest (smaller r, larger r), as in {@link oneWis} on the graph of the pairs; the
 *    one of lower index of a pair, and the other one, which none answers then, at once after it. This ends when no pair has both r > 1.
 * 3. The pairs left are stars. An arc from a leaf to its centre goes as before; the arc back is the last that comes in at the leaf.
 * 4. Arcs that are the last to come in at a vertex, by index; pairs of reverse arcs that are the only ones coming in at both ends, by their lower index.
 *
 * Of an undirected graph 1. takes the parallel edges, and {@link oneWis} the rest.
 *
 * Complexity: O(V + E) beside {@link oneWis}.
 */
export function relationalOneWis(
  adjacency: Adjacency,
  onProgress: (ordered: number) => void = () => {},
): RemovalOrder {
  const order = new Uint32Array(adjacency.edgeCount);
  const { count, kept, pairs } = removeFree(adjacency, order);
  onProgress(count);
  if (!adjacency.directed) {
    const rest = oneWis(subgraphOfEdges(adjacency, kept), (done) => onProgress(count + done));
    order.set(
      rest.edges.map((k) => kept[k]),
      count,
    );
    return { method: "1-wis", edges: order };
  }

  const { sources, targets, vertexCount } = adjacency;
  const isLast = new Uint8Array(adjacency.edgeCount); // whether the edge is, or will be, the last that comes in at its target
  for (const e of kept) isLast[e] = 1;
  for (const pair of pairs) for (const e of pair) isLast[e] = 0;
  let done = count;
  const take = (e: number) => {
    order[done++] = e;
  };

  const answered = new Uint32Array(vertexCount);
  for (const [e] of pairs) {
    answered[sources[e]]++;
    answered[targets[e]]++;
  }
  const lose = (e: number) => {
    answered[sources[e]]--;
    answered[targets[e]]--;
  };
  const couples: Pair[] = [];
  const spokes: Pair[] = []; // from the leaf to the centre, and back
  for (const pair of inTurn(pairs)) {
    const [e, back] = pair;
    const [r, s] = [answered[sources[e]], answered[targets[e]]];
    if (r > 1 && s > 1) {
      take(e);
      take(back);
      lose(e);
    } else if (r === 1 && s === 1) couples.push(pair);
    else spokes.push(r === 1 ? pair : [back, e]);
  }
  spokes.sort(([a], [b]) => a - b);
  for (const pair of inTurn(spokes)) {
    const [e, back] = pair;
    if (answered[sources[e]] === 1 && answered[targets[e]] === 1) {
      couples.push(back < e ? [back, e] : pair);
      continue;
    }
    take(e);
    lose(e);
    isLast[back] = 1;
  }
  isLast.forEach((last, e) => {
    if (last === 1) take(e);
  });
  for (const [e, back] of couples.sort(([a], [b]) => a - b)) {
    take(e);
    take(back);
  }
  onProgress(done);
  return { method: "1-wis", edges: order };

  /** Some pairs in the order of 1-WIS on the graph that they make; the earlier of equals first. */
  function inTurn(some: readonly Pair[]): Pair[] {
    const { adjacency: graph } = buildAdjacency({
      vertexCount,
      sources: some.map(([e]) => sources[e]),
      targets: some.map(([e]) => targets[e]),
    });
    return Array.from(oneWis(graph).edges, (k) => some[k]);
  }
}

/** Two arcs that answer each other. */
type Pair = readonly [first: number, second: number];

/**
 * Removes, by rising index, the edges without which every walk index stays. None that has to stay in its turn could go later.
 *
 * @param order where they are put
 * @returns how many they are; the other edges, ascending; and the pairs among these, by their lower index, which stands first
 */
function removeFree(
  adjacency: Adjacency,
  order: Uint32Array,
): { count: number; kept: Uint32Array; pairs: Pair[] } {
  const { directed, vertexCount, edgeCount, targets } = adjacency;
  const { connectionOf, edgesLeft, find, ...connections } = createDistinctArcs(adjacency);
  const answers = Int32Array.from(connections.sources, (s, c) =>
    directed ? find(connections.targets[c], s) : c,
  );
  const waysIn = new Uint32Array(vertexCount);
  for (const t of connections.targets) waysIn[t]++;
  const kept = new Uint32Array(edgeCount);
  const edgeOf = new Int32Array(edgesLeft.length).fill(-1);
  const pairs: Pair[] = [];
  let count = 0;
  for (let e = 0; e < edgeCount; e++) {
    const c = connectionOf[e];
    const answer = answers[c];
    if (edgesLeft[c] > 1) {
      edgesLeft[c]--;
      order[count++] = e;
    } else if (answer < 0 && waysIn[targets[e]] > 1) {
      waysIn[targets[e]]--;
      order[count++] = e;
    } else {
      kept[e - count] = e;
      edgeOf[c] = e;
      if (answer >= 0 && answer !== c && edgeOf[answer] >= 0) pairs.push([edgeOf[answer], e]);
    }
  }
  pairs.sort(([a], [b]) => a - b);
  return { count, kept: kept.subarray(0, edgeCount - count), pairs };
}
