import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { selectBackend } from "../../../src/nn/backend/backend.js";
import { addBias } from "../../../src/nn/ops/bias.js";

test("ops go on while the backend's memory grows under them", async () => {
  await selectBackend("wasm");
  const bytes = () => (tf.backend() as unknown as { wasm: { HEAPU8: Uint8Array } }).wasm.HEAPU8.byteLength;
  const start = bytes();
  const bias = tf.tensor1d([1, 2, 3, 4]);
  let x = tf.zeros<tf.Rank.R2>([300_000, 4]);
  // 4.8 MB each, more than the 16 MiB the memory starts with; the growth falls into an op's own allocation.
  const kept = [x];
  for (let k = 0; k < 8; k++) {
    x = addBias(x, bias);
    kept.push(x);
  }
  expect(bytes()).toBeGreaterThan(start);
  const sums = x.dataSync();
  for (const row of [0, 299_999]) expect([...sums.subarray(4 * row, 4 * row + 4)]).toEqual([8, 16, 24, 32]);
  tf.dispose([bias, ...kept]);
});
