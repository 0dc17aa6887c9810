import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { BackendError } from "../../../src/errors.js";
import { selectBackend } from "../../../src/nn/backend/backend.js";
import { addBias } from "../../../src/nn/ops/bias.js";
import "@tensorflow/tfjs-backend-wasm";

// A file of its own: the backend is guarded once in a process.
test("a full memory is said so by every op, and what was there is still right", async () => {
  await tf.setBackend("wasm");
  const { wasm } = tf.backend() as unknown as { wasm: { _malloc(size: number): number } };
  // With its first call, the allocator puts itself in its own place.
  tf.tensor1d([1]).dispose();
  const allocate = wasm._malloc;
  let full = false;
  wasm._malloc = (size) => (full ? 0 : allocate(size));
  await selectBackend("wasm");
  const [x, bias] = [tf.tensor2d([1, 2, 3, 4], [2, 2]), tf.tensor1d([10, 20])];
  const before = tf.memory().numTensors;
  full = true;
  const outOfMemory = /^backend wasm: out of memory \(4 GiB at most\); use /;
  for (const op of [() => addBias(x, bias), () => tf.add(x, bias), () => tf.tensor1d([5, 6])]) {
    expect(() => tf.tidy(op)).toThrow(outOfMemory);
    expect(() => tf.tidy(op)).toThrow(BackendError);
  }
  full = false;
  expect(tf.memory().numTensors).toBe(before);
  expect([...addBias(x, bias).dataSync()]).toEqual([11, 22, 13, 24]);
});
