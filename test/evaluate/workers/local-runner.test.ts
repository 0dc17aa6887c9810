import { describe, expect, test } from "vitest";
import { configurationFor } from "../../../src/evaluate/records/configuration.js";
import { createLocalRunner } from "../../../src/evaluate/workers/local-runner.js";
import { randomSplit, SPLIT_SHARES } from "../../../src/graph/attributes/split.js";
import { classificationGraph } from "../../../src/nn/training/classification-graph.js";
import { trainVertexClassifier } from "../../../src/nn/training/train.js";
import { communityPartitions } from "../../../src/partitions/community-partitions.js";
import { createRandom } from "../../../src/random.js";
import { parseMethod } from "../../../src/sparsify/method-spec.js";
import { removalOrder } from "../../../src/sparsify/order-by-method.js";
import { gwis } from "../../../src/sparsify/wis/gwis.js";
import { smallDataset } from "../../generators/small-dataset.js";
import { splitDataset } from "../../generators/split-dataset.js";

const graph = classificationGraph(smallDataset());
const { adjacency, labels } = graph;

test.each([0, 3])(
  "gwis@label keeps the classes of the training labels of seed %i, and knows no other",
  async (seed) => {
    const { train, validation, test } = randomSplit(labels, SPLIT_SHARES, createRandom(seed, "split"));
    const known = labels.map((label, t) => (train.includes(t) ? label : -1));
    const { order } = await createLocalRunner(graph, { backend: "wasm" }).removalOrder(
      parseMethod("gwis@label"),
      seed,
      0,
    );
    expect(order).toEqual(removalOrder("gwis@label", adjacency, { labels: known }));
    // Other answers to the test's and the validation's questions change nothing.
    const other = labels.slice();
    for (const t of [...test, ...validation]) other[t] = (labels[t] + 1) % graph.classCount;
    const blind = createLocalRunner({ ...graph, labels: other }, { backend: "wasm" });
    expect((await blind.removalOrder(parseMethod("gwis@label"), seed, 0)).order).toEqual(order);
  },
);

test("communities are those of the seed", async () => {
  const { order } = await createLocalRunner(graph, { backend: "wasm" }).removalOrder(
    parseMethod("1-gwis@community"),
    5,
    0,
  );
  expect(order.method).toBe("1-gwis@community");
  expect(order.edges).toEqual(gwis(adjacency, 1, communityPartitions(adjacency, 5)).edges);
});

describe("on given splits", () => {
  const dataset = splitDataset(2);
  const given = classificationGraph(dataset, { split: "given" });
  const { options } = configurationFor(
    "gcn",
    { dataset, sha256: "00" },
    { epochs: 4, layers: 1, hidden: 4 },
    { given: 2 },
  );

  test.each([0, 3])(
    "a trial of seed %i is one training on its split, without randomness in it",
    async (seed) => {
      const { split: _, ...hyperparameters } = options;
      const trial = { model: "gcn", method: "any", sparsity: 0, removed: 0, seed };
      const measured = await createLocalRunner(given, { backend: "wasm" }).train(trial, null, options);
      const { testAccuracy, validationAccuracy, trainAccuracy } = await trainVertexClassifier(
        { ...given, split: dataset.splits[seed % 2] },
        { ...hyperparameters, model: "gcn", seed, backend: "wasm" },
      );
      expect(measured).toMatchObject({ testAccuracy, validationAccuracy, trainAccuracy });
      // Accuracies are shares of the split's own parts.
      expect(measured.testAccuracy * 8).toBeCloseTo(Math.round(measured.testAccuracy * 8), 9);
      expect(measured.trainAccuracy * 24).toBeCloseTo(Math.round(measured.trainAccuracy * 24), 9);
    },
  );

  test.each([0, 1])(
    "gwis@label and ugs of seed %i see the labels of its training part only",
    async (seed) => {
      const split = dataset.splits[seed];
      const training = { model: "gcn", options, l1: 0.01 };
      const ordersOf = async (own: typeof given) => {
        const runner = createLocalRunner(own, { backend: "wasm" });
        const label = await runner.removalOrder(parseMethod("gwis@label"), seed, 0);
        const mask = await runner.removalOrder(parseMethod("ugs"), seed, 0, training);
        return [label.order.edges, mask.order.edges];
      };
      const orders = await ordersOf(given);
      const known = labels.map((label, t) => (split.train.includes(t) ? label : -1));
      expect(orders[0]).toEqual(removalOrder("gwis@label", adjacency, { labels: known }).edges);
      const relabelled = (part: Uint32Array) => {
        const other = labels.slice();
        for (const t of part) other[t] = 1 - labels[t];
        return { ...given, labels: other };
      };
      expect(await ordersOf(relabelled(split.test))).toEqual(orders);
      // The check can fail: what is trained on changes both.
      const [label, mask] = await ordersOf(relabelled(split.train.slice(0, 12)));
      expect(label).not.toEqual(orders[0]);
      expect(mask).not.toEqual(orders[1]);
    },
  );
});
