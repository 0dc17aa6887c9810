import * as tf from "@tensorflow/tfjs-core";
import { type NativeTensor, type TensorflowBackend, tensorflowBackend } from "./native-ops.js";

/** Offsets, indices and values of compressed sparse rows. */
type Csr = readonly [tf.Tensor1D, tf.Tensor1D, tf.Tensor1D];

const OFF = ["transpose_a", "transpose_b", "adjoint_a", "adjoint_b", "transpose_output", "conjugate_output"];

/** The native library's own sparse matrices, by the bytes of ours' offsets. */
const known = new WeakMap<object, NativeTensor & { readonly release: () => void }>();

/**
 * Product of a sparse and a dense matrix by the native library's `SparseMatrixMatMul`; no gradient.
 *
 * The matrix, which the library keeps in its own compressed sparse rows, is made with the first product and kept until
 * {@link releaseNativeMatrix}. Measured against the library's two other ways: `SparseTensorDenseMatMul` takes 1.3 to 1.7
 * times as much of the processor, on one thread only, and gathering rows with `UnsortedSegmentSum` three times.
 *
 * @param csr S [rows, columns]
 * @param dense X [columns, width]
 * @returns S X [rows, width]
 */
export function tensorflowSpmm(csr: Csr, dense: tf.Tensor2D): tf.Tensor2D {
  const backend = tensorflowBackend();
  const { binding } = backend;
  const attributes = [
    { name: "T", type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
    ...OFF.map((name) => ({ name, type: binding.TF_ATTR_BOOL, value: false })),
  ];
  const matrix = nativeMatrix(backend, csr, dense.shape[0]);
  const ids = [matrix.id, ...backend.getInputTensorIds([dense])];
  const [product] = binding.executeOp("SparseMatrixMatMul", attributes, ids, 1);
  return backend.createOutputTensor(product) as tf.Tensor2D;
}

/** Frees what {@link tensorflowSpmm} has kept for a matrix, if anything. */
export function releaseNativeMatrix([offsets]: Csr): void {
  known.get(offsets.dataId)?.release();
  known.delete(offsets.dataId);
}

function nativeMatrix(backend: TensorflowBackend, [offsets, indices, values]: Csr, columns: number) {
  const found = known.get(offsets.dataId);
  if (found !== undefined) return found;
  const [ends, names] = [offsets.dataSync(), indices.dataSync()];
  const rows = ends.length - 1;
  const pairs = new Int32Array(2 * names.length);
  for (let row = 0; row < rows; row++)
    for (let k = ends[row]; k < ends[row + 1]; k++) {
      pairs[2 * k] = row;
      pairs[2 * k + 1] = names[k];
    }
  const places = int64(backend, pairs, [names.length, 2]);
  const shape = int64(backend, Int32Array.of(rows, columns), [2]);
  const { binding } = backend;
  const attributes = [{ name: "T", type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT }];
  const ids = backend.getInputTensorIds([places, values, shape]);
  const [made] = binding.executeOp("SparseTensorToCSRSparseMatrix", attributes, ids, 1);
  tf.dispose([places, shape]);
  known.set(offsets.dataId, { ...made, release: () => binding.deleteTensor(made.id) });
  return made;
}

/**
 * A tensor of int64, of which TensorFlow.js knows nothing: until its first use a tensor's bytes wait in the backend,
 * which passes on what it finds there. As with its own scalars of that type, each number is its two halves.
 */
function int64(backend: TensorflowBackend, numbers: Int32Array, shape: number[]): tf.Tensor {
  const tensor = tf.tensor(numbers, shape, "int32");
  const waiting = backend.tensorMap.get(tensor.dataId) as { dtype: number; values: ArrayBufferView | null };
  const halves = new Int32Array(2 * numbers.length);
  for (let k = 0; k < numbers.length; k++) halves[2 * k] = numbers[k];
  waiting.dtype = backend.binding.TF_INT64;
  waiting.values = halves;
  return tensor;
}
