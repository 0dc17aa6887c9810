import { expect, test } from "vitest";
import { InputError } from "../../../src/errors.js";
import type { Split } from "../../../src/graph/dataset.js";
import { givenSplits } from "../../../src/nn/training/split-choices.js";
import { splitDataset } from "../../generators/split-dataset.js";

const dataset = splitDataset(3);

test("sound splits are taken as they came; vertices in no part may have no label", () => {
  expect(givenSplits(dataset)).toBe(dataset.splits);
  const [{ train, validation, test }] = dataset.splits;
  const labels = dataset.labels!.with(train[0], -1);
  const splits = [{ train: train.slice(1), validation, test }];
  expect(givenSplits({ ...dataset, labels, splits })).toBe(splits);
});

const changed = (part: Partial<Split>) => dataset.splits.with(1, { ...dataset.splits[1], ...part });
const { train, validation, test: tested } = dataset.splits[1];

test.each<[string, Partial<typeof dataset>, RegExp]>([
  ["no splits", { splits: [] }, /^small: brings no split of its own; take random ones \(--split random\)/],
  [
    "no training vertices",
    { splits: changed({ train: new Uint32Array() }) },
    /2 of 3: .*one train vertex, got none/,
  ],
  [
    "no test vertices",
    { splits: changed({ test: new Uint32Array() }) },
    /2 of 3: .*one test vertex, got none/,
  ],
  [
    "a vertex in two parts",
    { splits: changed({ test: Uint32Array.of(...tested, train[2]).sort() }) },
    new RegExp(
      `2 of 3: .*without common vertices, got vertex ${train[2]} in train and test; .*--split random`,
    ),
  ],
  [
    "a vertex twice in a part",
    { splits: changed({ validation: Uint32Array.of(validation[0], ...validation) }) },
    new RegExp(`2 of 3: .*once, got vertex ${validation[0]} twice in validation`),
  ],
  [
    "a vertex that is not there",
    { splits: changed({ test: Uint32Array.of(40) }) },
    /test vertices below 40, got 40/,
  ],
  [
    "a vertex without a label",
    { labels: dataset.labels!.with(9, -1) },
    /1 of 3: expected labelled test vertices, got vertex 9 without a label/,
  ],
])("%s: one line that says where, and what to take instead", (_, change, message) => {
  const run = () => givenSplits({ ...dataset, ...change });
  expect(run).toThrow(InputError);
  expect(run).toThrow(message);
});
