// The programs for the GPU against the cpu backend at sizes that need several chunks, groups and squares, some of them not whole.
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { selectBackend } from "../../../src/nn/backend/backend.js";
import { batchNorm, batchNormEvaluated } from "../../../src/nn/ops/batch-norm.js";
import { addBias, biasRelu } from "../../../src/nn/ops/bias.js";
import { layerNorm } from "../../../src/nn/ops/layer-norm.js";
import { matMul } from "../../../src/nn/ops/mat-mul.js";
import { trainSettings } from "../../../src/nn/training/train-options.js";
import { createVertexTrainer } from "../../../src/nn/training/vertex-trainer.js";
import { releaseIdleBuffers } from "../../../src/nn/webgpu/idle-buffers.js";
import { runProgram } from "../../../src/nn/webgpu/run-program.js";
import { tallProduct } from "../../../src/nn/webgpu/tall-product.js";
import { createRandom } from "../../../src/random.js";
import { smallTask } from "../../generators/small-task.js";
import { webgpuAbsence } from "../../support/backends.js";

/** Not around zero, where a difference of large sums would hide behind the tolerance. */
function matrix(rows: number, width: number, name: string): tf.Tensor2D {
  const random = createRandom(rows * width, name);
  return tf.tensor2d(
    Float32Array.from({ length: rows * width }, () => random.uniform() * 2 - 0.7),
    [rows, width],
  );
}

const SHAPES: readonly (readonly [number, number])[] = [
  [1, 1],
  [1, 70],
  [17, 3],
  [65, 33],
  [333, 65],
  [2000, 40],
];

type Op = (x: tf.Tensor2D, row: tf.Tensor1D, other: tf.Tensor1D) => tf.Tensor;
const OPS: Readonly<Record<string, Op>> = {
  batchNorm: (x, gain, shift) => batchNorm(x, { gain, shift, running: [shift, gain] }, () => {}),
  "batchNorm, rectified": (x, gain, shift) =>
    batchNorm(x, { gain, shift, running: [shift, gain] }, () => {}, { rectify: true }),
  "batchNorm, evaluated": (x, gain, shift) =>
    batchNormEvaluated(x, { gain, shift, running: [shift, tf.square(gain)] }, { rectify: true }),
  layerNorm: (x, gain, shift) => layerNorm(x, gain, shift),
  addBias: (x, bias) => addBias(x, bias),
  biasRelu: (x, bias) => biasRelu(x, bias),
};

/** What an op and its gradients give, and a batch's running statistics. */
async function on(backend: string, run: () => tf.Tensor[]): Promise<Float32Array[]> {
  await selectBackend(backend);
  return tf.tidy(() => run().map((tensor) => tensor.dataSync() as Float32Array));
}

function near(found: readonly Float32Array[], expected: readonly Float32Array[]): void {
  expect(found.length).toBe(expected.length);
  for (const [k, values] of expected.entries()) {
    const scale = values.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
    expect(found[k].length).toBe(values.length);
    for (const [at, value] of values.entries())
      if (!(Math.abs(found[k][at] - value) <= 2e-5 * scale))
        expect.fail(`result ${k}, element ${at}: ${found[k][at]}, not ${value}`);
  }
}

