import { distanceFromRank } from "../../tensor/distance-from-rank.js";
import { effectiveRank } from "../../tensor/effective-rank.js";
import { matricize } from "../../tensor/matricization.js";
import { schattenNorm } from "../../tensor/schatten-norm.js";
import { singularValues } from "../../tensor/svd.js";
import type { Factorization } from "../factorization.js";
import type { Probe } from "./trajectory.js";

/**
 * Norms and surrogates of rank of a matricization of the end tensor: nuclear, Frobenius and spectral norm, effective
 * rank, and the distance from a rank.
 *
 * Source: thesis section 1.3.1, Definitions 1 and 2.
 *
 * @param modes rows of the matricization; for a matrix, [0]
 * @param rank of the distance, for a solution set its infimal rank
 *
 * Complexity: the end tensor and one singular value decomposition for every record.
 */
export function rankMeasuresProbe(
  factorization: Factorization,
  modes: readonly number[],
  rank: number,
): Probe {
  return {
    columns: [
      "nuclear norm",
      "Frobenius norm",
      "spectral norm",
      "effective rank",
      `distance from rank ${rank}`,
    ],
    measure(weights) {
      const values = singularValues(matricize(factorization.endTensor(weights), modes));
      return [
        schattenNorm(values, 1),
        schattenNorm(values, 2),
        schattenNorm(values, Number.POSITIVE_INFINITY),
        effectiveRank(values),
        distanceFromRank(values, rank),
      ];
    },
  };
}
