import { describe, expect, test } from "vitest";
import { FormatError, InputError, InterruptedError } from "../../../src/errors.js";
import { writeSafetensors } from "../../../src/nn/models/safetensors.js";
import {
  decodeCheckpoint,
  encodeCheckpoint,
  type TrainingCheckpoint,
} from "../../../src/nn/training/checkpoint.js";
import {
  DivergenceError,
  type TrainResult,
  trainGraphClassifier,
  trainVertexClassifier,
} from "../../../src/nn/training/train.js";
import type { TrainOptions } from "../../../src/nn/training/train-options.js";
import type { EpochRecord } from "../../../src/nn/training/training-session.js";
import { smallCollection } from "../../generators/small-collection.js";
import { smallTask } from "../../generators/small-task.js";
import { BACKENDS } from "../../support/backends.js";

// Batch norm and dropout: everything that a training could lose on the way.
const OPTIONS: TrainOptions = {
  model: "resgcn",
  hidden: 8,
  layers: 2,
  dropout: 0.3,
  learningRate: 1e-2,
  epochs: 23,
  patience: 18,
  seed: 4,
};

/** All but the time it took. */
const timeless = ({
  seconds: _,
  inferenceSeconds: __,
  ...result
}: Pick<TrainResult, "seconds" | "inferenceSeconds">) => result;

const runs = {
  vertices: (options: TrainOptions) => trainVertexClassifier(smallTask(), options),
  graphs: (options: TrainOptions) => trainGraphClassifier(smallCollection(16), options),
};

describe.each(BACKENDS)("on %s", (backend) => {
  test.each(["vertices", "graphs"] as const)(
    "%s: interrupted at any epoch, it ends with the same bits",
    async (kind) => {
      const options = { ...OPTIONS, backend };
      const records: EpochRecord[] = [];
      const straight = await runs[kind]({ ...options, onEpoch: (record) => void records.push(record) });
      for (const stop of [1, 10, 22]) {
        const controller = new AbortController();
        const seen: EpochRecord[] = [];
        let bytes: Uint8Array | undefined;
        const first = runs[kind]({
          ...options,
          signal: controller.signal,
          onEpoch(record) {
            seen.push(record);
            if (record.epoch === stop) controller.abort();
          },
          onCheckpoint: (checkpoint) => {
            bytes = encodeCheckpoint(checkpoint, "identity");
          },
        });
        await expect(first).rejects.toThrow(InterruptedError);
        const { checkpoint, identity } = decodeCheckpoint(bytes as unknown as Uint8Array);
        expect(identity).toBe("identity");
        const resumed = await runs[kind]({
          ...options,
          resume: checkpoint,
          onEpoch: (record) => void seen.push(record),
        });
        expect(timeless(resumed)).toEqual(timeless(straight));
        expect(seen).toEqual(records);
      }
    },
    // A software adapter takes its time.
    backend === "webgpu" ? 900_000 : 120_000,
  );
});

describe("a checkpoint", () => {
  const checkpointOf = async (options: TrainOptions): Promise<TrainingCheckpoint> => {
    const kept: TrainingCheckpoint[] = [];
    await trainVertexClassifier(smallTask(), { ...options, onCheckpoint: (c) => void kept.push(c) });
    return kept[0];
  };

  test("is offered every so many epochs", async () => {
    const steps: number[] = [];
    const onCheckpoint = ({ trainer }: TrainingCheckpoint) => void steps.push(trainer.steps);
    await trainVertexClassifier(smallTask(), {
      ...OPTIONS,
      backend: "wasm",
      epochs: 10,
      checkpointEvery: 4,
      onCheckpoint,
    });
    expect(steps).toEqual([4, 8]);
  });

  test("of another model is turned away, naming the tensor", async () => {
    const resume = await checkpointOf({ ...OPTIONS, backend: "wasm", epochs: 5, checkpointEvery: 5 });
    const run = trainVertexClassifier(smallTask(), { ...OPTIONS, backend: "wasm", hidden: 16, resume });
    await expect(run).rejects.toThrow(InputError);
    await expect(run).rejects.toThrow("parameters.0: expected shape [12, 16], got [12, 8]");
    const gcn = trainVertexClassifier(smallTask(), { ...OPTIONS, backend: "wasm", model: "gcn", resume });
    await expect(gcn).rejects.toThrow(/^parameters: expected \d+ tensors for this model, got \d+$/);
  });

  test("that is no checkpoint is one clear line", () => {
    const other = writeSafetensors({ tensors: new Map(), metadata: {} });
    expect(() => decodeCheckpoint(other)).toThrow("expected a checkpoint of seprank, got other tensors");
    for (const [text, message] of [
      ["{", "a checkpoint: the header is no JSON"],
      ["{}", "a checkpoint: schema: "],
    ]) {
      const bytes = writeSafetensors({ tensors: new Map(), metadata: { "seprank.checkpoint": text } });
      expect(() => decodeCheckpoint(bytes)).toThrow(FormatError);
      expect(() => decodeCheckpoint(bytes)).toThrow(message);
    }
  });

  test("with a tensor more is turned away", async () => {
    const checkpoint = await checkpointOf({ ...OPTIONS, backend: "wasm", epochs: 5, checkpointEvery: 5 });
    const [tensor] = checkpoint.trainer.parameters;
    const { tensors, metadata } = (await import("../../../src/nn/models/safetensors.js")).readSafetensors(
      encodeCheckpoint(checkpoint, ""),
    );
    const more = new Map([...tensors, ["third.0", tensor] as const]);
    expect(() => decodeCheckpoint(writeSafetensors({ tensors: more, metadata }))).toThrow(
      "tensor third.0: expected parameters, first, second",
    );
  });
});

test("a loss that is no number brings the model of the best epoch before it", async () => {
  const options = { ...OPTIONS, model: "gcn", dropout: 0, backend: "wasm", learningRate: 1e38 };
  const kept: TrainingCheckpoint[] = [];
  const error = await trainVertexClassifier(smallTask(), {
    ...options,
    checkpointEvery: 1,
    onCheckpoint: (checkpoint) => void kept.push(checkpoint),
  }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(DivergenceError);
  const { epoch, best } = error as DivergenceError;
  expect(epoch).toBe(2);
  expect(best?.parameters.every(({ values }) => values.every(Number.isFinite))).toBe(true);
  expect(kept.map(({ trainer }) => trainer.steps)).toEqual([1]);
});
