import { Matrix, solve } from "ml-matrix";
import { InputError } from "../errors.js";
import { matMul, matMulTransposedLeft } from "../kernels/float64/mat-mul.js";
import type { Random } from "../random.js";
import { type CpTensor, cpToTensor } from "./cp-tensor.js";
import { matricize } from "./matricization.js";
import { khatriRao } from "./products.js";
import { frobeniusDistance, frobeniusNorm } from "./rank-measures.js";
import { checkFinite, createTensor, type Tensor } from "./tensor.js";

/** Options of {@link cpAls}. */
export interface CpAlsOptions {
  /** Starts from independent standard normal factors; the best result is kept. Default 5. */
  readonly restarts?: number;
  /** Sweeps over all factors, at most. Default 500. */
  readonly maxSweeps?: number;
  /** A start ends where the error fell by less than this part of the tensor's norm in a sweep. Default 1e-9. */
  readonly improvement?: number;
  /** A start ends, and no other is made, where the mean squared error is at or below this. Default 0. */
  readonly target?: number;
  /**
   * Ridge on every least squares problem, as a part of its Gram matrix's mean diagonal; keeps swamps solvable. Default
   * 1e-12.
   */
  readonly regularization?: number;
}

/** A CP form found by alternating least squares. */
export interface CpFit extends CpTensor {
  /** Mean squared error over all entries. */
  readonly meanSquaredError: number;
  /** Mean squared error that every start reached, in order. */
  readonly starts: readonly number[];
}

const DEFAULTS: Required<CpAlsOptions> = Object.freeze({
  restarts: 5,
  maxSweeps: 500,
  improvement: 1e-9,
  target: 0,
  regularization: 1e-12,
});

/**
 * Alternating least squares: the nearest tensor of R components that it finds, one factor solved at a time.
 *
 * A^(n) = [W; n] (Khatri-Rao of the other factors) (entrywise product of their Gram matrices)^-1. Source: Kolda and Bader
 * (2009), section 3.4, Figure 3.3. The problem is not convex and may have no minimum: the result is an upper bound of the
 * distance.
 *
 * @param tensor order >= 2
 * @param rank R >= 1
 *
 * Complexity: O(restarts * sweeps * N * R * entries) at most.
 * @throws InputError where the rank or an option is out of range, or the tensor is no finite one of order >= 2
 *
 * @example
 * ```ts
 * import { createRandom } from "seprank";
 * import { cpAls, createTensor } from "seprank/tensor";
 *
 * const ones = createTensor([2, 2, 2], new Float64Array(8).fill(1));
 * cpAls(ones, 1, createRandom(0)).meanSquaredError < 1e-12; // => true
 * ```
 */
export function cpAls(tensor: Tensor, rank: number, random: Random, options: CpAlsOptions = {}): CpFit {
  const settings = { ...DEFAULTS, ...options };
  if (!Number.isInteger(rank) || rank < 1)
    throw new InputError(`CP rank: expected an integer >= 1, got ${rank}`);
  if (tensor.shape.length < 2)
    throw new InputError(
      `alternating least squares: expected a tensor of order >= 2, got ${tensor.shape.length}`,
    );
  if (!Number.isInteger(settings.restarts) || settings.restarts < 1)
    throw new InputError(`restarts: expected an integer >= 1, got ${settings.restarts}`);
  checkFinite(tensor.data, "alternating least squares");
  const unfoldings = tensor.shape.map((_, mode) => matricize(tensor, [mode]));
  const norm = frobeniusNorm(tensor.data);
  let best: { factors: Tensor[]; error: number } | undefined;
  const starts: number[] = [];
  while (starts.length < settings.restarts) {
    const found = descend({ tensor, unfoldings, norm }, rank, random, settings);
    const meanSquaredError = found.error ** 2 / tensor.data.length;
    starts.push(meanSquaredError);
    if (best === undefined || found.error < best.error) best = found;
    if (meanSquaredError <= settings.target) break;
  }
  return { factors: best!.factors, meanSquaredError: Math.min(...starts), starts };
}

/** A tensor with what every start needs of it. */
interface UnfoldedTensor {
  readonly tensor: Tensor;
  /** its matricization by each mode */
  readonly unfoldings: readonly Tensor[];
  readonly norm: number;
}

/** One start: sweeps until the error stalls or the target is reached. */
function descend(
  { tensor, unfoldings, norm }: UnfoldedTensor,
  rank: number,
  random: Random,
  { maxSweeps, improvement, target, regularization }: Required<CpAlsOptions>,
): { factors: Tensor[]; error: number } {
  const factors = tensor.shape.map((dimension) =>
    createTensor(
      [dimension, rank],
      Float64Array.from({ length: dimension * rank }, () => random.normal()),
    ),
  );
  let error = norm;
  for (let sweep = 0; sweep < maxSweeps; sweep++) {
    for (let mode = 0; mode < factors.length; mode++)
      factors[mode] = solveFactor(unfoldings[mode], factors, mode, regularization);
    const full = cpToTensor({ factors });
    const reached = frobeniusDistance(full.data, tensor.data);
    const fell = error - reached;
    error = reached;
    if (error ** 2 / tensor.data.length <= target || (sweep > 0 && fell < improvement * norm)) break;
  }
  return { factors, error };
}

function solveFactor(
  unfolding: Tensor,
  factors: readonly Tensor[],
  mode: number,
  regularization: number,
): Tensor {
  const rank = factors[mode].shape[1];
  const others = factors.filter((_, n) => n !== mode);
  const products = khatriRao(others);
  const [rows, columns] = unfolding.shape;
  const right = new Float64Array(rows * rank);
  matMul(unfolding.data, products.data, right, rows, columns, rank);
  const gram = new Float64Array(rank * rank).fill(1);
  const one = new Float64Array(rank * rank);
  for (const { data, shape } of others) {
    matMulTransposedLeft(data, data, one, rank, shape[0], rank);
    for (let k = 0; k < gram.length; k++) gram[k] *= one[k];
  }
  let trace = 0;
  for (let r = 0; r < rank; r++) trace += gram[r * rank + r];
  const ridge = (regularization * trace) / rank;
  for (let r = 0; r < rank; r++) gram[r * rank + r] += ridge;
  const left = Matrix.from1DArray(rank, rank, gram);
  // By singular value decomposition: the Gram matrix may be singular.
  const solution = solve(left, Matrix.from1DArray(rows, rank, right).transpose(), true);
  return createTensor([rows, rank], Float64Array.from(solution.transpose().to1DArray()));
}
