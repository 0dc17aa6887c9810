import * as tf from "@tensorflow/tfjs-core";
import { InputError } from "../../errors.js";

/** A float32 tensor that is not on a backend: what is written to files and sent to others. */
export interface TensorValues {
  readonly shape: readonly number[];
  /** row-major */
  readonly values: Float32Array;
}

/** Copies tensors from the backend. */
export function readTensors(tensors: readonly tf.Tensor[]): TensorValues[] {
  return tensors.map((tensor) => ({
    shape: [...tensor.shape],
    values: Float32Array.from(tensor.dataSync()),
  }));
}

/**
 * Hands values to the backend; the caller disposes of the tensors.
 *
 * @param name what the tensors are, for the message
 * @param like tensors whose number and shapes they must have
 * @throws InputError naming the first tensor that does not fit
 */
export function uploadTensors(
  name: string,
  given: readonly TensorValues[],
  like: readonly tf.Tensor[],
): tf.Tensor[] {
  if (given.length !== like.length)
    throw new InputError(`${name}: expected ${like.length} tensors for this model, got ${given.length}`);
  given.forEach(({ shape, values }, k) => {
    const expected = like[k].shape;
    if (shape.join() !== expected.join() || values.length !== like[k].size)
      throw new InputError(
        `${name}.${k}: expected shape [${expected.join(", ")}], got [${shape.join(", ")}]`,
      );
  });
  return given.map(({ shape, values }) => tf.keep(tf.tensor(values, [...shape], "float32")));
}
