import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { InterruptedError } from "../../../src/errors.js";
import { selectBackend } from "../../../src/nn/backend/backend.js";
import {
  decodeImageProgress,
  encodeImageProgress,
  type ImageProgress,
} from "../../../src/nn/images/image-progress.js";
import { imageAccuracy } from "../../../src/nn/images/image-trainer.js";
import type { LabelledImages } from "../../../src/nn/images/labelled-images.js";
import { productPooling } from "../../../src/nn/images/product-pooling.js";
import { resnet } from "../../../src/nn/images/resnet.js";
import { type TrainImagesOptions, trainImages } from "../../../src/nn/images/train-images.js";
import { createRandom } from "../../../src/random.js";

const [HEIGHT, WIDTH] = [6, 8];

/** Noise, and a bright left part in images of class 1. */
function brightImages(count: number, seed: number): LabelledImages {
  const random = createRandom(seed);
  const labels = Uint8Array.from({ length: count }, (_, n) => n % 2);
  const images = Float32Array.from({ length: count * HEIGHT * WIDTH }, (_, k) => {
    const bright = labels[Math.floor(k / (HEIGHT * WIDTH))] === 1 && k % WIDTH < 3;
    return 0.3 * random.uniform() + (bright ? 0.5 : 0);
  });
  return { images, labels, count, height: HEIGHT, width: WIDTH, channels: 1 };
}

const columns = (holds: (column: number) => boolean) =>
  Uint32Array.from({ length: HEIGHT * WIDTH }, (_, pixel) => pixel).filter((pixel) => holds(pixel % WIDTH));
const REGIONS = { i: columns((column) => column < 3), j: columns((column) => column > 4) };

const OPTIONS: TrainImagesOptions = {
  seed: 3,
  channels: 1,
  coefficient: 0.5,
  regions: () => REGIONS,
  batchSize: 8,
  learningRate: 0.05,
  weightDecay: 1e-3,
};
const network = (dropout = 0) =>
  resnet(
    { channels: 1, stem: { window: 3, stride: 1, pool: false }, widths: [4, 8], blocks: [1, 1], dropout },
    createRandom(1),
  );
const train = brightImages(36, 1);

beforeAll(async () => {
  await selectBackend("wasm");
});

