import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { InputError } from "../../../src/errors.js";
import { selectBackend } from "../../../src/nn/backend/backend.js";
import type { TensorValues } from "../../../src/nn/backend/tensor-values.js";
import { absoluteCosine } from "../../../src/nn/images/absolute-cosine.js";
import type { ImageNetwork } from "../../../src/nn/images/image-network.js";
import { checkRegions, exchangePixels } from "../../../src/nn/images/pixel-regions.js";
import { productPooling } from "../../../src/nn/images/product-pooling.js";
import { type Exchanged, regularizedPass } from "../../../src/nn/images/regularized-pass.js";
import { resnet } from "../../../src/nn/images/resnet.js";
import { createRandom } from "../../../src/random.js";
import {
  type LiteralNetwork,
  literalLoss,
  literalProductPooling,
  literalResnet,
} from "../../oracles/image-network.js";
import { BACKENDS } from "../../support/backends.js";
import { normals } from "../../support/kernel-harness.js";

const [BATCH, HEIGHT, WIDTH] = [3, 5, 7];
const PIXELS = HEIGHT * WIDTH;
const COEFFICIENT = 2;
const LABELS = [0, 1, 1];

/** Regions of the left and the right part. */
const pixelsWhere = (holds: (column: number) => boolean) =>
  Uint32Array.from({ length: PIXELS }, (_, pixel) => pixel).filter((pixel) => holds(pixel % WIDTH));
const LEFT = pixelsWhere((column) => column < 3);
const RIGHT = pixelsWhere((column) => column > 3);

interface Case {
  readonly create: (channels: number) => ImageNetwork;
  readonly literal: LiteralNetwork;
}

const NETWORKS: Readonly<Record<string, Case>> = {
  "residual network of two stages": {
    create: (channels) =>
      resnet(
        { channels, stem: { window: 3, stride: 1, pool: false }, widths: [2, 4], blocks: [1, 1] },
        createRandom(3),
      ),
    literal: literalResnet(1, false, [2, 4], [1, 1]),
  },
  "residual network with max pooling": {
    create: (channels) =>
      resnet(
        { channels, stem: { window: 5, stride: 1, pool: true }, widths: [4], blocks: [1] },
        createRandom(4),
      ),
    literal: literalResnet(1, true, [4], [1]),
  },
  "product pooling": {
    create: (channels) =>
      productPooling({ height: HEIGHT, width: WIDTH, channels, patch: 3, hidden: 3 }, createRandom(3)),
    literal: literalProductPooling(3),
  },
};

function prepare(channels: number) {
  const shape: [number, number, number, number] = [BATCH, HEIGHT, WIDTH, channels];
  const x = normals(BATCH * PIXELS * channels, 1);
  const other = exchangePixels({ images: x, count: BATCH, channels }, RIGHT, createRandom(2));
  return { x: { values: x, shape }, other: { values: other, shape } };
}

interface Derivatives {
  readonly loss: number;
  readonly penalty: number;
  /** along a random direction of each parameter, by central differences */
  readonly slopes: readonly { direction: Float32Array; loss: number; penalty: number }[];
}

const known = new Map<string, Derivatives>();

/** By the definition; once for all backends. */
function derivatives(
  key: string,
  literal: LiteralNetwork,
  names: readonly string[],
  start: readonly TensorValues[],
  x: TensorValues,
  other: TensorValues,
): Derivatives {
  const at = (which: number, direction: ArrayLike<number>, by: number) =>
    literalLoss(
      literal,
      new Map(
        start.map(({ values, shape }, k) => {
          const moved = Float64Array.from(values, (value, n) =>
            k === which ? value + by * direction[n] : value,
          );
          return [names[k], { values: moved, shape }];
        }),
      ),
      x,
      other,
      LABELS,
      [...LEFT],
    );
  const found = known.get(key) ?? {
    ...at(-1, [], 0),
    slopes: start.map(({ values }, k) => {
      const direction = normals(values.length, 100 + k);
      // So short a step that no rectifier changes its mind.
      const [after, before] = [at(k, direction, 1e-6), at(k, direction, -1e-6)];
      return {
        direction,
        loss: (after.loss - before.loss) / 2e-6,
        penalty: (after.penalty - before.penalty) / 2e-6,
      };
    }),
  };
  known.set(key, found);
  return found;
}

