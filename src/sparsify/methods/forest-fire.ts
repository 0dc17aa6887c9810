import type { Adjacency } from "../../graph/adjacency.js";
import { createRandom } from "../../random.js";
import { createRowBits } from "../structures/row-bits.js";

/** How fires burn. */
export interface ForestFireOptions {
  /** same seed, same scores */
  readonly seed: number;
  /** probability of burning one more neighbour, in (0, 1): a vertex burns p / (1 - p) neighbours on average */
  readonly burn: number;
  /** fires are lit until this many times E edges are burnt, > 0 */
  readonly ratio: number;
  /** called after every fire; may throw to stop */
  readonly onProgress?: ((ordered: number) => void) | undefined;
}

/**
 * Forest fire: keeps the edges that burn most often in fires lit at random vertices.
 *
 * A fire starts at a uniformly random vertex; a burning vertex sets fire to a number of its neighbours that do not burn yet, drawn from
 * a geometric distribution of mean p / (1 - p), uniformly without replacement; every edge that carries the fire is burnt once more.
 *
 *   score(e) = how often e was burnt
 *
 * Source: Leskovec, Kleinberg, Faloutsos, "Graph evolution: densification and shrinking diameters" (TKDD 2007), section 4.2, without
 * backward burning; as edge scores, Hamann, Lindner, Meyerhenke, Staudt, Wagner, "Structure-preserving sparsification methods for social
 * networks" (2016), section 3 ("Edge Forest Fire").
 *
 * @returns [E] counts, higher = keep
 *
 * Complexity: O(ratio E d) time, d the mean over burning vertices of the degree, or of V / 32 where the degree is above V / 8; O(V + E)
 *   memory.
 */
export function forestFireScores(
  adjacency: Adjacency,
  { seed, burn, ratio, onProgress = () => undefined }: ForestFireOptions,
): Float64Array {
  const { vertexCount, edgeCount, offsets, neighbors, edges } = adjacency;
  const random = createRandom(seed, "forest-fire");
  const burnt = new Float64Array(edgeCount);
  // A fire at an isolated vertex burns nothing: it is not lit.
  const connected = Uint32Array.from({ length: vertexCount }, (_, u) => u).filter(
    (u) => offsets[u + 1] > offsets[u],
  );
  const dense = createRowBits(adjacency);
  const fireOf = new Uint32Array(vertexCount);
  const burning = new Uint32Array(vertexCount);
  const candidates = new Uint32Array(neighbors.length === 0 ? 0 : maximumDegree(offsets));
  let total = 0;
  for (let fire = 1; total < ratio * edgeCount; fire++) {
    let end = 1;
    burning[0] = connected[random.integer(connected.length)];
    dense.clear();
    setFire(burning[0]);
    onProgress(0);
    for (let next = 0; next < end; next++) {
      let wanted = 0;
      while (random.uniform() < burn) wanted++;
      if (wanted === 0) continue;
      const u = burning[next];
      if (dense.isDense(u)) {
        burnDense(u, wanted);
        continue;
      }
      let count = 0;
      for (let k = offsets[u]; k < offsets[u + 1]; k++)
        if (fireOf[neighbors[k]] !== fire) candidates[count++] = k;
      for (; wanted > 0 && count > 0; wanted--) {
        const chosen = random.integer(count);
        const k = candidates[chosen];
        candidates[chosen] = candidates[--count];
        carry(k);
      }
    }

    function setFire(u: number): void {
      fireOf[u] = fire;
      dense.add(u);
    }

    function carry(k: number): void {
      setFire(neighbors[k]);
      burning[end++] = neighbors[k];
      burnt[edges[k]]++;
      total++;
    }

    /** The same draws, among candidates that are found when they are drawn; what drawing has moved is noted. */
    function burnDense(u: number, most: number): void {
      const all = dense.countOutside(u);
      const drawn: number[] = [];
      const moved = new Map<number, number>();
      const candidate = (place: number) => moved.get(place) ?? dense.outside(u, place);
      for (let count = all; drawn.length < most && count > 0; count--) {
        const chosen = random.integer(count);
        drawn.push(candidate(chosen));
        moved.set(chosen, candidate(count - 1));
      }
      for (const v of drawn) carry(entryOf(u, v));
    }
  }
  return burnt;

  /** The entry of a neighbour in a vertex's row, which ascends. */
  function entryOf(u: number, v: number): number {
    let low = offsets[u];
    for (let high = offsets[u + 1] - 1; low < high; ) {
      const middle = (low + high) >>> 1;
      if (neighbors[middle] < v) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function maximumDegree(offsets: Uint32Array): number {
  let most = 0;
  for (let u = 1; u < offsets.length; u++) most = Math.max(most, offsets[u] - offsets[u - 1]);
  return most;
}
