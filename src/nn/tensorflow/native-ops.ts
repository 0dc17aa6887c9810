import * as tf from "@tensorflow/tfjs-core";

/** A tensor of the native library's. */
export interface NativeTensor {
  readonly id: number;
  readonly shape: readonly number[];
  readonly dtype: number;
}

/** An attribute of an op, in the binding's terms. */
export interface NativeAttribute {
  readonly name: string;
  readonly type: number;
  readonly value: number | boolean;
}

type Constant = "TF_ATTR_TYPE" | "TF_ATTR_BOOL" | "TF_ATTR_INT" | "TF_FLOAT" | "TF_INT32" | "TF_INT64";

/** What is used of TensorFlow.js's backend `tensorflow` (4.22.0). */
export interface TensorflowBackend {
  readonly binding: Readonly<Record<Constant, number>> & {
    executeOp(
      op: string,
      attributes: readonly NativeAttribute[],
      ids: readonly number[],
      outputs: 1,
    ): NativeTensor[];
    deleteTensor(id: number): void;
  };
  readonly tensorMap: Map<object, { dtype: number; values: ArrayBufferView | null }>;
  getInputTensorIds(tensors: readonly tf.Tensor[]): number[];
  createOutputTensor(native: NativeTensor): tf.Tensor;
}

export const tensorflowBackend = (): TensorflowBackend => tf.backend() as unknown as TensorflowBackend;

/** Runs an op of the native library that TensorFlow.js has no function for, on the current backend; `types` by attribute. */
function execute(
  op: string,
  types: Readonly<Record<string, "float32" | "int32">>,
  inputs: readonly tf.Tensor[],
  numbers: Readonly<Record<string, number>> = {},
): tf.Tensor {
  const backend = tensorflowBackend();
  const { binding } = backend;
  const attributes = [
    ...Object.entries(types).map(([name, type]) => ({
      name,
      type: binding.TF_ATTR_TYPE,
      value: type === "float32" ? binding.TF_FLOAT : binding.TF_INT32,
    })),
    ...Object.entries(numbers).map(([name, value]) => ({ name, type: binding.TF_ATTR_INT, value })),
  ];
  const [made] = binding.executeOp(op, attributes, backend.getInputTensorIds(inputs), 1);
  return backend.createOutputTensor(made);
}

const numeric = ({ dtype }: tf.Tensor) => (dtype === "int32" ? "int32" : "float32");

/** Rows of a tensor by their numbers. `tf.gather` does the same and reads the numbers out first, to check them. */
export function gatherRows(x: tf.Tensor, rows: tf.Tensor): tf.Tensor {
  const types = { Tparams: numeric(x), Tindices: "int32", Taxis: "int32" } as const;
  return execute("GatherV2", types, [x, rows, tf.scalar(0, "int32")], { batch_dims: 0 });
}

/** By segment, the sum, the largest or the least of the rows that name it, element by element; of none 0, or the type's least or largest. */
export function reduceSegments(
  by: "Sum" | "Max" | "Min",
  x: tf.Tensor,
  segmentOf: tf.Tensor,
  segments: number,
): tf.Tensor {
  const types = { T: numeric(x), Tindices: "int32", Tnumsegments: "int32" } as const;
  return execute(`UnsortedSegment${by}`, types, [x, segmentOf, tf.scalar(segments, "int32")]);
}

/** The same bits as a number of the other type. */
export function bitcast(x: tf.Tensor): tf.Tensor {
  const from = numeric(x);
  return execute("Bitcast", { T: from, type: from === "int32" ? "float32" : "int32" }, [x]);
}

/** Of two tensors of int32, or one and a number, bit by bit; a shift keeps the sign. */
export function bitwise(
  op: "BitwiseAnd" | "BitwiseOr" | "BitwiseXor" | "RightShift" | "LeftShift",
  x: tf.Tensor,
  by: tf.Tensor | number,
): tf.Tensor {
  return execute(op, { T: "int32" }, [x, typeof by === "number" ? tf.scalar(by | 0, "int32") : by]);
}
