import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { selectBackend } from "../../../src/nn/backend/backend.js";
import { trainVertexClassifier } from "../../../src/nn/training/train.js";
import { smallTask } from "../../generators/small-task.js";
import "@tensorflow/tfjs-backend-wasm";

// A file of its own: what a backend's memory is found to be is decided once in a process.
test("without the private memory, wasm goes on with the plain kernels", async () => {
  await tf.setBackend("wasm");
  const host = (tf.backend() as unknown as { wasm: { asm?: object } }).wasm;
  host.asm = { ...host.asm, memory: undefined };
  expect(await selectBackend("wasm")).toMatchObject({ name: "wasm", kernels: "plain" });
  const options = { model: "gcn", hidden: 16, learningRate: 1e-2, epochs: 60, backend: "wasm" };
  const result = await trainVertexClassifier(smallTask(), options);
  expect(result.validationAccuracy).toBeGreaterThan(0.8);
});
