import { InputError } from "../../errors.js";
import { createTensor, strides, type Tensor } from "../../tensor/tensor.js";

/** A completion problem with two solutions of incomparable, minimal hierarchical tensor ranks. */
export interface IncomparableRanks {
  /** Index tuples of the observed entries, from 0. */
  readonly indices: readonly (readonly number[])[];
  /** Their values. */
  readonly values: readonly number[];
  /** W and W', both of loss zero. */
  readonly solutions: readonly [Tensor, Tensor];
}

/**
 * A tensor completion problem in which low hierarchical tensor rank does not say which solution is the simpler one.
 *
 * Observed are (1, ..., 1, a, a, c) for a, c in {1, 2}: 1 where a = c, else 0. Of the two solutions, one depends on modes N - 2 and N alone,
 * the other on modes N - 1 and N; for every mode tree over the N modes the ranks of neither are all at most those of the other, and no
 * solution has smaller ranks than either. Source: thesis Proposition 6 and appendix C.5.7, equation C.27.
 *
 * @param shape [D_1, ..., D_N] with N >= 3 and every D_n >= 2
 *
 * Complexity: O(entries).
 * @throws InputError where the order is below 3 or a dimension below 2
 *
 * @example
 * ```ts
 * import { incomparableRanks } from "seprank/factorization";
 *
 * const { solutions } = incomparableRanks([2, 2, 2]);
 * solutions.map(({ shape }) => shape); // => [[2, 2, 2], [2, 2, 2]]
 * ```
 */
export function incomparableRanks(shape: readonly number[]): IncomparableRanks {
  const order = shape.length;
  if (order < 3 || shape.some((dimension) => !Number.isInteger(dimension) || dimension < 2))
    throw new InputError(
      `shape: expected at least three dimensions of at least 2, got (${shape.join(", ")})`,
    );
  const steps = strides(shape);
  const at = (a: number, b: number, c: number) => [...new Array<number>(order - 3).fill(0), a, b, c];
  const solution = (rule: (a: number, b: number, c: number) => boolean) => {
    const tensor = createTensor(shape);
    for (const a of [0, 1])
      for (const b of [0, 1])
        for (const c of [0, 1])
          if (rule(a, b, c)) tensor.data[at(a, b, c).reduce((sum, i, n) => sum + i * steps[n], 0)] = 1;
    return tensor;
  };
  const pairs = [0, 1].flatMap((a) => [0, 1].map((c) => [a, c] as const));
  return {
    indices: pairs.map(([a, c]) => at(a, a, c)),
    values: pairs.map(([a, c]) => Number(a === c)),
    solutions: [solution((a, _, c) => a === c), solution((_, b, c) => b === c)],
  };
}
