import { singularValues } from "../tensor/svd.js";
import type { VertexSet } from "../walks/vertex-set.js";
import { gridMatrix } from "./grid-matrix.js";
import type { Sampling } from "./sample-points.js";
import type { Templates, VectorFunction } from "./templates.js";

/**
 * Entanglement entropy of a partition, from the singular values of a matricization.
 *
 * -sum over r of p_r ln p_r with p_r = s_r^2 / (sum of all squares), in nats: 0 where one singular value is not 0, the
 * logarithm of the rank where all that are not 0 are equal; 0 for the zero matrix, of which it is not defined. Source:
 * Levine, Yakira, Cohen and Shashua (2018, "Deep learning and quantum entanglement"), section 3, cited in thesis 5.2.
 *
 * @param singularValues not negative, in any order
 *
 * Complexity: O(length).
 *
 * @example
 * ```ts
 * import { entanglementEntropy } from "seprank/separation-rank";
 *
 * entanglementEntropy([1, 1]); // ≈ 0.693
 * entanglementEntropy([1, 0]); // ≈ 0.000
 * ```
 */
export function entanglementEntropy(singularValues: ArrayLike<number>): number {
  let largest = 0;
  for (let r = 0; r < singularValues.length; r++) largest = Math.max(largest, singularValues[r]);
  if (largest === 0) return 0;
  // In parts of the largest, whose square may be past the largest double, or 0.
  const squares = Float64Array.from(singularValues, (value) => (value / largest) ** 2);
  const total = squares.reduce((sum, square) => sum + square, 0);
  return squares.reduce(
    (entropy, square) => (square > 0 ? entropy - (square / total) * Math.log(square / total) : entropy),
    0,
  );
}

/**
 * Entanglement of a function's grid tensor with respect to a partition: how evenly its matricization's energy is distributed
 * over its singular values, where the separation rank only counts them.
 *
 * Between 0 and ln(rank of the matricized grid tensor). It depends on the templates. See {@link entanglementEntropy}.
 *
 * @param subset I, indices of variables
 *
 * Complexity: as {@link gridMatrix}, and a singular value decomposition.
 * @throws InputError as {@link gridMatrix} does, or where f gives a number that is not finite
 *
 * @example
 * ```ts
 * import { entanglement } from "seprank/separation-rank";
 *
 * // x1 y1 + x2 y2 cannot be separated: on the unit vectors its matrix is the identity, of two equal singular values.
 * const unit = [Float64Array.of(1, 0), Float64Array.of(0, 1)];
 * const dot = ([x, y]: readonly Float64Array[]) => x[0] * y[0] + x[1] * y[1];
 * entanglement(dot, [unit, unit], [0]); // ≈ 0.693
 * ```
 */
export function entanglement(
  f: VectorFunction,
  templates: Templates,
  subset: VertexSet,
  sampling?: Sampling,
): number {
  return entanglementEntropy(singularValues(gridMatrix(f, templates, subset, { sampling })));
}
