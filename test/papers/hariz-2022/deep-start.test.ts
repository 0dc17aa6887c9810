import { expect, test } from "vitest";
import { InputError } from "../../../src/errors.js";
import { deepCpFactorization } from "../../../src/factorization/index.js";
import { deviationOf, drawDeepStart } from "../../../src/papers/hariz-2022/deep-start.js";
import { runExperiment } from "../../../src/papers/run-experiment.js";
import { createRandom } from "../../../src/random.js";
import { frobeniusNorm } from "../../../src/tensor/index.js";
import { experimentContext } from "../../support/experiment-context.js";

const factorization = deepCpFactorization([10, 10, 10], 60, 2);
const deviation = (values: Float64Array) => frobeniusNorm(values) / Math.sqrt(values.length);

test("sigma as a variance is the square of it as a deviation", () => {
  expect(deviationOf(0.04, "variance")).toBeCloseTo(0.2, 12);
  expect(deviationOf(0.04, "deviation")).toBe(0.04);
  for (const [sigma, vectors, matrices] of [
    ["variance", 0.2, 0.3],
    ["deviation", 0.04, 0.09],
  ] as const) {
    const weights = drawDeepStart(factorization, { vectors: 0.04, matrices: 0.09, sigma }, createRandom(1));
    expect(deviation(weights.subarray(0, 1800)) / vectors).toBeCloseTo(1, 1);
    expect(deviation(weights.subarray(1800)) / matrices).toBeCloseTo(1, 1);
  }
});

test("near the identity, and of rank one", () => {
  const start = { vectors: 0.01, matrices: 0.0001, sigma: "variance" } as const;
  const near = drawDeepStart(factorization, { ...start, kind: "near-identity" }, createRandom(1));
  const { offset } = factorization.blocks[3];
  expect(near[offset]).toBeCloseTo(1, 1);
  expect(Math.abs(near[offset + 1])).toBeLessThan(0.1);
  const rankOne = drawDeepStart(factorization, { ...start, kind: "rank-one" }, createRandom(1));
  expect(factorization.unbalancedness(rankOne)).toBeLessThan(1e-12);
});

test("a reading is refused where there is no sigma, or none of that name", async () => {
  const { part: _, breathe: __, ...options } = experimentContext();
  await expect(runExperiment("figure-5.2", { ...options, sigma: "variance" })).rejects.toThrow(
    /figure-5.2: has no sigma to be read as variance; leave --sigma out/,
  );
  const wrong = runExperiment("figure-2-hariz", { ...options, sigma: "precision" as "variance" });
  await expect(wrong).rejects.toThrow(InputError);
});
