import { InputError } from "../errors.js";

/** A cut of a tensor network. */
export interface NetworkCut {
  /** Legs that cross it; each counts once, however many nodes it joins. */
  readonly legs: readonly string[];
  /** Product of the dimensions of those legs; its logarithm, for networks where it is beyond floats. */
  readonly weight: number;
  readonly logWeight: number;
}

/**
 * The cut of least multiplicative weight between two sets of nodes.
 *
 * The rank of the network's matricization, modes of the one set's open legs against the rest, is at most its weight: the
 * "modified" multiplicative cut weight, in which a delta tensor (here a leg of three or more nodes) counts once. Source:
 * thesis Definition 19 and Lemma 51. Found as a maximum flow (Edmonds and Karp 1972) with capacities the logarithms of
 * dimensions; a leg is an arc between two points of its own, which all its nodes lead to and from.
 *
 * @param nodes legs of every node
 * @param dimensions of every leg
 * @param from nodes on the one side
 * @param to nodes on the other
 *
 * Complexity: O(V A^2) at most, with V nodes and legs and A ends of legs; O(A) for every augmentation.
 * @throws InputError where a set is empty, a node is out of range or on both sides, or a leg has no dimension >= 1
 *
 * @example
 * ```ts
 * import { minimalCut } from "seprank/tensor";
 *
 * const dimensions = new Map([["a", 8], ["b", 3]]);
 * minimalCut([["a"], ["a", "b"], ["b"]], dimensions, [0], [2]).legs; // => ["b"]
 * ```
 */
export function minimalCut(
  nodes: readonly (readonly string[])[],
  dimensions: ReadonlyMap<string, number>,
  from: readonly number[],
  to: readonly number[],
): NetworkCut {
  checkSides(nodes.length, from, to);
  const legs = [...new Set(nodes.flat())];
  const place = new Map(legs.map((leg, k) => [leg, nodes.length + 2 * k]));
  const pointCount = nodes.length + 2 * legs.length;
  const heads: number[] = [];
  const residual: number[] = [];
  const arcsOf: number[][] = Array.from({ length: pointCount }, () => []);
  const addArc = (tail: number, head: number, capacity: number) => {
    arcsOf[tail].push(heads.push(head) - 1);
    arcsOf[head].push(heads.push(tail) - 1);
    residual.push(capacity, 0);
  };
  for (const leg of legs) {
    const dimension = dimensions.get(leg);
    if (dimension === undefined || !(dimension >= 1))
      throw new InputError(`leg ${leg}: expected a dimension >= 1, got ${dimension}`);
    addArc(place.get(leg)!, place.get(leg)! + 1, Math.log(dimension));
  }
  nodes.forEach((own, node) => {
    for (const leg of own) {
      addArc(node, place.get(leg)!, Number.POSITIVE_INFINITY);
      addArc(place.get(leg)! + 1, node, Number.POSITIVE_INFINITY);
    }
  });

  const sinks = new Set(to);
  for (;;) {
    const { reached, arrived } = search({ arcsOf, heads, residual }, from, sinks);
    if (arrived < 0) {
      const crossing = legs.filter(
        (leg) => reached[place.get(leg)!] !== -2 && reached[place.get(leg)! + 1] === -2,
      );
      const sizes = crossing.map((leg) => dimensions.get(leg)!);
      return {
        legs: crossing,
        weight: sizes.reduce((product, size) => product * size, 1),
        logWeight: sizes.reduce((sum, size) => sum + Math.log(size), 0),
      };
    }
    let least = Number.POSITIVE_INFINITY;
    for (let point = arrived; reached[point] >= 0; point = heads[reached[point] ^ 1])
      least = Math.min(least, residual[reached[point]]);
    for (let point = arrived; reached[point] >= 0; point = heads[reached[point] ^ 1]) {
      residual[reached[point]] -= least;
      residual[reached[point] ^ 1] += least;
    }
  }
}

/** A flow network, and what is left of its capacities: arc a leads to heads[a], a ^ 1 is the arc back. */
interface ResidualNetwork {
  /** by point, the arcs that leave it */
  readonly arcsOf: readonly (readonly number[])[];
  readonly heads: readonly number[];
  /** by arc */
  readonly residual: readonly number[];
}

/** Breadth first: by point, the arc it was reached by; -1 at a source, -2 where not reached. */
function search(
  { arcsOf, heads, residual }: ResidualNetwork,
  from: readonly number[],
  sinks: ReadonlySet<number>,
): { reached: Int32Array; arrived: number } {
  const reached = new Int32Array(arcsOf.length).fill(-2);
  const queue = [...from];
  for (const source of from) reached[source] = -1;
  for (let k = 0; k < queue.length; k++) {
    if (sinks.has(queue[k])) return { reached, arrived: queue[k] };
    for (const arc of arcsOf[queue[k]])
      if (residual[arc] > 1e-12 && reached[heads[arc]] === -2) {
        reached[heads[arc]] = arc;
        queue.push(heads[arc]);
      }
  }
  return { reached, arrived: -1 };
}

function checkSides(count: number, from: readonly number[], to: readonly number[]): void {
  for (const [name, side] of [
    ["from", from],
    ["to", to],
  ] as const) {
    const wrong = side.find((node) => !Number.isInteger(node) || node < 0 || node >= count);
    if (side.length === 0 || wrong !== undefined)
      throw new InputError(
        `cut ${name}: expected at least one node from 0 to ${count - 1}, got ${wrong ?? "none"}`,
      );
  }
  const both = from.find((node) => to.includes(node));
  if (both !== undefined)
    throw new InputError(`cut: expected different nodes on its sides, got ${both} on both`);
}
