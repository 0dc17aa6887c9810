import { type Adjacency, degrees } from "../../graph/adjacency.js";
import { connectedComponents } from "../../graph/components.js";
import { prune, type RemovalOrder } from "../../sparsify/orders/removal-order.js";
import { singletonWalkIndices } from "../../walks/singleton-walk-indices.js";
import { degreeDistance } from "./degree-distance.js";
import { smoothSignals } from "./smooth-signals.js";

/** What sparsification left of a graph's structure. */
export interface GraphStructure {
  /** vertices without an edge */
  readonly isolated: number;
  /** connected components, isolated vertices included */
  readonly components: number;
  /** vertices in the largest component */
  readonly largestComponent: number;
  /** Kolmogorov-Smirnov distance of the degree distributions, in [0, 1] */
  readonly degreeDistance: number;
  /** mean over the vertices t that have one of the share of WI_{2,t}({t}) that is kept; null for a graph without edges */
  readonly walkIndexKept: number | null;
  /** share of the triangles that is kept; null where there were none */
  readonly trianglesKept: number | null;
  /** mean of |x' L' x / x' L x - 1| over smooth random signals x, see smoothSignals; null for a graph without edges */
  readonly spectralDistance: number | null;
}

/**
 * Measures pruned versions of one graph against the whole.
 *
 * The walk index is that of a vertex against all others at L - 1 = 2, 2 tri + 3 d + 1 at a vertex of degree d > 0 in tri triangles and 0
 * at an isolated one (thesis, definition 10 and section 5.5.1). The spectral distance asks how well x' L x is kept (Spielman and
 * Srivastava's epsilon, over some signals in place of all); new weights count where the method gives them.
 *
 * Complexity: at first one solution of a Laplacian system; then O(E^1.5) for the triangles of each pruned graph.
 *
 * @returns the structure with the first `removed` edges of an order gone
 * @throws InputError as {@link prune}
 *
 * @example
 * ```ts
 * import { removalOrder } from "seprank/adjacency";
 * import { karate } from "seprank";
 * import { structureMeter } from "seprank/results";
 *
 * const { adjacency } = karate();
 * const meter = structureMeter(adjacency);
 * meter(removalOrder("2-wis", adjacency), 39).components; // => 4
 * ```
 */
export function structureMeter(
  adjacency: Adjacency,
): (order: RemovalOrder, removed: number) => GraphStructure {
  const whole = countsOf(adjacency);
  const { count, squares, energies } = smoothSignals(adjacency);
  return (order, removed) => {
    const { adjacency: pruned, kept } = prune(adjacency, order, removed);
    const own = countsOf(pruned);
    const left = new Float64Array(count);
    for (let k = 0; k < kept.length; k++) {
      const weight = pruned.weights?.[k] ?? 1;
      for (let lane = 0; lane < count; lane++) left[lane] += weight * squares[kept[k] * count + lane];
    }
    const deviations = left.map((energy, lane) => Math.abs(energy / energies[lane] - 1));
    const { count: components, sizes } = connectedComponents(pruned);
    return {
      isolated: own.degree.reduce((sum, d) => sum + (d === 0 ? 1 : 0), 0),
      components,
      largestComponent: sizes.reduce((a, b) => Math.max(a, b), 0),
      degreeDistance: degreeDistance(whole.degree, own.degree),
      walkIndexKept: meanShare(own.walkIndices, whole.walkIndices),
      trianglesKept: whole.triangles === 0 ? null : own.triangles / whole.triangles,
      spectralDistance: adjacency.edgeCount === 0 ? null : deviations.reduce((a, b) => a + b, 0) / count,
    };
  };
}

/** [V] degrees and WI_{2,t}({t}), and how many triangles there are. */
function countsOf(adjacency: Adjacency) {
  const degree = degrees(adjacency);
  const walkIndices = singletonWalkIndices(adjacency, 2);
  // 2 tri + 3 d + 1 at a vertex with edges.
  const triangles =
    walkIndices.reduce((sum, w, t) => sum + (degree[t] === 0 ? 0 : w - 3 * degree[t] - 1), 0) / 6;
  return { degree, walkIndices, triangles };
}

/** Of what there was, element by element. */
function meanShare(kept: Float64Array, whole: Float64Array): number | null {
  const shares = [...kept].flatMap((value, t) => (whole[t] === 0 ? [] : [value / whole[t]]));
  return shares.length === 0 ? null : shares.reduce((a, b) => a + b, 0) / shares.length;
}
