import { expect, test } from "vitest";
import { normals, runPlain, runWasm } from "../../support/kernel-harness.js";

const drop = (x: Float32Array, seed: number, probability: number) => {
  const numbers = [x.length, seed, Math.floor(probability * 2 ** 32), 1 / (1 - probability)];
  return [[x], [x.length], numbers] as const;
};

test.each([
  [1, 0],
  [5, 12345],
  [64, 2 ** 31 - 1],
  [1003, 7],
])("both kernels drop the same of %i numbers with seed %i", async (count, seed) => {
  const x = normals(count, 1);
  const [plain] = runPlain("dropout", ...drop(x, seed, 0.5));
  const [wasm] = await runWasm("dropout", ...drop(x, seed, 0.5));
  expect(wasm).toEqual(plain);
  for (let k = 0; k < count; k++) expect([0, 2 * x[k]]).toContain(Math.abs(plain[k]) === 0 ? 0 : plain[k]);
});

test.each([0, 0.1, 0.5, 0.9])("drops a fraction of %d, whatever the seed", (probability) => {
  const ones = new Float32Array(20_000).fill(1);
  for (const seed of [0, 1, 2, 2 ** 30]) {
    const [out] = runPlain("dropout", ...drop(ones, seed, probability));
    const dropped = out.filter((value) => value === 0).length / ones.length;
    // five standard deviations
    expect(Math.abs(dropped - probability)).toBeLessThanOrEqual(
      5 * Math.sqrt((probability * (1 - probability)) / ones.length),
    );
  }
});

test("neighbouring seeds drop independently", () => {
  const ones = new Float32Array(20_000).fill(1);
  const [a] = runPlain("dropout", ...drop(ones, 1, 0.5));
  const [b] = runPlain("dropout", ...drop(ones, 2, 0.5));
  const both = a.filter((value, k) => value === 0 && b[k] === 0).length / ones.length;
  expect(Math.abs(both - 0.25)).toBeLessThan(5 * Math.sqrt((0.25 * 0.75) / ones.length));
});
