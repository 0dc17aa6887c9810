import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  completionTask,
  cpFactorization,
  createObjective,
  gaussianInitialization,
  squareLoss,
} from "../../../src/factorization/index.js";
import { meanSquaredError, openBinaryImages } from "../../../src/papers/runs/binary-images.js";
import { createBinaryPredictor } from "../../../src/papers/runs/binary-predictor.js";
import { compareVariants, figure23 } from "../../../src/papers/thesis/tensor-factorization/figure-2.3.js";
import {
  linearComparison,
  linearErrors,
  tableB1,
} from "../../../src/papers/thesis/tensor-factorization/table-b.1.js";
import { createRandom } from "../../../src/random.js";
import { both, experimentContext } from "../../support/experiment-context.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

const bytes = (...parts: (number[] | Uint8Array)[]) => Uint8Array.from(parts.flatMap((part) => [...part]));
const big = (value: number) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];

/** 3-by-3 images of two classes: bright top rows are 1, bright bottom rows 0, and a random middle row. */
function imageFolder(parts: readonly (readonly ["train" | "t10k", number])[]): string {
  const folder = temporaryFolder();
  const random = createRandom(5);
  for (const set of ["mnist", "fashion-mnist"]) {
    mkdirSync(join(folder, set), { recursive: true });
    for (const [prefix, count] of parts) {
      const labels = Uint8Array.from({ length: count }, (_, i) => i % 2);
      const pixels = Uint8Array.from({ length: 9 * count }, (_, p) => {
        const label = labels[Math.floor(p / 9)];
        const row = Math.floor((p % 9) / 3);
        return row === 1 ? 255 * random.integer(2) : (row === 0) === (label === 1) ? 200 : 100;
      });
      const header = [0, 0, 8];
      writeFileSync(
        join(folder, set, `${prefix}-images-idx3-ubyte`),
        bytes(header, [3], big(count), big(3), big(3), pixels),
      );
      writeFileSync(join(folder, set, `${prefix}-labels-idx1-ubyte`), bytes(header, [1], big(count), labels));
    }
  }
  return folder;
}

describe("binary predictor", () => {
  it("is the CP factorization at entries, and its gradient, on any batch", () => {
    const random = createRandom(1);
    const [variables, count, components] = [7, 40, 3];
    const indices = Array.from({ length: 2 ** variables }, (_, i) =>
      Array.from({ length: variables }, (_, n) => (i >> n) & 1),
    ).slice(0, count);
    const targets = Float64Array.from({ length: count }, () => random.normal());
    const factorization = cpFactorization(new Array<number>(variables).fill(2), components);
    const weights = gaussianInitialization(factorization, 1, random);
    const batch = Uint32Array.from([3, 17, 0, 39]);
    const objective = createObjective(
      factorization,
      completionTask(
        factorization.shape,
        { indices: [...batch].map((i) => indices[i]), values: [...batch].map((i) => targets[i]) },
        squareLoss,
      ),
    );
    const expected = new Float64Array(weights.length);
    const value = objective.valueAndGradient(weights, expected);
    const predictor = createBinaryPredictor(variables, components);
    const data = { count, variables, bits: Uint8Array.from(indices.flat()), targets };
    const gradient = new Float64Array(weights.length).fill(9);
    expect(predictor.valueAndGradient(weights, gradient, data, batch)).toBeCloseTo(value, 10);
    gradient.forEach((slope, k) => {
      expect(slope).toBeCloseTo(expected[k], 9);
    });
    expect(
      meanSquaredError(
        predictor.predict(weights, data).filter((_, i) => batch.includes(i)),
        targets.filter((_, i) => batch.includes(i)),
      ),
    ).toBeCloseTo(value, 10);
  });
});

describe("figure 2.3 and table B.1", () => {
  it("fit images far better than random variants at rank 1, and are drawn", async () => {
    const context = {
      ...experimentContext(),
      dataDir: imageFolder([
        ["train", 400],
        ["t10k", 100],
      ]),
    };
    const plan = {
      ranks: [1],
      classes: [0, 1],
      most: { train: 300, test: 100 },
      batchSize: 100,
      maxIterations: 1500,
      reduction: "tiny",
    };
    const result = await figure23(both(plan))(context);
    expect(result.comparisons.map(({ holds }) => holds)).toEqual([true, true, true, true]);
    expect(result.reduction).toContain("tiny; MNIST: its training and its test set");
    expect(result.figures[0].figure.panels.map(({ series }) => series.length)).toEqual([6, 6]);
  });

  it("take the test set for both where there are no training images", async () => {
    const task = await openBinaryImages("mnist", { train: 1000, test: 15 }, imageFolder([["t10k", 100]]));
    expect([task.train.count, task.test.count, task.origin]).toEqual([
      80,
      15,
      "its test set serves for both",
    ]);
    expect([...task.train.bits.subarray(0, 3)]).toEqual([0, 0, 0]);
  });

  it("regress linearly", async () => {
    const dataDir = imageFolder([["t10k", 200]]);
    const task = await openBinaryImages("mnist", { train: 1000, test: 1000 }, dataDir);
    const { train, test } = linearErrors(task, [0, 1]);
    for (const error of [...train, ...test]) expect(error).toBeLessThan(1e-4); // one pixel tells the class
    const { comparisons } = await tableB1(
      both({ classes: [0, 1], most: { train: 100, test: 40 }, reduction: null }),
    )({
      ...experimentContext(),
      dataDir,
    });
    expect(comparisons).toHaveLength(12);
  });

  it("have criteria that can fail", () => {
    const cell = (variant: "original" | "rand image" | "rand label", error: number) => ({
      variant,
      rank: 1,
      fits: [{ train: error, test: error }],
    });
    const holds = (original: number) =>
      compareVariants("x", [
        cell("original", original),
        cell("rand image", 0.08),
        cell("rand label", 0.09),
      ])[0].holds;
    expect([holds(0.03), holds(0.05)]).toEqual([true, false]);
    expect(linearComparison("x", 0.04, [0.03, 0.05]).holds).toBe(true);
    expect(linearComparison("x", 0.04, [0.06, 0.05]).holds).toBe(false);
  });
});
