import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { selectBackend } from "../../../src/nn/backend/backend.js";
import { MODEL_NAMES } from "../../../src/nn/models/model-names.js";
import { trainSettings } from "../../../src/nn/training/train-options.js";
import { createVertexTrainer } from "../../../src/nn/training/vertex-trainer.js";
import { smallTask } from "../../generators/small-task.js";
import { BACKENDS } from "../../support/backends.js";

interface Reading {
  readSync(dataId: object): unknown;
  read(dataId: object): unknown;
}

/** How many tensors are read out of the backend's memory while something runs. */
function countReads(run: () => void): number {
  const backend = tf.backend() as unknown as Reading;
  const { readSync, read } = backend;
  let count = 0;
  backend.readSync = (dataId) => {
    count++;
    return readSync.call(backend, dataId);
  };
  backend.read = (dataId) => {
    count++;
    return read.call(backend, dataId);
  };
  try {
    run();
  } finally {
    Object.assign(backend, { readSync, read });
  }
  return count;
}

describe.each(["webgpu", "tensorflow"] as const)("a training step on %s", (backend) => {
  const available = BACKENDS.includes(backend);
  beforeAll(async () => {
    if (available) await selectBackend(backend);
  });

  test
    .skipIf(!available)
    .each(MODEL_NAMES.flatMap((model) => [[model, "dense"] as const, [model, "sparse"] as const]))(
    "of %s with %s features reads the loss and the outputs, and nothing else",
    (model, kind) => {
      const settings = trainSettings({ model, hidden: 8, layers: 2, dropout: 0.5, backend });
      const trainer = createVertexTrainer(smallTask(kind), settings);
      // Sparse patterns are turned round in the processor's memory, once, with the first step.
      trainer.step();
      // Outputs in evaluation mode, then loss and outputs of the pass.
      expect(countReads(() => trainer.step())).toBe(3);
      trainer.dispose();
    },
  );
});
