import { type Adjacency, degrees } from "../graph/adjacency.js";
import { type Distribution, distribution } from "../graph/attributes/distribution.js";
import { connectedComponents } from "../graph/components.js";
import { type AlgebraicConnectivity, algebraicConnectivity } from "../laplacian/algebraic-connectivity.js";
import type { ExactCounts } from "../walks/exact-count.js";
import { singletonWalkIndices } from "../walks/singleton-walk-indices.js";
import { type SpectralRadius, spectralRadius } from "../walks/spectral-radius.js";

/** What two graphs are compared by. */
export interface GraphFacts {
  readonly vertices: number;
  readonly edges: number;
  /** vertices without an edge */
  readonly isolated: number;
  /** connected components, isolated vertices included, and the size of the largest */
  readonly components: { readonly count: number; readonly largest: number };
  /** null for a graph without vertices */
  readonly degrees: Distribution | null;
  /** of every vertex against all others, see `walkIndices`; null for a graph without vertices */
  readonly walkIndices: Distribution | null;
  /** by what factor walks grow in number with every step */
  readonly spectralRadius: SpectralRadius;
  /** of the largest component: the smaller, the fewer edges hold two large parts of it together */
  readonly algebraicConnectivity: AlgebraicConnectivity;
}

/**
 * What two graphs are compared by.
 *
 * @param adjacency undirected
 * @param walkLength L - 1, of the walk indices
 *
 * Complexity: O(E^1.5) for walk length 2, and the iterations of {@link spectralRadius} and {@link algebraicConnectivity}.
 */
export function graphFacts(adjacency: Adjacency, walkLength: number): GraphFacts {
  const degree = degrees(adjacency);
  const components = connectedComponents(adjacency);
  return {
    vertices: adjacency.vertexCount,
    edges: adjacency.edgeCount,
    isolated: degree.reduce((count, d) => count + (d === 0 ? 1 : 0), 0),
    components: { count: components.count, largest: components.sizes.reduce((a, b) => Math.max(a, b), 0) },
    degrees: distribution(degree),
    walkIndices: distributionOf(singletonWalkIndices(adjacency, walkLength)),
    spectralRadius: spectralRadius(adjacency),
    algebraicConnectivity: algebraicConnectivity(adjacency),
  };
}

/** Past 2^53 as nearest doubles: a distribution is a summary. */
function distributionOf(counts: ExactCounts): Distribution | null {
  return distribution(counts instanceof Float64Array ? counts : counts.map(Number));
}