describe("training", () => {
  test.each([
    ["residual network", () => network()],
    [
      "product pooling network",
      () =>
        productPooling({ height: HEIGHT, width: WIDTH, channels: 1, patch: 4, hidden: 6 }, createRandom(1)),
    ],
  ])("of a %s fits the training images, stops, and tells others", async (_, create) => {
    const { training, trainer } = await trainImages(create(), train, {
      ...OPTIONS,
      coefficient: 0.1,
      maxEpochs: 150,
      perfectEpochs: 4,
    });
    expect(training.outcome).toBe("fitted");
    expect(training.perfect).toBe(4);
    expect(training.epochs.slice(-4).map(({ accuracy }) => accuracy)).toEqual([1, 1, 1, 1]);
    expect(training.epochs.length).toBeLessThan(150);
    expect(await imageAccuracy(trainer, brightImages(40, 2), 1)).toBeGreaterThan(0.9);
    trainer.dispose();
  });

  test("goes on bitwise from where it was interrupted, and from its file", async () => {
    const options = { ...OPTIONS, maxEpochs: 5 };
    const whole = await trainImages(network(0.2), train, options);
    let bytes: Uint8Array | undefined;
    const controller = new AbortController();
    const first = trainImages(network(0.2), train, {
      ...options,
      signal: controller.signal,
      onEpoch: (progress, { epochs }) => {
        bytes = encodeImageProgress(progress(), "this run");
        if (epochs.length === 2) controller.abort();
      },
    });
    await expect(first).rejects.toThrow(InterruptedError);
    const { progress, identity } = decodeImageProgress(bytes as Uint8Array);
    expect(identity).toBe("this run");
    expect(progress.training.epochs.length).toBe(2);
    const rest = await trainImages(network(0.2), train, { ...options, from: progress });
    expect(rest.training).toEqual(whole.training);
    const bits = ({ parameters, velocities, statistics }: ImageProgress["trainer"]) =>
      [...parameters, ...velocities, ...statistics].map(({ values }) =>
        Buffer.from(values.buffer).toString("hex"),
      );
    expect(bits(rest.trainer.state())).toEqual(bits(whole.trainer.state()));
    rest.trainer.dispose();
    whole.trainer.dispose();
  });

  test.each([0, 1])("with coefficient %d keeps no tensors from step to step", async (coefficient) => {
    const counts: number[] = [];
    const before = tf.memory().numTensors;
    const { trainer } = await trainImages(network(), train, {
      ...OPTIONS,
      coefficient,
      maxEpochs: 2,
      onStep: () => counts.push(tf.memory().numTensors),
    });
    expect(counts.length).toBe(10);
    expect(new Set(counts).size).toBe(1);
    trainer.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  test("on parts of a batch adds up their gradients: without batch statistics, those of the batch", async () => {
    const create = () =>
      productPooling({ height: HEIGHT, width: WIDTH, channels: 1, patch: 4, hidden: 3 }, createRandom(1));
    const run = async (accumulate: number) => {
      const { training, trainer } = await trainImages(create(), train, {
        ...OPTIONS,
        coefficient: 0,
        accumulate,
        maxEpochs: 2,
      });
      trainer.dispose();
      return training.epochs[1].loss;
    };
    expect(await run(2)).toBeCloseTo(await run(1), 5);
  });

  test("stops where the loss is no number", async () => {
    const { training, trainer } = await trainImages(network(), train, {
      ...OPTIONS,
      learningRate: 1e30,
      coefficient: 0,
    });
    expect(training.outcome).toBe("diverged");
    trainer.dispose();
  });

  test("draws an image of three equal channels from one of one", async () => {
    const { training, trainer } = await trainImages(
      resnet(
        { channels: 3, stem: { window: 3, stride: 2, pool: true }, widths: [4], blocks: [1] },
        createRandom(1),
      ),
      train,
      { ...OPTIONS, channels: 3, maxEpochs: 1 },
    );
    expect(training.epochs.length).toBe(1);
    trainer.dispose();
  });
});

describe("bad input", () => {
  const fails = (given: Partial<TrainImagesOptions>, message: RegExp, images = train) =>
    expect(trainImages(network(), images, { ...OPTIONS, ...given })).rejects.toThrow(message);

  test("a batch of one, also a last one or a part", async () => {
    await fails({ batchSize: 1 }, /batch size: expected one that leaves at least 2 images in every batch/);
    await fails({ batchSize: 5 }, /batch size/);
    await fails({ batchSize: 4, accumulate: 3 }, /batch size/);
  });
  test("regions that overlap", () =>
    fails({ regions: () => ({ i: REGIONS.i, j: REGIONS.i }) }, /no pixel in common/));
  test("no regions", () => fails({ regions: undefined }, /expected a source of regions/));
  test("labels of one class, or strange ones", async () => {
    await fails({}, /expected both 0 and 1, got 0 only/, { ...train, labels: new Uint8Array(36) });
    await fails({}, /expected 0 or 1, got 2 of image 5/, { ...train, labels: train.labels.with(5, 2) });
  });
  test("channels that do not fit", () =>
    fails({}, /expected 1 or 1 channels|expected .* numbers/, { ...train, channels: 2 }));
  test("options out of range", async () => {
    await fails({ coefficient: -1 }, /coefficient: expected a number >= 0, got -1/);
    await fails({ maxEpochs: 0 }, /maxEpochs: expected an integer >= 1/);
  });
  test("a file of something else", () => {
    expect(() => decodeImageProgress(new Uint8Array(20))).toThrow(/safetensors|expected/);
  });
});
