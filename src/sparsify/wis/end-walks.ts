import type { DistinctArcs } from "../structures/distinct-arcs.js";

/**
 * The numbers of walks between the ends of one connection {u, v}: entry 4 b + 2 x + y counts the walks of length b from end x to end y
 * (0 the source, 1 the target), self-loops included.
 */
export type EndWalks = Float64Array;

/**
 * Counts the walks of length 0 .. `lengths` - 1 between the ends of a connection.
 *
 * A walk of b steps is one of ceil(b / 2) steps out of x and one of floor(b / 2) steps into y: sparse vectors on balls of half the radius.
 *
 * Complexity: O(lengths B) for B arcs in the balls.
 */
export function endWalks(arcs: DistinctArcs, connection: number, lengths: number): EndWalks {
  const ends = [arcs.sources[connection], arcs.targets[connection]];
  const half = Math.ceil((lengths - 1) / 2);
  const out = ends.map((end) => stepsFrom(arcs, end, true, half));
  const into = ends.map((end) => stepsFrom(arcs, end, false, half));
  const counts = new Float64Array(4 * lengths);
  for (let b = 0; b < lengths; b++)
    for (const x of [0, 1])
      for (const y of [0, 1]) {
        let sum = 0;
        const arriving = into[y][b >> 1];
        for (const [t, walks] of out[x][b - (b >> 1)]) sum += walks * (arriving.get(t) ?? 0);
        counts[4 * b + 2 * x + y] = sum;
      }
  return counts;
}

/** The sparse vectors of walks of 0 .. `steps` steps from (or, backward, to) a vertex. */
function stepsFrom(
  arcs: DistinctArcs,
  vertex: number,
  forward: boolean,
  steps: number,
): Map<number, number>[] {
  const vectors = [new Map([[vertex, 1]])];
  for (let l = 1; l <= steps; l++) {
    const next = new Map(vectors[l - 1]);
    for (const [s, walks] of vectors[l - 1])
      arcs.forEachArc(s, forward, (t) => next.set(t, (next.get(t) ?? 0) + walks));
    vectors.push(next);
  }
  return vectors;
}

/** The same walks without those that use the connection, by the step of its first use. O(lengths^2). */
export function endWalksWithout(walks: EndWalks, directed: boolean): EndWalks {
  const without = new Float64Array(walks.length);
  for (let b = 0; 4 * b < walks.length; b++)
    for (const x of [0, 1])
      for (const y of [0, 1]) {
        let sum = walks[4 * b + 2 * x + y];
        for (let c = 0; c < b; c++)
          for (const p of directed ? [0] : [0, 1])
            sum -= without[4 * c + 2 * x + p] * walks[4 * (b - 1 - c) + 2 * (1 - p) + y];
        without[4 * b + 2 * x + y] = sum;
      }
  return without;
}

/** The walks between the ends of one connection: all, and those that do not use it. */
export interface ConnectionWalks {
  readonly within: EndWalks;
  readonly without: EndWalks;
}

/** {@link endWalks} of one connection after the other, kept as long as no removal can have changed them. */
export interface EndWalkCache {
  of(connection: number): ConnectionWalks;
  /** To be called when a connection has gone: forgets the walks between the ends of others that may have used it. */
  forgetAround(connection: number): void;
}

/** @param lengths walks of 0 .. `lengths` - 1 steps are counted; at least those of none */
export function createEndWalkCache(
  arcs: DistinctArcs,
  lengths: number,
  { directed }: { readonly directed: boolean },
): EndWalkCache {
  const known = new Map<number, ConnectionWalks>();
  // Walks of 2 steps at most know no other edge than an undirected connection: those between its ends are those of any other.
  const areAllAlike = !directed && lengths <= 2;
  return {
    of(connection) {
      const place = areAllAlike ? 0 : connection;
      let walks = known.get(place);
      if (walks === undefined) {
        const within = endWalks(arcs, connection, Math.max(lengths, 1));
        walks = { within, without: endWalksWithout(within, directed) };
        known.set(place, walks);
      }
      return walks;
    },
    forgetAround(connection) {
      if (areAllAlike) return;
      // What is less than half the walks' length away.
      let near = new Set([arcs.sources[connection], arcs.targets[connection]]);
      for (let depth = 0; ; depth++) {
        for (const t of near) for (const other of arcs.at[t]) known.delete(other);
        if (2 * depth >= lengths - 1) return;
        near = new Set(
          [...near].flatMap((t) => arcs.at[t].flatMap((o) => [arcs.sources[o], arcs.targets[o]])),
        );
      }
    },
  };
}