describe.skipIf(webgpuAbsence !== undefined)("on webgpu as on cpu", () => {
  beforeAll(() => selectBackend("webgpu"));

  test.each(SHAPES.flatMap((shape) => Object.keys(OPS).map((name) => [name, ...shape] as const)))(
    "%s, %i x %i",
    async (name, rows, width) => {
      const inputs = (): tf.Tensor[] => [
        matrix(rows, width, "x"),
        ...["gain", "shift"]
          .slice(0, OPS[name].length - 1)
          .map((one) => tf.reshape(matrix(1, width, one), [width])),
      ];
      const apply = (given: readonly tf.Tensor[]) => OPS[name](...(given as Parameters<Op>));
      const run = () => {
        const dy = matrix(rows, width, "dy");
        const gradients = tf.grads((...given: tf.Tensor[]) => tf.sum(tf.mul(dy, apply(given))))(inputs());
        return [apply(inputs()), ...gradients];
      };
      near(await on("webgpu", run), await on("cpu", run));
    },
  );

  test.each([
    [1, 1, 1],
    [63, 5, 7],
    [65, 33, 31],
    [1000, 64, 40],
    [3000, 33, 65],
  ])("the gradients of a product, %i x %i times %i", async (rows, left, right) => {
    const run = () => {
      const dy = matrix(rows, right, "dy");
      return tf.grads((a: tf.Tensor, b: tf.Tensor) =>
        tf.sum(tf.mul(dy, matMul(a as tf.Tensor2D, b as tf.Tensor2D))),
      )([matrix(rows, left, "a"), matrix(left, right, "b")]);
    };
    near(await on("webgpu", run), await on("cpu", run));
  });

  test.each([
    [1, 1, 1],
    [33, 17, 65],
    [70, 40, 5],
  ])("the product of a tall matrix, %i x %i times %i", async (rows, inner, columns) => {
    await selectBackend("webgpu");
    const [a, b] = [matrix(rows, inner, "a"), matrix(inner, columns, "b")];
    const expected = [tf.matMul(a, b), tf.matMul(a, b)].map((one) => one.dataSync() as Float32Array);
    const found = [tallProduct(a, b, false), tallProduct(a, tf.transpose(b), true)];
    near(
      found.map((one) => one.dataSync() as Float32Array),
      expected,
    );
  });

  test("a tensor of more bytes than the GPU holds is refused with both numbers", async () => {
    await selectBackend("webgpu");
    const run = () =>
      runProgram({ name: "any", inputs: [], code: "" }, { inputs: [], shape: [2 ** 20, 2 ** 20] });
    expect(run).toThrow(
      /^backend webgpu: a tensor \[1048576, 1048576\] takes \d+ bytes, and this GPU holds at most \d+ in one;.*"wasm"$/,
    );
  });

  test("the running statistics of a batch", async () => {
    const run = () => {
      let seen: readonly tf.Tensor[] = [];
      const rows = [tf.ones([3]), tf.zeros([3])] as tf.Tensor1D[];
      const [gain, shift] = rows;
      batchNorm(matrix(777, 3, "x"), { gain, shift, running: [shift, gain] }, (running) => {
        // Kept, as a trainer does: it outlives what the op frees.
        seen = running.map((one) => tf.keep(one));
      });
      return [...seen];
    };
    near(await on("webgpu", run), await on("cpu", run));
  });

  test.each([
    [[70_000], undefined, false],
    [[300, 301], undefined, true],
    [[300, 301], [0], false],
    [[5, 7], undefined, false],
  ] as const)("the sum of a tensor %j along %j", async (shape, axis, keep) => {
    const run = () => {
      const x = tf.reshape(matrix(1, tf.util.sizeFromShape([...shape]), "x"), [...shape]);
      const sum = tf.sum(x, axis === undefined ? undefined : [...axis], keep);
      return [sum, tf.tensor1d(sum.shape, "float32")];
    };
    near(await on("webgpu", run), await on("cpu", run));
  });

  test("Adam's steps", async () => {
    const { adamStep, createAdam } = await import("../../../src/nn/ops/adam.js");
    const run = () => {
      let state = createAdam([matrix(9, 11, "x"), matrix(1, 3, "y")]);
      for (let step = 0; step < 5; step++)
        state = adamStep(state, [matrix(9, 11, `g${step}`), matrix(1, 3, `h${step}`)], {
          learningRate: 0.05,
          weightDecay: 0.01,
        });
      return [...state.parameters, ...state.first, ...state.second];
    };
    near(await on("webgpu", run), await on("cpu", run));
  });

  test("a training that is over leaves no memory of the GPU taken", async () => {
    await selectBackend("webgpu");
    const taken = () => tf.backend() as unknown as { memory(): { numBytesAllocatedInGPU: number } };
    releaseIdleBuffers();
    const before = taken().memory().numBytesAllocatedInGPU;
    const settings = trainSettings({ model: "gat", hidden: 16, layers: 2 });
    const trainer = createVertexTrainer(smallTask(), settings);
    const losses = [trainer.step().loss, trainer.step().loss];
    expect(taken().memory().numBytesAllocatedInGPU).toBeGreaterThan(before);
    trainer.dispose();
    expect(taken().memory().numBytesAllocatedInGPU).toBe(before);
    // And the next one is not disturbed by it.
    const again = createVertexTrainer(smallTask(), settings);
    expect([again.step().loss, again.step().loss]).toEqual(losses);
    again.dispose();
  });
});
