import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { selectBackend } from "../../../src/nn/backend/backend.js";
import { exchangePixels } from "../../../src/nn/images/pixel-regions.js";
import { regularizedPass } from "../../../src/nn/images/regularized-pass.js";
import { resnet } from "../../../src/nn/images/resnet.js";
import { createRandom } from "../../../src/random.js";
import { BACKENDS } from "../../support/backends.js";
import { distance, normals } from "../../support/kernel-harness.js";

const python = process.env.SEPRANK_PYTHON;
const [BATCH, HEIGHT, WIDTH, COEFFICIENT] = [6, 16, 40, 1.5];

test.for(
  BACKENDS.flatMap((backend) => [
    { backend, pool: false, window: 3, channels: 1, widths: [8, 12, 16], blocks: [1, 2, 1] },
    { backend, pool: true, window: 7, channels: 3, widths: [8, 16], blocks: [2, 1] },
  ]),
)(
  "$backend, window $window: loss, regulariser and weight gradients agree with PyTorch's double backward",
  async (given, context) => {
    if (python === undefined) context.skip("needs PyTorch: set SEPRANK_PYTHON to a Python that has it");
    const { backend, pool, window, channels, widths, blocks } = given;
    await selectBackend(backend);
    const network = resnet({ channels, stem: { window, stride: 2, pool }, widths, blocks }, createRandom(1));
    const shape: [number, number, number, number] = [BATCH, HEIGHT, WIDTH, channels];
    const x = normals(BATCH * HEIGHT * WIDTH * channels, 1);
    const right = Uint32Array.from({ length: HEIGHT * WIDTH }, (_, k) => k).filter((k) => k % WIDTH > 25);
    const exchanged = exchangePixels({ images: x, count: BATCH, channels }, right, createRandom(2));
    const region = Float32Array.from({ length: HEIGHT * WIDTH }, (_, k) => (k % WIDTH < 14 ? 1 : 0));
    const labels = Float32Array.from({ length: BATCH }, (_, n) => n % 2);
    // Gains and shifts off their start.
    const parameters = network.parameters.map((p, k) =>
      tf.add(p, tf.mul(tf.tensor(normals(p.size, 20 + k), p.shape), 0.05)),
    );
    const entry = (values: ArrayLike<number>, own: readonly number[]) => ({
      values: Array.from(values),
      shape: own,
    });
    const input = JSON.stringify({
      parameters: Object.fromEntries(
        network.names.map((name, k) => [name, entry(parameters[k].dataSync(), parameters[k].shape)]),
      ),
      x: entry(x, shape),
      exchanged: entry(exchanged, shape),
      region: [...region],
      labels: [...labels],
      coefficient: COEFFICIENT,
      stemStride: 2,
      pool,
      blocks,
    });
    const script = fileURLToPath(new URL("torch-resnet.py", import.meta.url));
    const { status, stdout, stderr } = spawnSync(python as string, [script], {
      input,
      encoding: "utf8",
      maxBuffer: 2 ** 28,
    });
    expect(status, stderr).toBe(0);
    const expected = JSON.parse(stdout) as {
      loss: number;
      penalty: number;
      logits: number[];
      gradients: Record<string, number[]>;
    };
    const pass = regularizedPass(
      network,
      { parameters, statistics: network.statistics },
      {
        images: tf.tensor4d(x, shape),
        labels: tf.tensor1d(labels),
        exchanged: { images: tf.tensor4d(exchanged, shape), region: tf.tensor3d(region, [HEIGHT, WIDTH, 1]) },
        dropoutSeed: 1,
      },
      COEFFICIENT,
    );
    expect(pass.loss).toBeCloseTo(expected.loss, 5);
    expect(pass.penalty).toBeCloseTo(expected.penalty, 4);
    expect(distance(pass.logits, expected.logits)).toBeLessThan(1e-4);
    network.names.forEach((name, k) => {
      expect(distance(pass.gradients[k].dataSync(), expected.gradients[name]), name).toBeLessThan(2e-3);
    });
  },
);
