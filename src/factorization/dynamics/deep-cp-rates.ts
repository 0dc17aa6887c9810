import { InputError } from "../../errors.js";
import { matMul } from "../../kernels/float64/mat-mul.js";
import { svd } from "../../tensor/svd.js";
import { createTensor, strides, type Tensor } from "../../tensor/tensor.js";
import type { DeepCpFactorization } from "../models/deep-cp-factorization.js";
import { type Slice, sliceProduct } from "../slice.js";
import { componentNorm } from "./component-rates.js";

/** How theory says a component of a deep CP factorization moves. */
export interface DeepCpRate {
  /** |w_r^1 ⊗ ... ⊗ w_r^N|, without the matrices. */
  readonly vectorNorm: number;
  /** delta_r, the inner product of minus the loss's gradient with the component of normalized vectors and matrices. */
  readonly projection: number;
  /** Predicted rate of `vectorNorm` for unbalancedness magnitude zero. */
  readonly rate: number;
  /** Upper bound of the norm of the component with its matrices, for unbalancedness magnitude zero. */
  readonly blockNormBound: number;
}

/**
 * Predicted rates of the vectors' part of a deep CP factorization's components.
 *
 * d/dt y = N delta y^(2 - 2/N + K/N) and |component| <= y^(1 + K/N), K = k_1 + ... + k_N. Source: Hariz et al. (2022),
 * Theorems 3.2 (i) and 3.3.
 *
 * @param gradient of the loss with respect to the weights
 *
 * Complexity: O(weights).
 *
 * @example
 * ```ts
 * import { createRandom } from "seprank";
 * import { deepCpFactorization, deepCpRates, rankOneInitialization } from "seprank/factorization";
 *
 * const model = deepCpFactorization([2, 2], 2, 1);
 * const weights = rankOneInitialization(model, 0.1, createRandom(0));
 * deepCpRates(model, weights, new Float64Array(weights.length)).map(({ rate }) => Math.abs(rate)); // => [0, 0]
 * ```
 */
export function deepCpRates(
  factorization: DeepCpFactorization,
  weights: Float64Array,
  gradient: Float64Array,
): DeepCpRate[] {
  const order = factorization.shape.length;
  const matrices = factorization.depths.reduce((sum, depth) => sum + depth, 0);
  return factorization.components.map((slices) => {
    const vectorNorm = componentNorm(slices.slice(0, order), weights);
    const norm = componentNorm(slices, weights);
    const projection = norm === 0 ? 0 : -sliceProduct(weights, gradient, slices[0]) / norm;
    return {
      vectorNorm,
      projection,
      rate: order * projection * vectorNorm ** (2 - 2 / order + matrices / order),
      blockNormBound: vectorNorm ** (1 + matrices / order),
    };
  });
}

/** A component of a deep CP factorization with rank-one matrices. */
export interface RankOneRate {
  /** zeta_r = |<v^1 ⊗ ... ⊗ v^N, normalized vectors>|, over the modes with matrices; v^n is the first right singular vector of A_{k_n}^{n,r}. */
  readonly alignment: number;
  /** <-gradient, normalized component>, the component with its matrices; 0 where the component is zero. */
  readonly blockProjection: number;
  /** delta_r = blockProjection * alignment. */
  readonly projection: number;
}

/**
 * delta_r of {@link deepCpRates} by quantities whose norms do not depend on the depth, for balanced rank-one matrices.
 *
 * delta_r = <-gradient, normalized component> zeta_r. Source: Hariz et al. (2022), Theorem 3.2 (ii), for a start such as
 * `rankOneInitialization` gives, along a gradient flow. Two remarks on the theorem: it prints zeta_r without the absolute value that ends
 * its proof (appendix A.2.2) and is needed where an odd number of singular vectors point away; and its proof needs k_n >= 2, since by Lemma
 * A.2 the singular values of a single matrix leave zero at once, so that with k_n = 1 the equation holds at the start alone. A mode without
 * matrices has the factor 1.
 *
 * @param gradient of the loss with respect to the weights
 *
 * Complexity: O(weights), and a singular value decomposition of a matrix [D_n, D_n] for every mode with matrices of every component.
 *
 * @example
 * ```ts
 * import { createRandom } from "seprank";
 * import { deepCpFactorization, rankOneInitialization, rankOneRates } from "seprank/factorization";
 *
 * const model = deepCpFactorization([2, 2], 2, 1);
 * const weights = rankOneInitialization(model, 0.1, createRandom(0));
 * rankOneRates(model, weights, new Float64Array(weights.length)).length; // => 2
 * ```
 */
export function rankOneRates(
  factorization: DeepCpFactorization,
  weights: Float64Array,
  gradient: Float64Array,
): RankOneRate[] {
  const { shape, depths, components } = factorization;
  const norms = blockNorms(factorization, weights);
  return components.map((slices, r) => {
    const blockProjection = norms[r] === 0 ? 0 : -sliceProduct(weights, gradient, slices[0]) / norms[r];
    let alignment = 1;
    let matrix = shape.length - 1;
    shape.forEach((dimension, n) => {
      matrix += depths[n];
      if (depths[n] === 0) return;
      const { right } = svd(matrixOf(weights, slices[matrix], dimension));
      const vector = slices[n];
      let product = 0;
      for (let d = 0; d < dimension; d++)
        product += right.data[d * dimension] * weights[vector.offset + d * vector.stride];
      const norm = Math.sqrt(sliceProduct(weights, weights, vector));
      alignment *= norm === 0 ? 0 : Math.abs(product) / norm;
    });
    return { alignment, blockProjection, projection: blockProjection * alignment };
  });
}

