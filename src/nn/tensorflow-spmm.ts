import * as tf from "@tensorflow/tfjs";

/** Offsets, indices and values of compressed sparse rows. */
type Csr = readonly [tf.Tensor1D, tf.Tensor1D, tf.Tensor1D];

/** What TensorFlow's own product wants of a matrix in place of its offsets and indices. */
interface Coordinates {
  /** [entries, 2] row and column of each entry */
  readonly places: tf.Tensor2D;
  /** [2] rows and columns, as int64 */
  readonly shape: tf.Tensor1D;
}

interface TensorflowBackend {
  readonly binding: Readonly<
    Record<"TF_ATTR_TYPE" | "TF_ATTR_BOOL" | "TF_FLOAT" | "TF_INT32" | "TF_INT64", number>
  >;
  readonly tensorMap: Map<object, { dtype: number; values: ArrayBufferView | null }>;
  executeSingleOutput(op: string, attributes: readonly object[], inputs: readonly tf.Tensor[]): tf.Tensor;
}

/** By the bytes of the matrix's offsets. */
const known = new WeakMap<object, Coordinates>();

/**
 * Product of a sparse and a dense matrix by the native library's `SparseTensorDenseMatMul`; no gradient.
 *
 * It takes half the time of gathering the rows and adding them up by `UnsortedSegmentSum`, and no memory for each
 * entry's row. The coordinates it wants are made with a matrix's first product and kept until
 * {@link releaseCoordinates}.
 *
 * @param csr S [rows, columns]
 * @param dense X [columns, width]
 * @returns S X [rows, width]
 */
export function tensorflowSpmm(csr: Csr, dense: tf.Tensor2D): tf.Tensor2D {
  const backend = tf.backend() as unknown as TensorflowBackend;
  const { TF_ATTR_TYPE, TF_ATTR_BOOL, TF_FLOAT, TF_INT32 } = backend.binding;
  const { places, shape } = coordinates(backend, csr, dense.shape[0]);
  const attributes = [
    { name: "T", type: TF_ATTR_TYPE, value: TF_FLOAT },
    { name: "Tindices", type: TF_ATTR_TYPE, value: TF_INT32 },
    { name: "adjoint_a", type: TF_ATTR_BOOL, value: false },
    { name: "adjoint_b", type: TF_ATTR_BOOL, value: false },
  ];
  const inputs = [places, csr[2], shape, dense];
  return backend.executeSingleOutput("SparseTensorDenseMatMul", attributes, inputs) as tf.Tensor2D;
}

/** Frees what {@link tensorflowSpmm} has kept for a matrix, if anything. */
export function releaseCoordinates([offsets]: Csr): void {
  const kept = known.get(offsets.dataId);
  if (kept === undefined) return;
  tf.dispose([kept.places, kept.shape]);
  known.delete(offsets.dataId);
}

function coordinates(backend: TensorflowBackend, [offsets, indices]: Csr, columns: number): Coordinates {
  const found = known.get(offsets.dataId);
  if (found !== undefined) return found;
  const [ends, names] = [offsets.dataSync(), indices.dataSync()];
  const rows = ends.length - 1;
  const pairs = new Int32Array(2 * names.length);
  for (let row = 0; row < rows; row++)
    for (let k = ends[row]; k < ends[row + 1]; k++) pairs.set([row, names[k]], 2 * k);
  const made = {
    places: tf.keep(tf.tensor2d(pairs, [names.length, 2], "int32")),
    shape: tf.keep(int64(backend, rows, columns)),
  };
  known.set(offsets.dataId, made);
  return made;
}

/**
 * Two numbers as int64, of which TensorFlow.js knows nothing: until its first use a tensor's bytes wait in the
 * backend, which passes on what it finds there. As with its own scalars of that type, each is its two halves.
 */
function int64(backend: TensorflowBackend, first: number, second: number): tf.Tensor1D {
  const tensor = tf.tensor1d([first, second], "int32");
  const waiting = backend.tensorMap.get(tensor.dataId) as { dtype: number; values: ArrayBufferView | null };
  waiting.dtype = backend.binding.TF_INT64;
  waiting.values = Int32Array.of(first, 0, second, 0);
  return tensor;
}
