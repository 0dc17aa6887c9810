import { InputError } from "../../errors.js";
import { matricize } from "../../tensor/matricization.js";
import {
  checkRankTolerance,
  distanceFromRank,
  effectiveRank,
  frobeniusDistance,
  frobeniusNorm,
  schattenNorm,
} from "../../tensor/rank-measures.js";
import { singularValues } from "../../tensor/svd.js";
import type { Tensor } from "../../tensor/tensor.js";
import { componentNorm } from "../dynamics/component-rates.js";
import { checkCount, type Factorization } from "../factorization.js";
import { entryInputs } from "../inputs.js";
import type { HierarchicalFactorization } from "../models/hierarchical-factorization.js";
import type { Slice } from "../slice.js";
import type { Probe } from "./trajectory.js";

/**
 * At every node of the mode tree but the root, the rank and the effective rank of the end tensor's matricization: the hierarchical tensor
 * rank, which is the separation rank of the network's function between the node's modes and the others, and its smooth surrogate.
 *
 * Source: thesis Definitions 1 and 7, Proposition 9.
 *
 * @param tolerance of the rank, relative to the largest singular value, in [0, 1); default 1e-2, for weights that are learned
 *
 * Complexity: the end tensor and, for every record, one singular value decomposition at every node; nodes whose modes are each other's
 * complement share one.
 * @throws InputError where the tolerance is out of range
 *
 * @example
 * ```ts
 * import { hierarchicalFactorization, nodeRanksProbe } from "seprank/factorization";
 * import { perfectModeTree } from "seprank/tensor";
 *
 * const model = hierarchicalFactorization([2, 2, 2, 2], perfectModeTree(4, 2), 2);
 * // Rank and effective rank at each of the six nodes below the root.
 * nodeRanksProbe(model).columns.length; // => 12
 * ```
 */
export function nodeRanksProbe({ tree, endTensor }: HierarchicalFactorization, tolerance = 1e-2): Probe {
  checkRankTolerance(tolerance);
  const nodes = tree.nodes.slice(0, -1).map(({ modes }) => modes);
  return {
    columns: nodes.flatMap((modes) => [`rank {${modes.join(",")}}`, `effective rank {${modes.join(",")}}`]),
    measure(weights) {
      const tensor = endTensor(weights);
      const found = new Map<string, [number, number]>();
      return nodes.flatMap((modes) => {
        // The side with mode 0 names a pair of complementary nodes.
        const side = modes[0] === 0 ? modes : tensor.shape.map((_, n) => n).filter((n) => !modes.includes(n));
        const key = side.join();
        let ranks = found.get(key);
        if (ranks === undefined) {
          const values = singularValues(matricize(tensor, modes));
          ranks = [values.filter((value) => value > tolerance * values[0]).length, effectiveRank(values)];
          found.set(key, ranks);
        }
        return ranks;
      });
    },
  };
}

/**
 * The largest norms of components, falling: of a CP factorization, or of the local components at a node (thesis Figures
 * 2.2, 3.1, C.2).
 *
 * @param name of the quantity; its columns are "name 1", "name 2", ...
 * @param components `components` of a CP factorization, `localComponents[v]` of a hierarchical one
 * @param count how many; zeros where there are fewer components
 *
 * Complexity: O(weights of the components) for every record.
 * @throws InputError where the count is no positive integer
 *
 * @example
 * ```ts
 * import { componentNormsProbe, cpFactorization } from "seprank/factorization";
 *
 * const model = cpFactorization([2, 2], 2);
 * const probe = componentNormsProbe("component", model.components, 2);
 * probe.columns.length; // => 2
 * Array.from(probe.measure(new Float64Array(model.weightCount).fill(1))).map(Math.round); // => [2, 2]
 * ```
 */
export function componentNormsProbe(
  name: string,
  components: readonly (readonly Slice[])[],
  count: number,
): Probe {
  checkCount(count, 1, "number of component norms");
  return {
    columns: Array.from({ length: count }, (_, r) => `${name} ${r + 1}`),
    measure(weights) {
      const norms = Float64Array.from(components, (slices) => componentNorm(slices, weights))
        .sort()
        .reverse();
      return Array.from({ length: count }, (_, r) => norms[r] ?? 0);
    },
  };
}

