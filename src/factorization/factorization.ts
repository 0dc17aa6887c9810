import { InputError } from "../errors.js";
import type { KernelChoice } from "../kernels/float64/arena.js";
import type { Float64Kernels } from "../kernels/float64/plain-kernels.js";
import { entryCount, type Tensor } from "../tensor/tensor.js";
import type { Inputs } from "./inputs.js";
import type { Slice } from "./slice.js";

/** A weight matrix's place in the flat array of all weights, row-major. */
export interface WeightBlock {
  readonly name: string;
  readonly offset: number;
  readonly rows: number;
  readonly columns: number;
}

/**
 * Predictions of a factorization for fixed inputs, and their gradient; owns its workspace, so that steps allocate
 * nothing.
 */
export interface Evaluator {
  /** The evaluator's own arrays: where they are handed to its functions, nothing is copied. For one run at a time. */
  readonly workspace: EvaluatorWorkspace;
  /**
   * Writes <x_i^1 ⊗ ... ⊗ x_i^N, end tensor> for every sample i.
   *
   * @param weights flat, [weightCount]
   * @param predictions [count], overwritten
   */
  predict(weights: Float64Array, predictions: Float64Array): void;
  /**
   * Writes the gradient, with respect to the weights, of sum over i of residual_i * prediction_i.
   *
   * Once for every call of `predict`, whose intermediate results it uses up.
   *
   * @param weights the very array of the last call of `predict`, unchanged since
   * @param residuals [count]
   * @param gradient flat, [weightCount], overwritten
   */
  pullBack(weights: Float64Array, residuals: Float64Array, gradient: Float64Array): void;
}

/** Arrays of an {@link Evaluator}. */
export interface EvaluatorWorkspace {
  /** [weightCount] */
  readonly weights: Float64Array;
  /** [weightCount] */
  readonly gradient: Float64Array;
  /** [count] */
  readonly samples: Float64Array;
  /** [count] */
  readonly residuals: Float64Array;
  /** For these arrays only: what moves the weights along the gradient. */
  readonly subtractScaled: Float64Kernels["subtractScaled"];
}

/** A way to write a tensor by weights: the weights are a flat array, this says what they mean. */
export interface Factorization {
  /** Dimensions of the end tensor. */
  readonly shape: readonly number[];
  readonly blocks: readonly WeightBlock[];
  readonly weightCount: number;
  /**
   * Prepares predictions for fixed inputs; the end tensor itself is never built.
   *
   * @param kernels default "auto": WebAssembly where it is there and there is enough work
   */
  evaluator(inputs: Inputs, kernels?: KernelChoice): Evaluator;
  /** The full end tensor, for probes. */
  endTensor(weights: Float64Array): Tensor;
  /** Unbalancedness magnitude: constant under gradient flow, so a drift shows that the step is too large. */
  unbalancedness(weights: Float64Array): number;
}

/** A factorization whose end tensor is a sum over sets of weight vectors, whose norms are what theory describes. */
export interface ComponentFactorization extends Factorization {
  /** The weight vectors (a matrix counts as one) of every component. */
  readonly components: readonly (readonly Slice[])[];
}

/** Lays weight matrices one after another in a flat array. */
export function layOut(matrices: readonly { name: string; rows: number; columns: number }[]): {
  blocks: WeightBlock[];
  weightCount: number;
} {
  let offset = 0;
  const blocks = matrices.map(({ name, rows, columns }) => {
    const block = { name, offset, rows, columns };
    offset += entryCount([rows, columns]);
    return block;
  });
  return { blocks, weightCount: entryCount([offset]) };
}

/** Views of the blocks in a flat array; made anew only where the array is another than at the last call. */
export function blockViews(
  blocks: readonly WeightBlock[],
): (values: Float64Array) => readonly Float64Array[] {
  let last: Float64Array | undefined;
  let views: readonly Float64Array[] = [];
  return (values) => {
    if (values !== last) {
      views = blocks.map(({ offset, rows, columns }) => values.subarray(offset, offset + rows * columns));
      last = values;
    }
    return views;
  };
}

/** @throws InputError where `value` is no integer >= `least`; `name` says what it is */
export function checkCount(value: number, least: number, name: string): void {
  if (!Number.isInteger(value) || value < least)
    throw new InputError(`${name}: expected an integer >= ${least}, got ${value}`);
}
