import { expect, test } from "vitest";
import { InputError } from "../../../src/errors.js";
import { type UgsOptions, type UgsRound, ugs } from "../../../src/evaluate/orders/ugs.js";
import { subgraphOfEdges } from "../../../src/graph/adjacency.js";
import { randomSplit, SPLIT_SHARES } from "../../../src/graph/attributes/split.js";
import { classificationGraph } from "../../../src/nn/training/classification-graph.js";
import { trainEdgeMask } from "../../../src/nn/training/train-edge-mask.js";
import { createRandom } from "../../../src/random.js";
import { smallDataset } from "../../generators/small-dataset.js";

const graph = classificationGraph(smallDataset());
const split = randomSplit(graph.labels, SPLIT_SHARES, createRandom(2, "split"));
const task = { ...graph, split };
const { edgeCount } = graph.adjacency;
const options: UgsOptions = {
  model: "gcn",
  layers: 2,
  hidden: 4,
  epochs: 8,
  learningRate: 0.05,
  l1: 0.01,
  seed: 3,
  backend: "wasm",
  share: 0.3,
};

/** Algorithm 2 as it is written: prune, rewind, again. */
async function literalUgs(): Promise<number[]> {
  const { share: _, ...training } = options;
  const removed: number[] = [];
  for (const level of [0.3, 0.6, 0.9, 1]) {
    const left = [...Array(edgeCount).keys()].filter((e) => !removed.includes(e));
    const adjacency = subgraphOfEdges(graph.adjacency, Uint32Array.from(left));
    const { mask } = await trainEdgeMask({ ...task, adjacency }, training);
    const byMagnitude = left.toSorted(
      (a, b) => Math.abs(mask[left.indexOf(a)]) - Math.abs(mask[left.indexOf(b)]) || a - b,
    );
    removed.push(...byMagnitude.slice(0, Math.round(level * edgeCount) - removed.length));
  }
  return removed;
}

test("removes the lowest magnitudes of every round, a share of the original edges, from rewound weights", async () => {
  const rounds: UgsRound[] = [];
  const order = await ugs(task, { ...options, onRound: (round) => void rounds.push(round) });
  expect(order.method).toBe("ugs");
  expect([...order.edges]).toEqual(await literalUgs());
  expect(order.edges.toSorted()).toEqual(Uint32Array.from({ length: edgeCount }, (_, e) => e));
  expect(rounds.map(({ round, rounds: all, removed }) => [round, all, removed.length])).toEqual([
    [1, 4, 36],
    [2, 4, 72],
    [3, 4, 108],
    [4, 4, 120],
  ]);
  // Prefixes of one order.
  for (const { removed } of rounds) expect(order.edges.slice(0, removed.length)).toEqual(removed);
});

test("going on from any round gives the same order", async () => {
  const { edges } = await ugs(task, options);
  for (const done of [36, 72, 108, edgeCount])
    expect((await ugs(task, { ...options, removed: edges.slice(0, done) })).edges).toEqual(edges);
});

test("other answers to the test's questions change nothing, other answers to the training's do", async () => {
  const { edges } = await ugs(task, options);
  const answered = (part: "train" | "test") => {
    const labels = graph.labels.slice();
    for (const t of split[part]) labels[t] = 1 - labels[t];
    return ugs({ ...task, labels }, options);
  };
  expect((await answered("test")).edges).toEqual(edges);
  expect((await answered("train")).edges).not.toEqual(edges);
});

test("nothing is to be done without edges; edges that are none of the graph's are refused", async () => {
  const bare = { ...task, adjacency: subgraphOfEdges(graph.adjacency, new Uint32Array()) };
  expect((await ugs(bare, options)).edges).toHaveLength(0);
  await expect(ugs(task, { ...options, removed: Uint32Array.of(0, edgeCount) })).rejects.toThrow(InputError);
  await expect(ugs(task, { ...options, share: 0 })).rejects.toThrow(/share: expected a number in \(0, 1\]/);
});
