import { InputError } from "../../errors.js";
import { matMul } from "../../kernels/float64/mat-mul.js";
import type { Random } from "../../random.js";
import { cpToTensor } from "../../tensor/cp-tensor.js";
import { frobeniusNorm } from "../../tensor/rank-measures.js";
import { svd } from "../../tensor/svd.js";
import { checkMatrix, createTensor, entryCount, strides, type Tensor } from "../../tensor/tensor.js";
import { checkCount } from "../factorization.js";

/** What is certain about the restricted isometry property of measurement tensors. */
export interface RestrictedIsometry {
  /** r-RIP holds with no parameter below this. */
  readonly delta: number;
  /** Least and largest sum of squared measurements of a tensor of norm 1 and CP rank at most r that were found. */
  readonly least: number;
  readonly largest: number;
  /** The tensors, of norm 1, that have them. */
  readonly witnesses: { readonly least: Tensor; readonly largest: Tensor };
}

/** The tensors of a shape whose CP rank is at most some number. */
export interface LowRankTensors {
  /** [D_1, ..., D_N] */
  readonly shape: readonly number[];
  /** r >= 1 */
  readonly rank: number;
}

/** Options of {@link restrictedIsometry}. */
export interface RestrictedIsometryOptions {
  /** random starts of either search, >= 1; default 10 */
  readonly starts?: number;
  /** rounds over all modes of a search, >= 1; default 50; a round that gains less than 1e-10 ends it */
  readonly maxRounds?: number;
}

/**
 * A lower bound on the parameter delta of the r-restricted isometry property of measurement tensors A_1, ..., A_M.
 *
 * (1 - delta) |W|^2 <= sum over i of <A_i, W>^2 <= (1 + delta) |W|^2 for all W of CP rank at most r; the bound is what tensors that were
 * found ask for, so that no smaller delta is possible. Found by alternation: with all factors but one mode's given, the tensors are a
 * linear space, in whose orthonormal basis the extreme singular values of the measurements have the extreme tensors. Source: thesis
 * Definition 15; that 1-RIP holds for O(log(N) (D_1 + ... + D_N)) sub-Gaussian measurements is stated there and not checked here.
 *
 * @param measurements [M, entries of the tensor], row i is A_i, row-major
 *
 * Complexity: for every start, round and mode a singular value decomposition of [entries, D_n r] and one of [M, D_n r].
 * @throws InputError where the measurements do not fit the shape, or a number is no integer >= 1
 *
 * @example
 * ```ts
 * import { createRandom } from "seprank";
 * import { restrictedIsometry } from "seprank/factorization";
 * import { createTensor } from "seprank/tensor";
 *
 * // Measurements that are an orthonormal basis keep all norms.
 * const all = createTensor([4, 4], Float64Array.from({ length: 16 }, (_, k) => (k % 5 === 0 ? 1 : 0)));
 * restrictedIsometry(all, { shape: [2, 2], rank: 1 }, createRandom(1)).delta; // ≈ 0.000000
 * ```
 */
export function restrictedIsometry(
  measurements: Tensor,
  { shape, rank }: LowRankTensors,
  random: Random,
  { starts = 10, maxRounds = 50 }: RestrictedIsometryOptions = {},
): RestrictedIsometry {
  checkMatrix(measurements, "measurements");
  const [count, entries] = measurements.shape;
  if (entries !== entryCount(shape))
    throw new InputError(
      `measurements: expected ${entryCount(shape)} entries for the shape (${shape.join(", ")}), got ${entries}`,
    );
  for (const [name, value] of Object.entries({ rank, starts, maxRounds })) checkCount(value, 1, name);
  const squares = (tensor: Tensor) => {
    const found = new Float64Array(count);
    matMul(measurements.data, tensor.data, found, count, entries, 1);
    return frobeniusNorm(found) ** 2;
  };
  const search = (which: "least" | "largest") => {
    let best: { value: number; tensor: Tensor } | undefined;
    const isBetter = (value: number) =>
      best === undefined || (which === "least" ? value < best.value : value > best.value);
    for (let start = 0; start < starts; start++) {
      const factors = shape.map((dimension) =>
        createTensor(
          [dimension, rank],
          Float64Array.from({ length: dimension * rank }, () => random.normal()),
        ),
      );
      let last = Number.NaN;
      for (let round = 0; round < maxRounds; round++) {
        for (let mode = 0; mode < shape.length; mode++) alternate(factors, mode, which);
        const tensor = cpToTensor({ factors });
        const norm = frobeniusNorm(tensor.data);
        if (!(norm > 0)) break;
        const unit = createTensor(
          shape,
          tensor.data.map((value) => value / norm),
        );
        const value = squares(unit);
        if (isBetter(value)) best = { value, tensor: unit };
        if (Math.abs(value - last) <= 1e-10 * Math.max(1, value)) break;
        last = value;
      }
    }
    return best as { value: number; tensor: Tensor };
  };

  /** Replaces one mode's factor by that of the extreme tensor among those of the other modes' factors. */
  function alternate(factors: Tensor[], mode: number, which: "least" | "largest"): void {
    const basis = spanOf(factors, shape, mode, rank);
    const { left, values, right } = svd(basis);
    const width = values.length;
    const used = values.filter((value) => value > 1e-12 * values[0]).length;
    const measured = createTensor([count, used]);
    const columns = createTensor([entries, used]);
    for (let e = 0; e < entries; e++)
      for (let k = 0; k < used; k++) columns.data[e * used + k] = left.data[e * width + k];
    matMul(measurements.data, columns.data, measured.data, count, entries, used);
    // Fewer measurements than dimensions leave tensors that nothing measures: zero rows bring them among the singular vectors.
    const square = createTensor([Math.max(count, used), used]);
    square.data.set(measured.data);
    const extreme = svd(square);
    const place = which === "largest" ? 0 : used - 1;
    // Coefficients of the factor's entries: V S^-1 y.
    const dimension = shape[mode];
    const data = new Float64Array(dimension * rank);
    for (let k = 0; k < used; k++) {
      const y = extreme.right.data[k * used + place] / values[k];
      for (let j = 0; j < data.length; j++) data[j] += right.data[j * width + k] * y;
    }
    factors[mode] = createTensor([dimension, rank], data);
  }

  const [least, largest] = [search("least"), search("largest")];
  return {
    delta: Math.max(0, 1 - least.value, largest.value - 1),
    least: least.value,
    largest: largest.value,
    witnesses: { least: least.tensor, largest: largest.tensor },
  };
}

/** [entries, D_n r]: column d r + c is the tensor with unit vector d in mode n and the other factors' columns c. */
function spanOf(factors: readonly Tensor[], shape: readonly number[], mode: number, rank: number): Tensor {
  const entries = entryCount(shape);
  const steps = strides(shape);
  const columns = shape[mode] * rank;
  const span = createTensor([entries, columns]);
  for (let e = 0; e < entries; e++)
    for (let c = 0; c < rank; c++) {
      let product = 1;
      for (let n = 0; n < shape.length; n++)
        if (n !== mode) product *= factors[n].data[(Math.floor(e / steps[n]) % shape[n]) * rank + c];
      span.data[e * columns + (Math.floor(e / steps[mode]) % shape[mode]) * rank + c] = product;
    }
  return span;
}
