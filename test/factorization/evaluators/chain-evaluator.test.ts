import fc from "fast-check";
import { expect, it } from "vitest";
import { createChainEvaluator } from "../../../src/factorization/evaluators/chain-evaluator.js";
import { cpFactorization, entryInputs, vectorInputs } from "../../../src/factorization/index.js";
import { createLift } from "../../../src/factorization/lift.js";
import { createWeightWorkspace } from "../../../src/factorization/weight-workspace.js";
import { createFloat64Arena } from "../../../src/kernels/float64/arena.js";
import { gaussianWeightsOf, randomIndices } from "../../generators/factorization-models.js";
import { arbitrarySeed, arbitraryShape, gaussian, largestDifference } from "../../generators/tensors.js";

it("products sample by sample are products shared between samples, and so are their gradients", () => {
  fc.assert(
    fc.property(
      arbitraryShape(2, 5),
      fc.integer({ min: 1, max: 4 }),
      arbitrarySeed,
      fc.boolean(),
      (shape, rank, seed, entries) => {
        const factorization = cpFactorization(shape, rank);
        const inputs = entries
          ? entryInputs(shape, randomIndices(shape, 8, seed))
          : vectorInputs(
              shape,
              shape.map((dimension, n) => gaussian([8, dimension], (seed + n) % 2 ** 31)),
            );
        const weights = gaussianWeightsOf(factorization, seed);
        const residuals = gaussian([8], seed).data;
        residuals[3] = 0;
        const arena = createFloat64Arena();
        const workspace = createWeightWorkspace(arena, factorization.blocks, factorization.weightCount, 8);
        const lifts = shape.map((rows, n) =>
          createLift(arena, inputs, n, {
            rows,
            columns: rank,
            values: workspace.weights[n],
            gradient: workspace.gradients[n],
          }),
        );
        const { forward, backward } = createChainEvaluator(lifts, rank, inputs, workspace);
        const results = [workspace.evaluator(forward, backward), factorization.evaluator(inputs)].map(
          (evaluator) => {
            const predictions = new Float64Array(8);
            const gradient = new Float64Array(weights.length).fill(Number.NaN);
            evaluator.predict(weights, predictions);
            evaluator.pullBack(weights, residuals, gradient);
            return { predictions, gradient };
          },
        );
        expect(largestDifference(results[0].predictions, results[1].predictions)).toBeLessThan(1e-10);
        expect(largestDifference(results[0].gradient, results[1].gradient)).toBeLessThan(1e-10);
      },
    ),
    { numRuns: 60 },
  );
});

it("takes the place of shared products where these would not fit in memory", () => {
  // 40 modes of 2, 2^15 samples: shared products of rank 300 would take more than 256 MiB.
  const shape = new Array<number>(40).fill(2);
  const factorization = cpFactorization(shape, 300);
  const indices = randomIndices(shape, 2 ** 15, 1);
  const evaluator = factorization.evaluator(entryInputs(shape, indices));
  expect(evaluator.workspace.weights.buffer.byteLength).toBeLessThan(2 ** 22);
  const predictions = new Float64Array(indices.length);
  const weights = new Float64Array(factorization.weightCount).fill(0.5);
  const last = factorization.blocks[39];
  weights.fill(1, last.offset + last.columns); // index 1 of the last mode
  evaluator.predict(weights, predictions);
  indices.slice(0, 100).forEach((index, i) => {
    expect(predictions[i]).toBe(300 * 0.5 ** 39 * (index[39] === 1 ? 1 : 0.5));
  });
});
