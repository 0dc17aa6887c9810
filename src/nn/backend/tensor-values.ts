import * as tf from "@tensorflow/tfjs-core";
import { FormatError, InputError } from "../../errors.js";

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

/** Names lists of tensors for a file: `parameters.0`, `parameters.1`, ... */
export function nameTensors(
  lists: Readonly<Record<string, readonly TensorValues[]>>,
): Map<string, TensorValues> {
  return new Map(
    Object.entries(lists).flatMap(([name, list]) =>
      list.map((tensor, k): [string, TensorValues] => [`${name}.${k}`, tensor]),
    ),
  );
}

/**
 * The lists of tensors that {@link nameTensors} named.
 *
 * @param names of all lists there may be
 * @throws FormatError where a tensor is of none of them, or a number is left out
 */
export function listTensors<Name extends string>(
  tensors: ReadonlyMap<string, TensorValues>,
  names: readonly Name[],
): Record<Name, TensorValues[]> {
  const lists = Object.fromEntries(names.map((name) => [name, [] as TensorValues[]]));
  let listed = 0;
  for (const name of names)
    for (let k = 0; tensors.has(`${name}.${k}`); k++, listed++)
      lists[name].push(tensors.get(`${name}.${k}`) as TensorValues);
  if (listed !== tensors.size) {
    const known = new Set(names.flatMap((name) => lists[name].map((_, k) => `${name}.${k}`)));
    const other = [...tensors.keys()].find((name) => !known.has(name));
    throw new FormatError(`tensor ${other}: expected ${names.join(", ")}, each numbered from 0`);
  }
  return lists as Record<Name, TensorValues[]>;
}
