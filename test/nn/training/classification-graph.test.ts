import { expect, test } from "vitest";
import { InputError } from "../../../src/errors.js";
import type { DenseFeatures } from "../../../src/graph/dataset.js";
import { classificationGraph } from "../../../src/nn/training/classification-graph.js";
import { smallDataset } from "../../generators/small-dataset.js";

const dataset = smallDataset(10);
const dense = dataset.features as DenseFeatures;

test("takes over what training needs", () => {
  const graph = classificationGraph(dataset);
  expect(graph).toEqual({
    adjacency: dataset.adjacency,
    features: dense,
    labels: dataset.labels,
    classCount: 2,
    splits: [],
  });
});

test("given splits are taken along where they are asked for, and need no ten labelled vertices", () => {
  const split = { train: Uint32Array.of(0, 9), validation: Uint32Array.of(1), test: Uint32Array.of(8) };
  const labels = dataset.labels!.map((label, t) => ([0, 1, 8, 9].includes(t) ? label : -1));
  const sparse = { ...dataset, labels, splits: [split] };
  expect(classificationGraph(sparse, { split: "given" }).splits).toEqual([split]);
  expect(() => classificationGraph(sparse)).toThrow(/at least 10 labelled vertices/);
  expect(() => classificationGraph(dataset, { split: "given" })).toThrow(/brings no split of its own/);
});

test("classes count by their largest number and by their names", () => {
  const larger = smallDataset(20);
  const labels = larger.labels!.map((label, vertex) => (vertex < 5 ? -1 : 3 * label));
  expect(classificationGraph({ ...larger, labels }).classCount).toBe(4);
  expect(classificationGraph({ ...dataset, classNames: ["a", "b", "c"] }).classCount).toBe(3);
});

test.each([
  ["no features", { features: null }, /no vertex features to train on/],
  ["no labels", { labels: null }, /no vertex labels to train on/],
  ["neither", { features: null, labels: null }, /no vertex features and labels/],
  ["labels for fewer vertices", { labels: new Int32Array(9) }, /at least 10 labelled vertices/],
  ["too many feature rows", { features: { ...dense, rows: 11 } }, /small: features: expected 10 rows/],
  ["too few labelled", { labels: dataset.labels!.with(4, -1) }, /at least 10 labelled vertices .* got 9/],
  ["labels for more vertices", { labels: new Int32Array(11).with(0, 1) }, /small: labels: expected 10/],
  ["one class", { labels: new Int32Array(10) }, /at least two classes to train on, got 1/],
  [
    "NaN",
    { features: { ...dense, values: dense.values.with(9, Number.NaN) } },
    /small: features: expected finite numbers, got NaN in the row of vertex 2/,
  ],
  [
    "NaN in sparse features",
    {
      features: {
        kind: "sparse" as const,
        rows: 10,
        columns: 2,
        offsets: Uint32Array.of(0, 0, 0, 2, 2, 2, 2, 2, 2, 2, 3),
        indices: Uint32Array.of(0, 1, 0),
        values: Float32Array.of(1, Number.NaN, 1),
      },
    },
    /small: features: expected finite numbers, got NaN in the row of vertex 2/,
  ],
])("%s is refused", (_, change, message) => {
  expect(() => classificationGraph({ ...dataset, ...change })).toThrow(message);
  expect(() => classificationGraph({ ...dataset, ...change })).toThrow(InputError);
});