/**
 * Some entries of the end tensor, which is not built.
 *
 * @param indices index tuples from 0
 *
 * Complexity: that of the factorization's evaluator for every record.
 * @throws InputError where an index is out of range
 *
 * @example
 * ```ts
 * import { cpFactorization, entriesProbe } from "seprank/factorization";
 *
 * const model = cpFactorization([2, 2], 1);
 * Array.from(entriesProbe(model, [[1, 0]]).measure(Float64Array.of(1, 2, 3, 4))); // => [6]
 * ```
 */
export function entriesProbe(factorization: Factorization, indices: readonly (readonly number[])[]): Probe {
  const evaluator = factorization.evaluator(entryInputs(factorization.shape, indices));
  const predictions = new Float64Array(indices.length);
  return {
    columns: indices.map((index) => `entry (${index.join(",")})`),
    measure(weights) {
      evaluator.predict(weights, predictions);
      return predictions;
    },
  };
}

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
 *
 * @example
 * ```ts
 * import { cpFactorization, rankMeasuresProbe } from "seprank/factorization";
 *
 * const model = cpFactorization([2, 2], 1);
 * rankMeasuresProbe(model, [0], 1).columns; // => ["nuclear norm", "Frobenius norm", "spectral norm", "effective rank", "distance from rank 1"]
 * ```
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

/**
 * Distance of the end tensor from a ground truth, as a part of its norm: |W - W*| / |W*| (thesis appendix C.4.2).
 *
 * Complexity: the end tensor for every record.
 * @throws InputError where the ground truth has another shape or is zero
 *
 * @example
 * ```ts
 * import { cpFactorization, reconstructionErrorProbe } from "seprank/factorization";
 *
 * const model = cpFactorization([2, 2], 1);
 * const weights = Float64Array.of(1, 2, 3, 4);
 * Array.from(reconstructionErrorProbe(model, model.endTensor(weights)).measure(weights)); // => [0]
 * ```
 */
export function reconstructionErrorProbe(factorization: Factorization, truth: Tensor): Probe {
  const norm = frobeniusNorm(truth.data);
  if (truth.shape.join() !== factorization.shape.join() || norm === 0)
    throw new InputError(
      `ground truth: expected a tensor other than zero of shape [${factorization.shape.join(", ")}], got [${truth.shape.join(", ")}] of norm ${norm}`,
    );
  return {
    columns: ["reconstruction error"],
    measure(weights) {
      const { data } = factorization.endTensor(weights);
      return [frobeniusDistance(data, truth.data) / norm];
    },
  };
}

/**
 * The largest singular values of a matricization of the end tensor, whether the mode tree has its node or not (thesis
 * Figures 3.1 and C.2).
 *
 * @param modes rows of the matricization; for a matrix, [0]
 * @param count how many values; zeros where the matricization has fewer
 *
 * Complexity: the end tensor and one singular value decomposition for every record.
 * @throws InputError where the count is no positive integer
 *
 * @example
 * ```ts
 * import { cpFactorization, singularValuesProbe } from "seprank/factorization";
 *
 * const model = cpFactorization([2, 2], 1);
 * Array.from(singularValuesProbe(model, [0], 1).measure(Float64Array.of(1, 0, 3, 0))); // => [3]
 * ```
 */
export function singularValuesProbe(
  factorization: Factorization,
  modes: readonly number[],
  count: number,
): Probe {
  checkCount(count, 1, "number of singular values");
  return {
    columns: Array.from({ length: count }, (_, r) => `singular value ${r + 1} of {${modes.join(",")}}`),
    measure(weights) {
      const values = singularValues(matricize(factorization.endTensor(weights), modes));
      return Array.from({ length: count }, (_, r) => values[r] ?? 0);
    },
  };
}

/**
 * The unbalancedness magnitude: constant under gradient flow, so its drift tells how far the steps are from it.
 *
 * Complexity: that of the factorization's `unbalancedness` for every record.
 *
 * @example
 * ```ts
 * import { cpFactorization, unbalancednessProbe } from "seprank/factorization";
 *
 * const model = cpFactorization([2, 2], 1);
 * // | 1^2 - 3^2 |
 * Array.from(unbalancednessProbe(model).measure(Float64Array.of(1, 0, 3, 0))); // => [8]
 * ```
 */
export function unbalancednessProbe(factorization: Factorization): Probe {
  return { columns: ["unbalancedness"], measure: (weights) => [factorization.unbalancedness(weights)] };
}
