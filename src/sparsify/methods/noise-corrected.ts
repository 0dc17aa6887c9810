import { InputError } from "../../errors.js";
import type { Adjacency } from "../../graph/adjacency.js";

/**
 * Noise-corrected backbone: keeps edges whose weight is surprisingly large for the total weights of both ends, given how uncertain a
 * count of that size is.
 *
 * Weights are counts: N_ij is binomial, N.. draws of probability P_ij, with a beta prior on P_ij that has the mean and variance of drawing ends
 * in proportion to their strengths. With N_i, N_j the strengths of both ends, N.. the sum of all strengths, kappa = N.. / (N_i N_j):
 *
 *   L = (kappa N_ij - 1) / (kappa N_ij + 1)
 *   mu = N_i N_j / N..^2,  s2 = N_i N_j (N.. - N_i) (N.. - N_j) / (N..^4 (N.. - 1))
 *   alpha = mu c, beta = (1 - mu) c, c = mu (1 - mu) / s2 - 1
 *   p = (N_ij + alpha) / (N.. + alpha + beta),  Var[N_ij] = N.. p (1 - p)
 *   Var[L] = Var[N_ij] (2 (kappa + N_ij kappa') / (kappa N_ij + 1)^2)^2,  kappa' = 1 / (N_i N_j) - N.. (N_i + N_j) / (N_i N_j)^2
 *   score = L / sqrt(Var[L])
 *
 * Removing all edges of a score below delta is the paper's backbone at delta (1.28, 1.64 and 2.32 are its usual values). Where all weight is at one
 * edge nothing is uncertain, and the score is 0.
 *
 * Source: Coscia, Neffke, "Network backboning with noisy data" (ICDE 2017), section IV. The beta distribution's parameters are those of its mean
 * and variance.
 *
 * @param adjacency with positive weights, counts of whatever the edges stand for
 * @returns [E] scores, higher = keep
 * @throws InputError where the weights add up to 1/2 or less: they cannot be counts
 *
 * Complexity: O(V + E).
 */
export function noiseCorrectedScores({ vertexCount, sources, targets, ...rest }: Adjacency): Float64Array {
  const weights = rest.weights as Float64Array;
  const strength = new Float64Array(vertexCount);
  let total = 0;
  for (let e = 0; e < weights.length; e++) {
    strength[sources[e]] += weights[e];
    strength[targets[e]] += weights[e];
    total += 2 * weights[e];
  }
  if (weights.length > 0 && total <= 1)
    throw new InputError(
      `noise-corrected: expected weights that are counts, adding up to more than 0.5, got a sum of ${total / 2}; multiply them by what one observation is worth`,
    );
  // What depends on the total alone is taken out of the loop, and no power is taken in it: powers take most of the time.
  const perDraw = 1 / (total * total);
  const spread = (perDraw * perDraw) / (total - 1);
  const scores = new Float64Array(weights.length);
  for (let e = 0; e < weights.length; e++) {
    const weight = weights[e];
    const ni = strength[sources[e]];
    const nj = strength[targets[e]];
    const product = ni * nj;
    const kappa = total / product;
    const raised = kappa * weight + 1;
    const mean = product * perDraw;
    const variance = product * (total - ni) * (total - nj) * spread;
    const concentration = (mean * (1 - mean)) / variance - 1;
    const probability = (weight + mean * concentration) / (total + concentration);
    const slope = 1 / product - (total * (ni + nj)) / (product * product);
    const deviation =
      Math.sqrt(total * probability * (1 - probability)) *
      Math.abs((2 * (kappa + weight * slope)) / (raised * raised));
    scores[e] = deviation > 0 ? (kappa * weight - 1) / raised / deviation : 0;
  }
  return scores;
}
