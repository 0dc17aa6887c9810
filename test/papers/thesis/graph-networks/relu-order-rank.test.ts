import { beforeAll, describe, expect, it } from "vitest";
import { buildAdjacency, subgraphOfEdges } from "../../../../src/graph/adjacency.js";
import { applyModel } from "../../../../src/nn/models/trained-model.js";
import { trainVertexClassifier } from "../../../../src/nn/training/train.js";
import {
  interactionAt,
  interactionTask,
  reluOrderRank,
} from "../../../../src/papers/thesis/graph-networks/relu-order-rank.js";
import { createRandom } from "../../../../src/random.js";
import { interactionOfMatrix } from "../../../../src/separation-rank/interaction-measure.js";
import { createTensor } from "../../../../src/tensor/index.js";
import { both, experimentContext } from "../../../support/experiment-context.js";

// A path of three vertices and one apart.
const whole = buildAdjacency({ vertexCount: 4, sources: [0, 1, 2], targets: [1, 2, 3] }).adjacency;
const pruned = subgraphOfEdges(whole, Uint32Array.of(0, 1));
const copies = { train: 3, validation: 1, test: 1 };

describe("interactionTask", () => {
  it("has copies of the pruned graph, and labels by the neighbours of the whole one", () => {
    const { adjacency, features, labels, split } = interactionTask(whole, pruned, copies, createRandom(1));
    expect([adjacency.vertexCount, adjacency.edgeCount]).toEqual([20, 10]);
    if (features.kind !== "dense") throw new Error("expected dense features");
    const dot = (a: number, b: number) =>
      features.values[2 * a] * features.values[2 * b] +
      features.values[2 * a + 1] * features.values[2 * b + 1];
    for (let v = 0; v < 20; v += 4) {
      expect(labels[v]).toBe(dot(v, v + 1) > 0 ? 1 : 0);
      expect(labels[v + 1]).toBe(dot(v + 1, v) + dot(v + 1, v + 2) > 0 ? 1 : 0);
      // The edge to the last vertex is pruned, and counts for the label all the same.
      expect(labels[v + 3]).toBe(dot(v + 3, v + 2) > 0 ? 1 : 0);
    }
    expect([split.train.length, split.validation[0], split.test[0]]).toEqual([12, 12, 16]);
  });
});

describe("interactionAt", () => {
  let trained: Awaited<ReturnType<typeof trainVertexClassifier>>["trained"];
  beforeAll(async () => {
    const task = interactionTask(whole, pruned, copies, createRandom(1));
    ({ trained } = await trainVertexClassifier(task, {
      model: "gcn",
      layers: 2,
      hidden: 4,
      epochs: 5,
      backend: "cpu",
    }));
  });

  it("is the interaction of the network's values, point by point", () => {
    const points = 5;
    const found = interactionAt(trained, pruned, 1, { points, random: createRandom(2) });
    // The same draws, and every combination as a graph of its own.
    const random = createRandom(2);
    const own = Array.from({ length: points * 2 }, () => Math.fround(random.normal()));
    const others = Array.from({ length: points * 8 }, () => Math.fround(random.normal()));
    const matrix = createTensor([points, points]);
    for (let row = 0; row < points; row++)
      for (let column = 0; column < points; column++) {
        const values = Float32Array.from(others.slice(8 * column, 8 * column + 8));
        values.set(own.slice(2 * row, 2 * row + 2), 2);
        const features = { kind: "dense", rows: 4, columns: 2, values } as const;
        const { scores } = applyModel(trained, { adjacency: pruned, features });
        // Softmax of two outputs: the logarithm of their quotient is the outputs' difference.
        matrix.data[row * points + column] = Math.log(scores[3] / scores[2]);
      }
    const literal = interactionOfMatrix(matrix, { tolerance: 0.1 });
    expect(found.rank).toBe(literal.rank);
    expect(found.share).toBeCloseTo(literal.share, 4);
    expect(found.mixedDifference).toBeCloseTo(literal.mixedDifference, 4);
    expect(found.share).toBeGreaterThan(1e-4);
  });

  it("is none at a vertex without edges", () => {
    const { rank, share } = interactionAt(trained, pruned, 3, { points: 5, random: createRandom(2) });
    expect(rank).toBe(1);
    expect(share).toBeLessThan(1e-6);
  });
});

it("relu-order-rank: its smallest form, on the karate club", async () => {
  const plan = {
    graph: "karate",
    models: ["gcn"],
    methods: ["1-wis"],
    seeds: 2,
    levels: [0, 0.8],
    hidden: 2,
    epochs: 2,
    copies: { train: 1, validation: 1, test: 1 },
    points: 3,
  };
  const { comparisons, figures } = await reluOrderRank(both(plan))(experimentContext());
  expect(comparisons).toHaveLength(6);
  expect(comparisons[5]).toMatchObject({ holds: true });
  const [{ figure }, walks] = figures;
  expect(figure.panels.map(({ series }) => series.map(({ name }) => name))).toEqual(
    Array.from({ length: 3 }, () => ["1-wis", "random"]),
  );
  const [wis, random] = walks.figure.panels[0].series.map(({ y }) => Array.from(y));
  expect(wis[0]).toBe(random[0]);
  expect(wis[1]).toBeGreaterThan(random[1]);
});
