import type { Adjacency } from "../../graph/adjacency.js";

/**
 * Disparity filter (multiscale backbone): keeps edges whose share of an end's weight is unlikely under a uniform split.
 *
 *   score(e) = max over ends u of -ln alpha_u(e), alpha_u(e) = (1 - w_e / s_u)^(deg(u) - 1), s_u = sum of the weights at u
 *
 * alpha is the probability that one of deg(u) uniform shares of s_u is as large: removing all edges of a score below -ln(alpha) is the
 * filter at significance alpha. Vertices of degree 1 say nothing (alpha = 1), as in the paper. The logarithm keeps apart edges whose alpha
 * is too small for 1 - alpha.
 *
 * Source: Serrano, Boguna, Vespignani, "Extracting the multiscale backbone of complex weighted networks" (PNAS 2009), equation 2.
 *
 * @param adjacency with positive weights
 * @returns [E] scores >= 0, higher = keep
 *
 * Complexity: O(V + E).
 */
export function disparityScores({
  vertexCount,
  offsets,
  sources,
  targets,
  ...rest
}: Adjacency): Float64Array {
  const weights = rest.weights as Float64Array;
  const strength = new Float64Array(vertexCount);
  for (let e = 0; e < weights.length; e++) {
    strength[sources[e]] += weights[e];
    strength[targets[e]] += weights[e];
  }
  const evidence = (u: number, weight: number) => {
    const others = offsets[u + 1] - offsets[u] - 1;
    return others === 0 ? 0 : -others * Math.log1p(-Math.min(1, weight / strength[u]));
  };
  return weights.map((weight, e) => Math.max(evidence(sources[e], weight), evidence(targets[e], weight)));
}
