import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { hierarchicalFactorization } from "../../../src/factorization/models/hierarchical-factorization.js";
import { productPoolingNetwork } from "../../../src/factorization/models/product-pooling-network.js";
import { selectBackend } from "../../../src/nn/backend/backend.js";
import { binaryTreeOrder } from "../../../src/nn/images/binary-tree-order.js";
import { imageModelByName } from "../../../src/nn/images/image-models.js";
import type { ImageNetwork } from "../../../src/nn/images/image-network.js";
import { productPooling } from "../../../src/nn/images/product-pooling.js";
import { resnet } from "../../../src/nn/images/resnet.js";
import { createRandom, type Random } from "../../../src/random.js";
import { perfectModeTree } from "../../../src/tensor/mode-tree.js";
import { normals } from "../../support/kernel-harness.js";

const input = { height: 224, width: 224, channels: 3, dropout: 0 };
/** For networks whose weights are of no interest. */
const constant: Random = { uniform: () => 0.5, normal: () => 0, integer: () => 0 };
const count = ({ parameters }: ImageNetwork) => parameters.reduce((sum, { size }) => sum + size, 0);

beforeAll(async () => {
  await selectBackend("wasm");
});

describe("residual networks", () => {
  // torchvision: 11689512 and 21797672 with 1000 classes, of which 512 * 999 + 999 belong to those beyond the first
  test.each([
    ["resnet18", 11_689_512 - 999 * 513],
    ["resnet34", 21_797_672 - 999 * 513],
  ])("%s has as many parameters as torchvision's with one output", (name, expected) => {
    const network = imageModelByName(name).create(input, constant);
    expect(count(network)).toBe(expected);
    expect(network.names.slice(0, 4)).toEqual([
      "conv1.weight",
      "bn1.weight",
      "bn1.bias",
      "layer1.0.conv1.weight",
    ]);
    expect(network.names.slice(-2)).toEqual(["fc.weight", "fc.bias"]);
    expect(new Set(network.names).size).toBe(network.names.length);
    tf.dispose([...network.parameters, ...network.statistics]);
  });

  test("resnet18 gives one logit an image of 224 x 224", () => {
    const network = imageModelByName("resnet18").create(input, constant);
    const logits = tf.tidy(() =>
      network
        .apply(tf.zeros([1, 64, 224, 3]) as tf.Tensor4D, {
          parameters: network.parameters,
          statistics: network.statistics,
        })
        .dataSync(),
    );
    expect(logits.length).toBe(1);
    expect(Number.isFinite(logits[0])).toBe(true);
    tf.dispose([...network.parameters, ...network.statistics]);
  });

  test("start as PyTorch's do: He's normal weights by filters, gains 1, the linear layer uniform", () => {
    const { parameters, names } = resnet(
      { channels: 3, stem: { window: 7, stride: 2, pool: true }, widths: [32, 128], blocks: [1, 1] },
      createRandom(1),
    );
    const values = (name: string) => parameters[names.indexOf(name)].dataSync() as Float32Array;
    const weights = values("layer2.0.conv2.weight");
    const mean = weights.reduce((sum, value) => sum + value, 0) / weights.length;
    const variance = weights.reduce((sum, value) => sum + value ** 2, 0) / weights.length;
    expect(Math.abs(mean)).toBeLessThan(2e-3);
    expect(variance / (2 / (128 * 9))).toBeCloseTo(1, 1);
    expect(values("layer2.0.bn1.weight").every((value) => value === 1)).toBe(true);
    const linear = [...values("fc.weight"), ...values("fc.bias")];
    expect(Math.max(...linear.map(Math.abs))).toBeLessThanOrEqual(128 ** -0.5);
    expect(Math.max(...linear.map(Math.abs))).toBeGreaterThan(0.98 * 128 ** -0.5);
    tf.dispose([...parameters]);
  });

  test("drop before blocks with more filters, in training only", () => {
    const shape = {
      channels: 1,
      stem: { window: 3, stride: 1, pool: false },
      widths: [4, 8],
      blocks: [2, 1],
    };
    const x = tf.tensor4d(normals(2 * 36, 1), [2, 6, 6, 1]);
    const logits = (dropout: number, seed?: number) => {
      const network = resnet({ ...shape, dropout }, createRandom(1));
      const training =
        seed === undefined ? undefined : { dropoutSeeds: createRandom(seed), onStatistics: () => {} };
      return [...network.apply(x, { ...network, training }).dataSync()];
    };
    expect(logits(0.5)).toEqual(logits(0));
    expect(logits(0.5, 1)).not.toEqual(logits(0.5, 2));
    expect(logits(0.5, 1)).toEqual(logits(0.5, 1));
    expect(logits(0, 1)).toEqual(logits(0, 2));
    expect(() => resnet({ ...shape, dropout: 1 }, createRandom(1))).toThrow(
      /dropout: expected a probability/,
    );
  });
});

describe("product pooling network", () => {
  test("is the hierarchical factorization of its weights", () => {
    const [height, width, patch, hidden] = [6, 11, 3, 4];
    const network = productPooling({ height, width, channels: 2, patch, hidden }, createRandom(5));
    // 2 x 4 patches: eight modes, of the constant and 3 * 3 * 2 numbers
    const order = binaryTreeOrder(2, 4);
    const factorization = hierarchicalFactorization(Array(8).fill(19), perfectModeTree(8, 2), hidden);
    const weights = new Float64Array(factorization.weightCount);
    factorization.tree.nodes.forEach(({ modes }, node) => {
      const level = network.parameters[Math.log2(modes.length)];
      const size = (level.shape[1] as number) * (level.shape[2] as number);
      const k = modes[0] / modes.length;
      weights.set(level.dataSync().subarray(k * size, (k + 1) * size), factorization.blocks[node].offset);
    });
    const x = normals(3 * height * width * 2, 7);
    const logits = network
      .apply(tf.tensor4d(x, [3, height, width, 2]), { parameters: network.parameters, statistics: [] })
      .dataSync();
    for (let n = 0; n < 3; n++) {
      const vectors = order.map((location) => {
        const [row, column] = [Math.floor(location / 4) * patch, (location % 4) * patch];
        const vector = [1];
        for (let i = row; i < row + patch; i++)
          for (let j = column; j < column + patch; j++)
            for (let c = 0; c < 2; c++)
              vector.push(j < width ? x[((n * height + i) * width + j) * 2 + c] : 0);
        return vector;
      });
      const outputs = productPoolingNetwork(factorization, weights, vectors);
      const expected = outputs[outputs.length - 1][0];
      expect(Math.abs(logits[n] - expected)).toBeLessThan(1e-4 * Math.max(1, Math.abs(expected)));
    }
  });

  test("halves the longer side of a rectangle of patches", () => {
    expect(binaryTreeOrder(2, 4)).toEqual([0, 4, 1, 5, 2, 6, 3, 7]);
    expect(binaryTreeOrder(4, 1)).toEqual([0, 1, 2, 3]);
    expect(new Set(binaryTreeOrder(8, 4)).size).toBe(32);
  });

  test("refuses dropout and patches that are larger than the image", () => {
    expect(() =>
      imageModelByName("product-pooling").create({ ...input, dropout: 0.1 }, createRandom(1)),
    ).toThrow(/expected dropout 0/);
    expect(() =>
      productPooling({ height: 2, width: 4, channels: 1, patch: 3, hidden: 2 }, createRandom(1)),
    ).toThrow(/patch: expected a side from 1 to 2, got 3/);
  });
});

test("a model of another name is refused", () => {
  expect(() => imageModelByName("resnet50")).toThrow(/expected one of resnet-small, resnet18/);
});
