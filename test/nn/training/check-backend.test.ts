import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { relaxedSimdSupported } from "../../../src/kernels/wasm/simd-supported.js";
import { checkBackend } from "../../../src/nn/training/check-backend.js";
import { smallTask } from "../../generators/small-task.js";
import { BACKENDS, hasTensorflow } from "../../support/backends.js";

// Its kernels are tested one by one; here they train.
const TRAINED = relaxedSimdSupported() ? [...BACKENDS, "wasm-relaxed"] : BACKENDS;

test.each(TRAINED)("%s loads, trains, says how fast, and leaves no tensor behind", async (name) => {
  const check = () => checkBackend(name as "wasm", smallTask(), 30);
  await check();
  const before = tf.memory().numTensors;
  const found = await check();
  expect(found).toMatchObject({ name, loads: true, reason: null, version: "4.22.0", passed: true });
  expect(found.kernels).toBe(
    { wasm: "wasm", "wasm-relaxed": "wasm-relaxed", webgpu: "wgsl" }[name] ?? "plain",
  );
  expect(found.steps).toBeGreaterThanOrEqual(2);
  expect(found.stepTime).toBeGreaterThan(0);
  expect(found.bytes).toBeGreaterThan(1000);
  const [first, last] = found.losses as [number, number];
  expect(last).toBeLessThan(first);
  expect(tf.memory().numTensors).toBe(before);
});

test("the first and the second loss are the same on every backend", async () => {
  const found = [];
  for (const name of TRAINED) found.push(await checkBackend(name as "wasm", smallTask(), 0));
  for (const { losses, secondLoss } of found) {
    expect(losses?.[0]).toBeCloseTo(found[0].losses?.[0] as number, 5);
    expect(secondLoss).toBeCloseTo(found[0].secondLoss as number, 4);
  }
});

// Where the native library is installed, there is nothing to see of its absence.
test.skipIf(hasTensorflow)("one that does not load says why", async () => {
  const found = await checkBackend("tensorflow", smallTask(), 0);
  expect(found).toMatchObject({ loads: false, passed: false, steps: null, losses: null });
  expect(found.reason).toMatch(/does not load .*npm install/);
});

test("a loss that does not fall does not pass", async () => {
  const found = await checkBackend("wasm", { ...smallTask(), classCount: 1, labels: new Int32Array(30) }, 0);
  // With a single class the loss is 0 from the start.
  expect(found).toMatchObject({ loads: true, passed: false, losses: [0, 0] });
});
