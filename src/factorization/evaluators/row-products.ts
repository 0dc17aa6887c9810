import type { Float64Arena, Reserved } from "../../kernels/float64/arena.js";
import type { RowPairs } from "./pair-evaluator.js";

/** Entrywise products of rows of two matrices, in an arena. */
export interface RowProducts {
  readonly rows: number;
  /** [rows, width] */
  readonly values: Reserved;
  forward(): void;
  /**
   * Adds to the gradients of both matrices.
   *
   * @param received gradient with respect to the products, an array of the arena
   */
  backward(received: Float64Array): void;
}

/**
 * Row k is left[leftRows[k]] * right[rightRows[k]], entry by entry.
 *
 * Complexity: O(rows * width) for each call.
 */
export function createRowProducts(arena: Float64Arena, { left, right, width, ...of }: RowPairs): RowProducts {
  const rows = of.leftRows.length;
  const values = arena.reserve(rows * width);
  const leftRows = arena.reserveIndices(of.leftRows);
  const rightRows = arena.reserveIndices(of.rightRows);
  return {
    rows,
    values,
    forward: () =>
      arena.kernels.multiplyRows(
        left.values.values,
        leftRows.values,
        right.values.values,
        rightRows.values,
        values.values,
        rows,
        width,
      ),
    backward: (received) =>
      arena.kernels.multiplyRowsGradient(
        received,
        left.values.values,
        leftRows.values,
        right.values.values,
        rightRows.values,
        left.gradient.values,
        right.gradient.values,
        rows,
        width,
      ),
  };
}
