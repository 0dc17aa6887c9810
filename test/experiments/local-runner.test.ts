import { expect, test } from "vitest";
import { classificationGraph, SPLIT_SHARES } from "../../src/experiments/classification-graph.js";
import { createLocalRunner } from "../../src/experiments/local-runner.js";
import { randomSplit } from "../../src/graph/split.js";
import { createRandom } from "../../src/random.js";
import { gwis } from "../../src/sparsify/gwis.js";
import { removalOrder } from "../../src/sparsify/registry.js";
import { communityPartitions } from "../../src/walks/community-partitions.js";
import { smallDataset } from "./small-dataset.js";

const graph = classificationGraph(smallDataset());
const { adjacency, labels } = graph;

test.each([0, 3])(
  "gwis@label keeps the classes of the training labels of seed %i, and knows no other",
  async (seed) => {
    const { train, validation, test } = randomSplit(labels, SPLIT_SHARES, createRandom(seed, "split"));
    const known = labels.map((label, t) => (train.includes(t) ? label : -1));
    const { order } = await createLocalRunner(graph, { backend: "wasm" }).removalOrder("gwis@label", seed, 0);
    expect(order).toEqual(removalOrder("gwis@label", adjacency, { labels: known }));
    // Other answers to the test's and the validation's questions change nothing.
    const other = labels.slice();
    for (const t of [...test, ...validation]) other[t] = (labels[t] + 1) % graph.classCount;
    const blind = createLocalRunner({ ...graph, labels: other }, { backend: "wasm" });
    expect((await blind.removalOrder("gwis@label", seed, 0)).order).toEqual(order);
  },
);

test("communities are those of the seed", async () => {
  const { order } = await createLocalRunner(graph, { backend: "wasm" }).removalOrder(
    "1-gwis@community",
    5,
    0,
  );
  expect(order.method).toBe("1-gwis@community");
  expect(order.edges).toEqual(gwis(adjacency, 1, communityPartitions(adjacency, 5)).edges);
});