describe.each(BACKENDS)("on %s", (backend) => {
  beforeAll(async () => {
    await selectBackend(backend);
  });

  describe.each(Object.entries(NETWORKS))("%s", (name, { create, literal }) => {
    test.each([1, 3])(
      "%i channels: loss, penalty and gradients are those of the definition in float64",
      (channels) => {
        const network = create(channels);
        const { x, other } = prepare(channels);
        const mask = Float32Array.from({ length: PIXELS }, (_, pixel) => (LEFT.includes(pixel) ? 1 : 0));
        const exchanged: Exchanged = {
          images: tf.tensor4d(other.values, other.shape),
          region: tf.tensor3d(mask, [HEIGHT, WIDTH, 1]),
        };
        // Gains and shifts off their start, where symmetric ones hide mistakes.
        const start = network.parameters.map((parameter, k) => {
          const values = parameter.dataSync() as Float32Array;
          const noise = normals(parameter.size, 40 + k);
          return { shape: parameter.shape, values: values.map((value, n) => value + 0.1 * noise[n]) };
        });
        const expected = derivatives(`${name} ${channels}`, literal, network.names, start, x, other);
        for (const coefficient of [0, COEFFICIENT]) {
          const { loss, penalty, gradients } = regularizedPass(
            network,
            {
              parameters: start.map(({ values, shape }) => tf.tensor(values, shape)),
              statistics: network.statistics,
            },
            {
              images: tf.tensor4d(x.values, x.shape),
              labels: tf.tensor1d(LABELS),
              exchanged,
              dropoutSeed: 5,
            },
            coefficient,
          );
          expect(loss).toBeCloseTo(expected.loss, 4);
          if (coefficient === 0) expect(penalty).toBeNull();
          else expect(penalty).toBeCloseTo(expected.penalty, 4);
          gradients.forEach((gradient, which) => {
            const { direction, loss: ofLoss, penalty: ofPenalty } = expected.slopes[which];
            const slope = tf.sum(tf.mul(gradient, tf.tensor(direction, gradient.shape))).dataSync()[0];
            const wanted = ofLoss + coefficient * ofPenalty;
            const error = Math.abs(slope - wanted) / Math.max(0.05, Math.abs(wanted));
            expect(error, `${coefficient}, ${network.names[which]}: ${slope}, ${wanted}`).toBeLessThan(2e-3);
          });
        }
      },
    );
  });

  test("absoluteCosine of rows, gradients and zero rows", () => {
    const a = [3, 4, 0, 0, 1, 0, 1e-25, 0];
    const b = [-6, -8, 1, 2, 0, 2, 1e-25, 1e-25];
    const value = absoluteCosine(tf.tensor2d(a, [4, 2]), tf.tensor2d(b, [4, 2])).dataSync()[0];
    expect(value).toBeCloseTo((1 + 0 + 0 + Math.SQRT1_2) / 4, 6);
    const at = [1, 2, -1, 0.5, 1, 1];
    const other = [2, -1, 3, 1, 0.3, -2];
    const gradient = tf
      .grad((x) => absoluteCosine(x as tf.Tensor2D, tf.tensor2d(other, [2, 3])))(tf.tensor2d(at, [2, 3]))
      .dataSync();
    const cosines = (x: number[]) =>
      [0, 1].reduce((sum, r) => {
        const [p, q] = [x.slice(3 * r, 3 * r + 3), other.slice(3 * r, 3 * r + 3)];
        const inner = (u: number[], v: number[]) => u.reduce((s, value, k) => s + value * v[k], 0);
        return sum + Math.abs(inner(p, q)) / Math.sqrt(inner(p, p) * inner(q, q)) / 2;
      }, 0);
    at.forEach((number, k) => {
      const difference = (cosines(at.with(k, number + 1e-6)) - cosines(at.with(k, number - 1e-6))) / 2e-6;
      expect(gradient[k]).toBeCloseTo(difference, 5);
    });
    const zero = tf.grad((x) => absoluteCosine(x as tf.Tensor2D, tf.tensor2d(b, [4, 2])))(
      tf.tensor2d(a, [4, 2]),
    );
    expect([...zero.dataSync()].every(Number.isFinite)).toBe(true);
  });
});

test("exchanged pixels come from another image, in the region only, each image's once", () => {
  for (let seed = 0; seed < 20; seed++) {
    const images = Float32Array.from({ length: 3 * PIXELS }, (_, k) => Math.floor(k / PIXELS));
    const exchanged = exchangePixels({ images, count: 3, channels: 1 }, RIGHT, createRandom(seed));
    const from = [0, 1, 2].map((n) => exchanged[n * PIXELS + RIGHT[0]]);
    expect([...from].sort()).toEqual([0, 1, 2]);
    from.forEach((other, n) => {
      expect(other).not.toBe(n);
      for (let pixel = 0; pixel < PIXELS; pixel++)
        expect(exchanged[n * PIXELS + pixel]).toBe(RIGHT.includes(pixel) ? other : n);
    });
  }
  expect(() =>
    exchangePixels({ images: new Float32Array(PIXELS), count: 1, channels: 1 }, RIGHT, createRandom(1)),
  ).toThrow(/expected at least 2 images/);
});

test("regions that overlap, leave the image, repeat a pixel or are empty are refused", () => {
  const region = (...pixels: number[]) => Uint32Array.from(pixels);
  expect(() => checkRegions({ i: LEFT, j: RIGHT }, PIXELS)).not.toThrow();
  expect(() => checkRegions({ i: region(1, 2), j: region(2) }, 9)).toThrow(/no pixel in common, both have 2/);
  expect(() => checkRegions({ i: region(1, 1), j: region(2) }, 9)).toThrow(/got 1 twice/);
  expect(() => checkRegions({ i: region(1), j: region(9) }, 9)).toThrow(
    /region J: expected pixels below 9, got 9/,
  );
  expect(() => checkRegions({ i: region(), j: region(1) }, 9)).toThrow(InputError);
});
