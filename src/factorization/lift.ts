import type { Float64Arena, Reserved } from "../kernels/float64/arena.js";
import type { Inputs } from "./inputs.js";

/** A matrix and the gradient with respect to it, in an arena. */
export interface Operand {
  /** Rows of the matrix. */
  readonly rows: number;
  readonly values: Reserved;
  readonly gradient: Reserved;
}

/** An operand whose columns do not go without saying. */
export interface WideOperand extends Operand {
  readonly columns: number;
}

/** One mode's weight matrix seen through the inputs' vectors: row k is sum over d of x_{k,d} times the matrix's row d. */
export interface Lift {
  /** The lifted matrix X W; W itself for standard basis vectors. */
  readonly lifted: Operand;
  /** Computes the lifted matrix. */
  forward(): void;
  /** Turns the gradient with respect to the lifted matrix into that with respect to the weight matrix. */
  backward(): void;
}

/**
 * Reduces inputs of arbitrary vectors to entries of a lifted weight matrix, so that evaluators know entries only.
 *
 * @param mode n
 * @param matrix W, [D_n, columns]
 *
 * Complexity of forward and backward: O(rows * D_n * columns); O(1) for standard basis vectors.
 */
export function createLift(
  arena: Float64Arena,
  { vectors }: Inputs,
  mode: number,
  matrix: WideOperand,
): Lift {
  if (vectors === undefined) return { lifted: matrix, forward: () => {}, backward: () => {} };
  const { columns } = matrix;
  const [rows, dimension] = vectors[mode].shape;
  const points = arena.reserve(rows * dimension, vectors[mode].data);
  const lifted = {
    rows,
    values: arena.reserve(rows * columns),
    gradient: arena.reserve(rows * columns),
  };
  arena.planMatMul(Math.max(rows, dimension), Math.max(rows, dimension));
  return {
    lifted,
    forward: () =>
      arena.kernels.matMul(
        points.values,
        matrix.values.values,
        lifted.values.values,
        rows,
        dimension,
        columns,
      ),
    backward: () =>
      arena.kernels.matMulTransposedLeft(
        points.values,
        lifted.gradient.values,
        matrix.gradient.values,
        dimension,
        rows,
        columns,
      ),
  };
}
