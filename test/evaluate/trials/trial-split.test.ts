import fc from "fast-check";
import { expect, test } from "vitest";
import { splitOptionOf, trialSplit } from "../../../src/evaluate/trials/trial-split.js";
import { randomSplit, SPLIT_SHARES } from "../../../src/graph/attributes/split.js";
import { classificationGraph } from "../../../src/nn/training/classification-graph.js";
import { createRandom } from "../../../src/random.js";
import { splitDataset } from "../../generators/split-dataset.js";

test("random unless asked otherwise, also where the data bring splits: the seed draws it", () => {
  const graph = classificationGraph(splitDataset(3));
  expect(splitOptionOf(graph)).toEqual({ train: 0.8, validation: 0.1, test: 0.1 });
  expect(trialSplit(graph, 7)).toEqual(randomSplit(graph.labels, SPLIT_SHARES, createRandom(7, "split")));
});

test("of S given splits a seed takes the one with index (seed mod S)", () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1, max: 5 }), (seed, count) => {
      const dataset = splitDataset(count);
      const graph = classificationGraph(dataset, { split: "given" });
      expect(splitOptionOf(graph)).toEqual({ given: count });
      // Counted down, not by the operator.
      let index = seed % (1000 * count);
      while (index >= count) index -= count;
      expect(trialSplit(graph, seed)).toBe(dataset.splits[index]);
    }),
    { numRuns: 50 },
  );
});

test("a graph that was taken for random splits is not trained on as if by given ones", () => {
  const graph = classificationGraph(splitDataset(2));
  expect(() => trialSplit(graph, 0, { given: 2 })).toThrow(/expected a graph with 2 given splits, got 0/);
});
