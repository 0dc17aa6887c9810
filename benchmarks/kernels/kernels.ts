// The two kernels that a step is made of, alone: bytes a second of the sparse product against a copy of memory, and
// operations a second of the dense products against TensorFlow.js's own.
import * as tf from "@tensorflow/tfjs-core";
import { matMul, selectBackend, spmm, uploadSparseMatrix } from "../../src/nn/index.js";
import { type Benchmark, medianTime, type Row } from "../support/measure.js";

const WIDTH = 64;

export const run: Benchmark = async () => {
  await selectBackend("wasm");
  return {
    name: "Kernels",
    rows: [...sparse(2708, 5), ...sparse(169_343, 14), ...dense(2708), ...dense(169_343)],
  };
};

/** A product with `degree` entries a row, at places drawn evenly. */
function sparse(vertices: number, degree: number): Row[] {
  const entries = vertices * degree;
  const matrix = {
    rows: vertices,
    columns: vertices,
    offsets: Int32Array.from({ length: vertices + 1 }, (_, row) => row * degree),
    indices: Int32Array.from({ length: entries }, (_, k) => (k * 2654435761) % vertices),
    values: new Float32Array(entries).fill(0.5),
  };
  const uploaded = uploadSparseMatrix(matrix);
  const x = tf.randomNormal([vertices, WIDTH]) as tf.Tensor2D;
  const repeats = vertices > 1e5 ? 15 : 200;
  const ms = medianTime(() => spmm(uploaded, x).dispose(), { repeats, warmUp: 3 });
  // Every entry reads its place, its value and a row; every row is written once.
  const bytes = entries * (8 + 4 * WIDTH) + vertices * 4 * WIDTH;
  const [source, target] = [new Uint8Array(bytes).fill(1), new Uint8Array(bytes)];
  const copy = medianTime(() => target.set(source), { repeats, warmUp: 3 });
  // A copy reads and writes each byte.
  const rate = (size: number, time: number) => `${(size / time / 1e6).toFixed(1)} GB/s`;
  const title = `${vertices} rows of ${degree} entries, width ${WIDTH}`;
  return [
    { case: `sparse product, ${title}`, ms, note: rate(bytes, ms) },
    { case: `copy of as many bytes`, ms: copy, note: `${rate(2 * bytes, copy)}, read and written` },
  ];
}

function dense(rows: number): Row[] {
  const a = tf.randomNormal([rows, WIDTH]) as tf.Tensor2D;
  const b = tf.randomNormal([WIDTH, WIDTH]) as tf.Tensor2D;
  const repeats = rows > 1e5 ? 15 : 200;
  const measured = (title: string, call: () => tf.Tensor, products = 1): Row => {
    const ms = medianTime(() => call().dispose(), { repeats, warmUp: 3 });
    const note = `${((products * 2 * rows * WIDTH * WIDTH) / ms / 1e6).toFixed(1)} GFLOP/s`;
    return { case: `${title}, [${rows}, ${WIDTH}] and [${WIDTH}, ${WIDTH}]`, ms, note };
  };
  const weightGradient = tf.grad((weights) => matMul(a, weights as tf.Tensor2D, true));
  return [
    measured("A B, ours", () => matMul(a, b)),
    measured("A B, TensorFlow.js's wasm", () => tf.matMul(a, b)),
    // The gradient of the weights is A' dY, and the product is computed before it.
    measured("A B and A' dY, ours", () => weightGradient(b, a), 2),
    measured("A' A, TensorFlow.js's wasm", () => tf.matMul(a, a, true, false)),
  ];
}
