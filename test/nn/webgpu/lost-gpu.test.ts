// A GPU that goes away in the middle of a training: in a file of its own, as the process has no other.
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { BackendError } from "../../../src/errors.js";
import {
  decodeCheckpoint,
  encodeCheckpoint,
  type TrainingCheckpoint,
} from "../../../src/nn/training/checkpoint.js";
import { trainVertexClassifier } from "../../../src/nn/training/train.js";
import type { TrainOptions } from "../../../src/nn/training/train-options.js";
import { smallTask } from "../../generators/small-task.js";
import { webgpuAbsence } from "../../support/backends.js";

const OPTIONS: TrainOptions = { model: "gcn", hidden: 8, layers: 2, epochs: 9, patience: 9, seed: 4 };

test.skipIf(webgpuAbsence !== undefined)(
  "a GPU lost in mid-training: the checkpoint before it is kept, and training goes on from there",
  async () => {
    let bytes: Uint8Array | undefined;
    const run = trainVertexClassifier(smallTask(), {
      ...OPTIONS,
      backend: "webgpu",
      checkpointEvery: 2,
      onCheckpoint: (checkpoint: TrainingCheckpoint) => {
        bytes = encodeCheckpoint(checkpoint, "identity");
      },
      onEpoch({ epoch }) {
        if (epoch === 5) (tf.backend() as unknown as { device: { destroy(): void } }).device.destroy();
      },
    });
    await expect(run).rejects.toThrow(BackendError);
    await expect(run).rejects.toThrow(/^backend webgpu: the GPU was lost; start again, from the checkpoint/);
    const { checkpoint } = decodeCheckpoint(bytes as Uint8Array);
    expect(checkpoint.trainer.steps).toBe(4);
    const resumed = await trainVertexClassifier(smallTask(), {
      ...OPTIONS,
      backend: "cpu",
      resume: checkpoint,
    });
    const straight = await trainVertexClassifier(smallTask(), { ...OPTIONS, backend: "cpu" });
    expect(resumed.epochs).toBe(9);
    expect(resumed.bestEpoch).toBe(straight.bestEpoch);
    expect(Math.abs(resumed.loss - straight.loss)).toBeLessThan(1e-5 * straight.loss);
  },
);