/** A singular value of the product of one mode's matrices of a component, and how theory says it moves. */
export interface MatrixSingularValueRate {
  /** sigma_l, falling with l */
  readonly value: number;
  /** beta_l, the inner product of minus the loss's gradient with the component whose mode n is u_l v_l^T w. */
  readonly projection: number;
  /** k sigma_l^(2 - 2/k) beta_l */
  readonly rate: number;
}

/** One mode of one component. */
export interface ComponentMode {
  /** r, from 0 */
  readonly component: number;
  /** n, from 0 */
  readonly mode: number;
}

/**
 * Predicted rates of the singular values of A^{n,r} = A_1^{n,r} ... A_k^{n,r}, under gradient flow, for balanced matrices.
 *
 * d/dt sigma_l = k sigma_l^(2 - 2/k) beta_l, for matrices with A_i^T A_i = A_{i+1} A_{i+1}^T. Source: Hariz et al. (2022), Lemma A.2.
 *
 * @param gradient of the loss with respect to the end tensor, as by {@link lossGradient}
 * @param at a mode with at least one matrix
 * @returns [D_n], of falling singular values
 *
 * Complexity: O(entries of the tensor) and a singular value decomposition of a matrix [D_n, D_n].
 * @throws InputError where there is no such component, or the mode has no matrices
 *
 * @example
 * ```ts
 * import { createRandom } from "seprank";
 * import { deepCpFactorization, matrixSingularValueRates, nearIdentityInitialization } from "seprank/factorization";
 * import { createTensor } from "seprank/tensor";
 *
 * const model = deepCpFactorization([2, 2], 1, 2);
 * const weights = nearIdentityInitialization(model, { vectors: 0.1, matrices: 0 }, createRandom(0));
 * const rates = matrixSingularValueRates(model, weights, createTensor([2, 2]), { component: 0, mode: 0 });
 * rates.map(({ value }) => Math.round(1e9 * value) / 1e9); // => [1, 1]
 * ```
 */
export function matrixSingularValueRates(
  factorization: DeepCpFactorization,
  weights: Float64Array,
  gradient: Tensor,
  { component, mode }: ComponentMode,
): MatrixSingularValueRate[] {
  const { shape, depths, components, componentCount } = factorization;
  const depth = depths[mode] ?? 0;
  if (components[component] === undefined || depth === 0)
    throw new InputError(
      `component and mode: expected one of ${componentCount} components and a mode with matrices, got component ${component}, mode ${mode}`,
    );
  const slices = components[component];
  const dimension = shape[mode];
  const first = shape.length + depths.slice(0, mode).reduce((sum, own) => sum + own, 0);
  let product = matrixOf(weights, slices[first], dimension);
  for (let i = 1; i < depth; i++) {
    const next = createTensor([dimension, dimension]);
    const factor = matrixOf(weights, slices[first + i], dimension);
    matMul(product.data, factor.data, next.data, dimension, dimension, dimension);
    product = next;
  }
  const factors = factorization.effectiveFactors(weights);
  // What minus the gradient leaves of mode n when all other modes are contracted with the component's vectors.
  const force = new Float64Array(dimension);
  const steps = strides(shape);
  for (let e = 0; e < gradient.data.length; e++) {
    let value = -gradient.data[e];
    for (let n = 0; n < shape.length; n++)
      if (n !== mode) value *= factors[n][(Math.floor(e / steps[n]) % shape[n]) * componentCount + component];
    force[Math.floor(e / steps[mode]) % dimension] += value;
  }
  const { left, values, right } = svd(product);
  const vector = slices[mode];
  return Array.from(values, (value, l) => {
    let along = 0;
    let of = 0;
    for (let d = 0; d < dimension; d++) {
      along += left.data[d * dimension + l] * force[d];
      of += right.data[d * dimension + l] * weights[vector.offset + d * vector.stride];
    }
    const projection = along * of;
    return { value, projection, rate: depth * value ** (2 - 2 / depth) * projection };
  });
}

function matrixOf(weights: Float64Array, { offset, length }: Slice, dimension: number): Tensor {
  return createTensor([dimension, dimension], weights.slice(offset, offset + length));
}

/**
 * Norms of a deep CP factorization's components with their matrices, by component.
 *
 * |A^{1,r} w_r^1 ⊗ ... ⊗ A^{N,r} w_r^N|. Source: Hariz et al. (2022), sections 2 and 5.3, where components of norm above
 * 1 are counted as the learned tensor's effective CP rank.
 *
 * Complexity: O(weights).
 *
 * @example
 * ```ts
 * import { createRandom } from "seprank";
 * import { blockNorms, deepCpFactorization, rankOneInitialization } from "seprank/factorization";
 *
 * const model = deepCpFactorization([2, 2], 1, 1);
 * blockNorms(model, rankOneInitialization(model, 0.1, createRandom(0))).length; // => 1
 * ```
 */
export function blockNorms(factorization: DeepCpFactorization, weights: Float64Array): Float64Array {
  const { componentCount, shape } = factorization;
  const norms = new Float64Array(componentCount).fill(1);
  factorization.effectiveFactors(weights).forEach((factor, n) => {
    for (let r = 0; r < componentCount; r++)
      norms[r] *= Math.sqrt(
        sliceProduct(factor, factor, { offset: r, stride: componentCount, length: shape[n] }),
      );
  });
  return norms;
}
