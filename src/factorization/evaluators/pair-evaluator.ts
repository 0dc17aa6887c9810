import type { Float64Arena, Reserved } from "../../kernels/float64/arena.js";
import type { Operand } from "../lift.js";
import type { SampleArrays } from "../weight-workspace.js";

/** Part of all pairs of rows from which on one product of whole matrices is faster than pair by pair; measured. */
const DENSE_FROM = 0.6;

/** A computation and its adjoint, on arrays of an arena. */
export interface Pass {
  forward(): void;
  backward(): void;
}

/** Pairs of rows of two matrices. */
export interface RowPairs {
  /** matrix of `width` columns; its gradient is overwritten */
  readonly left: Operand;
  /** like `left` */
  readonly right: Operand;
  readonly width: number;
  /** [samples] */
  readonly leftRows: Uint32Array;
  /** [samples] */
  readonly rightRows: Uint32Array;
}

/**
 * Inner products of pairs of rows of two matrices, and their gradient.
 *
 * y_i = <left[leftRows[i]], right[rightRows[i]]>. Backwards, row p of the left gradient is the sum of residual_i *
 * right[rightRows[i]] over the samples i of p, and so for the right. Where three fifths of all pairs or more are asked for, the
 * three are whole matrix products instead.
 *
 * Complexity: O(min(samples, left rows * right rows) * width) for each call.
 */
export function createPairEvaluator(arena: Float64Arena, pairs: RowPairs, arrays: SampleArrays): Pass {
  const { left, right, leftRows } = pairs;
  const create = leftRows.length >= DENSE_FROM * left.rows * right.rows ? createDense : createSparse;
  return create(arena, pairs, arrays);
}

function createDense(
  arena: Float64Arena,
  { left, right, width, leftRows, rightRows }: RowPairs,
  { samples, residuals }: SampleArrays,
): Pass {
  const product = arena.reserve(left.rows * right.rows); // then, backwards, the residuals in their places
  const places = leftRows.map((row, i) => row * right.rows + rightRows[i]);
  const most = Math.max(left.rows, right.rows);
  arena.planMatMul(most, Math.max(most, width));
  return {
    forward() {
      arena.kernels.matMulTransposedRight(
        left.values.values,
        right.values.values,
        product.values,
        left.rows,
        width,
        right.rows,
      );
      for (let i = 0; i < places.length; i++) samples.values[i] = product.values[places[i]];
    },
    backward() {
      const { kernels } = arena;
      product.values.fill(0);
      for (let i = 0; i < places.length; i++) product.values[places[i]] += residuals.values[i];
      kernels.matMul(product.values, right.values.values, left.gradient.values, left.rows, right.rows, width);
      kernels.matMulTransposedLeft(
        product.values,
        left.values.values,
        right.gradient.values,
        right.rows,
        left.rows,
        width,
      );
    },
  };
}

function createSparse(
  arena: Float64Arena,
  { left, right, width, leftRows, rightRows }: RowPairs,
  { samples, residuals }: SampleArrays,
): Pass {
  const byLeft = sortPairs(arena, leftRows, rightRows, left.rows);
  const byRight = sortPairs(arena, rightRows, leftRows, right.rows);
  return {
    forward: () =>
      arena.kernels.pairProducts(
        left.values.values,
        right.values.values,
        byLeft.starts.values,
        byLeft.partners.values,
        byLeft.places.values,
        samples.values,
        left.rows,
        width,
      ),
    backward() {
      const sum = (pairs: SortedPairs, matrix: Operand, into: Operand) =>
        arena.kernels.pairSums(
          residuals.values,
          matrix.values.values,
          pairs.starts.values,
          pairs.partners.values,
          pairs.places.values,
          into.gradient.values,
          into.rows,
          width,
        );
      sum(byLeft, right, left);
      sum(byRight, left, right);
    },
  };
}

/** Pairs in the order of their first row: those of row p from starts[p] on. */
interface SortedPairs {
  readonly starts: Reserved<Uint32Array>;
  readonly partners: Reserved<Uint32Array>;
  readonly places: Reserved<Uint32Array>;
}

function sortPairs(arena: Float64Arena, rows: Uint32Array, others: Uint32Array, count: number): SortedPairs {
  const starts = new Uint32Array(count + 1);
  for (const row of rows) starts[row + 1]++;
  for (let row = 0; row < count; row++) starts[row + 1] += starts[row];
  const next = starts.slice();
  const places = new Uint32Array(rows.length);
  rows.forEach((row, i) => {
    places[next[row]++] = i;
  });
  return {
    starts: arena.reserveIndices(starts),
    partners: arena.reserveIndices(places.map((i) => others[i])),
    places: arena.reserveIndices(places),
  };
}
