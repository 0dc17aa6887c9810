import { matMul } from "../tensor/mat-mul.js";
import { matMulTransposedLeft } from "../tensor/mat-mul-transposed-left.js";
import type { Inputs } from "./inputs.js";

/** One mode's weight matrix seen through the inputs' vectors: row k is sum over d of x_{k,d} times the matrix's row d. */
export interface Lift {
  /** Rows of the lifted matrix. */
  readonly rows: number;
  /** X W, or W itself for standard basis vectors; valid until the next call. */
  forward(weights: Float64Array): Float64Array;
  /** Zeroed room for the gradient with respect to the lifted matrix; `gradient` itself for standard basis vectors. */
  room(gradient: Float64Array): Float64Array;
  /** Turns what was written in the room into the gradient with respect to the weight matrix. */
  backward(gradient: Float64Array): void;
}

/**
 * Reduces inputs of arbitrary vectors to entries of a lifted weight matrix, so that evaluators know entries only.
 *
 * @param mode n
 * @param dimension D_n, rows of the weight matrix
 * @param columns of the weight matrix
 *
 * Complexity of forward and backward: O(rows * dimension * columns); O(1) for standard basis vectors.
 */
export function createLift({ vectors }: Inputs, mode: number, dimension: number, columns: number): Lift {
  if (vectors === undefined)
    return {
      rows: dimension,
      forward: (weights) => weights,
      room: (gradient) => gradient.fill(0),
      backward: () => {},
    };
  const { data, shape } = vectors[mode];
  const rows = shape[0];
  const lifted = new Float64Array(rows * columns);
  const received = new Float64Array(rows * columns);
  return {
    rows,
    forward(weights) {
      matMul(data, weights, lifted, rows, dimension, columns);
      return lifted;
    },
    room: () => received.fill(0),
    backward: (gradient) => matMulTransposedLeft(data, received, gradient, dimension, rows, columns),
  };
}
