import fc from "fast-check";
import { DirectedGraph, MultiUndirectedGraph, UndirectedGraph } from "graphology";
import { caveman } from "graphology-generators/community/index.js";
import { clusters, erdosRenyi } from "graphology-generators/random/index.js";
import { karateClub } from "graphology-generators/social/index.js";
import type { AbstractGraph } from "graphology-types";
import { expect, test } from "vitest";
import { removalOrder } from "../../src/api/removal-order.js";
import { sparsify } from "../../src/api/sparsify.js";
import { InputError } from "../../src/errors.js";
import { fromGraphology } from "../../src/graph/graphology/convert.js";
import { createRandom } from "../../src/random.js";
import { METHODS } from "../../src/sparsify/catalog.js";
import type { MethodName } from "../../src/sparsify/method-spec.js";
import { removalOrder as orderOfAdjacency } from "../../src/sparsify/order-by-method.js";
import { Graph, graphologyGraph } from "../generators/arbitrary-graphology.js";
import { adjacencyOfPairs, joinedPairs } from "../oracles/graphology.js";
import { literalOneWis, literalWis } from "../oracles/wis.js";

/** Whether directions are kept, and, where edges are of both kinds, no. */
function reading(graph: AbstractGraph, asked: boolean | undefined): boolean {
  return asked ?? graph.edges().some((key) => graph.isDirected(key) && !graph.isSelfLoop(key));
}

function isMixed(graph: AbstractGraph): boolean {
  return (
    new Set(
      graph
        .edges()
        .filter((key) => !graph.isSelfLoop(key))
        .map((key) => graph.isDirected(key)),
    ).size === 2
  );
}

test("1-WIS by keys is Algorithm 2 and 2-WIS Algorithm 1 of the thesis, on graphs of every class", () => {
  fc.assert(
    fc.property(
      graphologyGraph(),
      fc.constantFrom(undefined, false),
      fc.constantFrom("1-wis", "2-wis"),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (graph, directed, method, share) => {
        fc.pre(directed === false || !isMixed(graph));
        const before = graph.export();
        const isDirected = reading(graph, directed);
        const pairs = joinedPairs(graph, isDirected);
        const adjacency = adjacencyOfPairs(graph, isDirected);
        const expected =
          method === "1-wis" && !isDirected
            ? literalOneWis(adjacency)
            : literalWis(adjacency, Number(method[0]));
        const options = { method, directed } as const;
        expect(removalOrder(graph, options)).toEqual(expected.flatMap((e) => pairs[e].keys));

        const count = Math.round(share * pairs.length);
        const gone = new Set(expected.slice(0, count).flatMap((e) => pairs[e].keys));
        const remove = { count };
        const sparse = sparsify(graph, { ...options, remove });
        // All of the graph but the removed edges: class, nodes, order, keys, attributes.
        expect(sparse.export()).toEqual({
          ...before,
          edges: before.edges.filter(({ key }) => !gone.has(key as string)),
        });
        expect(
          sparsify(graph, { ...options, remove: { share: count / Math.max(1, pairs.length) } }).export(),
        ).toEqual(sparse.export());
        const kept = graph.edges().filter((key) => !gone.has(key));
        expect([...sparsify.flag(graph, { ...options, remove })]).toEqual(kept);
        expect(graph.export()).toEqual(before);

        sparsify.assign(graph, { ...options, remove, attribute: "stays" });
        removalOrder.assign(graph, { ...options, attribute: "rank" });
        expect(graph.filterEdges((_key, { stays }) => stays)).toEqual(kept);
        expect(graph.filterEdges((_key, { rank }) => rank < count)).toEqual(
          graph.edges().filter((key) => gone.has(key)),
        );
        graph.updateEachEdgeAttributes((_key, { stays, rank, ...rest }) => rest);
        expect(graph.export()).toEqual(before);
      },
    ),
    { numRuns: 300 },
  );
});

test("a function of an edge: the lowest score goes first, of parallel edges the highest counts", () => {
  fc.assert(
    fc.property(graphologyGraph(), fc.func(fc.integer({ min: 0, max: 5 })), (graph, score) => {
      const pairs = joinedPairs(graph, false);
      const scores = pairs.map(({ keys }) => Math.max(...keys.map((key) => score(key))));
      const expected = [...pairs.keys()].sort((a, b) => scores[a] - scores[b] || a - b);
      expect(removalOrder(graph, { method: (key) => score(key), directed: false })).toEqual(
        expected.flatMap((e) => pairs[e].keys),
      );
    }),
  );
});

test("every method gives on a graph what it gives on its adjacency", () => {
  const graph = clusters(UndirectedGraph, {
    order: 40,
    size: 120,
    clusters: 3,
    rng: createRandom(1).uniform,
  });
  let k = 0;
  graph.updateEachEdgeAttributes((_key, attributes) => ({ ...attributes, weight: 1 + (k++ % 7) }));
  const { adjacency } = fromGraphology(graph);
  const keys = graph.edges();
  for (const method of Object.keys(METHODS) as MethodName[]) {
    if (method === "ugs") continue;
    const own = orderOfAdjacency(method, adjacency, { seed: 5, remove: 50 });
    const expected = new Set([...own.edges.subarray(50)].map((e) => keys[e]));
    const sparse = sparsify(graph, { method, seed: 5, remove: { count: 50 } });
    expect(new Set(sparse.edges()), method).toEqual(expected);
    if (own.only === undefined)
      expect(removalOrder(graph, { method, seed: 5 }), method).toEqual([...own.edges].map((e) => keys[e]));
  }
});

test("new weights are written where the weights are, and shared out over parallel edges", () => {
  const graph = new MultiUndirectedGraph();
  const random = createRandom(2);
  for (let t = 0; t < 12; t++)
    for (let s = 0; s < t; s++) graph.mergeEdge(s, t, { strength: 1 + random.integer(3) });
  graph.addEdgeWithKey("again", 0, 1, { strength: 7, color: "red" });
  graph.addEdgeWithKey("loop", 3, 3, { strength: 2 });
  const options = {
    method: "spectral-reweighted",
    remove: { count: 20 },
    getEdgeWeight: "strength",
  } as const;
  const sparse = sparsify(graph, options);
  const pairs = joinedPairs(graph, false);
  const adjacency = {
    ...adjacencyOfPairs(graph, false),
    weights: Float64Array.from(pairs, ({ keys }) =>
      keys.reduce((sum, key) => sum + graph.getEdgeAttribute(key, "strength"), 0),
    ),
  };
  const { weights, edges } = orderOfAdjacency("spectral-reweighted", adjacency, { remove: 20 });
  for (const e of edges.subarray(20)) {
    const { keys } = pairs[e];
    const own = keys.map((key) => sparse.getEdgeAttribute(key, "strength"));
    expect(own.reduce((a, b) => a + b)).toBeCloseTo(weights?.[e] as number, 12);
    const before = keys.map((key) => graph.getEdgeAttribute(key, "strength"));
    expect(own[0] * before[before.length - 1]).toBeCloseTo(own[own.length - 1] * before[0], 12);
  }
  expect(sparse.getEdgeAttributes("loop")).toEqual({ strength: 2 });
  expect(() => sparsify.flag(graph, options)).toThrow(
    "spectral-reweighted: expected a method that leaves weights as they are, got one that gives new ones; call sparsify",
  );
  expect(() => sparsify.assign(graph, options)).toThrow(InputError);
});

test("protected edges and degrees to keep: in no order, never removed", () => {
  const graph = karateClub(UndirectedGraph);
  const keys = graph.edges();
  const protect = [keys[3], keys[70]];
  const order = removalOrder(graph, { method: "2-wis", protect, keepDegree: 1 });
  expect(order).not.toContain(keys[3]);
  const sparse = sparsify(graph, {
    method: "2-wis",
    protect,
    keepDegree: 1,
    remove: { count: order.length },
  });
  expect(sparse.nodes().every((node) => sparse.degree(node) >= 1)).toBe(true);
  expect(sparse.edges()).toEqual(keys.filter((key) => !order.includes(key)));
  expect(() => sparsify(graph, { protect, keepDegree: 1, remove: { count: graph.size } })).toThrow(
    "as the others are protected",
  );
  removalOrder.assign(graph, { method: "2-wis", protect, keepDegree: 1 });
  removalOrder.assign(graph, { method: "2-wis", protect, keepDegree: 1 });
  expect(graph.hasEdgeAttribute(keys[3], "removalRank")).toBe(false);
});

test("partitions, by nodes and by name", () => {
  const graph = caveman(UndirectedGraph, 3, 4);
  graph.mergeEdge(0, 4);
  graph.mergeEdge(4, 8);
  const cave = [0, 1, 2, 3].map(String);
  const order = removalOrder(graph, { method: "gwis", partitions: [{ nodes: cave }], walkLength: 1 });
  // Removing the only edge that crosses takes all of the walk index: it goes last.
  expect(order.at(-1)).toBe(graph.edge(0, 4));
  graph.updateEachNodeAttributes((node) => ({ cave: Math.floor(Number(node) / 4) }));
  const byLabel = removalOrder(graph, { method: "1-gwis@label", getNodeLabel: "cave" });
  expect(byLabel.slice(-2).sort()).toEqual([graph.edge(0, 4), graph.edge(4, 8)].sort());
  expect(
    removalOrder(graph, { method: "1-gwis@label", getNodeLabel: (node) => Math.floor(Number(node) / 4) }),
  ).toEqual(byLabel);
  expect(() => removalOrder(graph, { method: "gwis@label" })).toThrow(
    'getNodeLabel: expected an attribute of the nodes, got "label", which no node has',
  );
});

test("the result is of the same kind, and apart from the graph", () => {
  const graph = erdosRenyi(DirectedGraph, { order: 12, probability: 0.3, rng: createRandom(3).uniform });
  const sparse = sparsify(graph, { method: "random", remove: "50%" });
  expect([sparse.type, sparse.multi, sparse.allowSelfLoops]).toEqual(["directed", false, true]);
  expect(sparse.size).toBe(graph.size - Math.round(graph.size / 2));
  sparse.setNodeAttribute("0", "mark", true);
  sparse.setEdgeAttribute(sparse.edges()[0], "mark", true);
  sparse.dropNode("1");
  expect(graph.hasNodeAttribute("0", "mark")).toBe(false);
  expect(graph.someEdge((_key, { mark }) => mark === true)).toBe(false);
  expect(graph.order).toBe(12);
});

const club = () => karateClub(UndirectedGraph);
const arcs = () => {
  const graph = new Graph();
  graph.mergeEdge("a", "b");
  return graph;
};
const mixed = () => {
  const graph = arcs();
  graph.mergeUndirectedEdge("b", "c");
  return graph;
};

test.each<[string, () => unknown, string]>([
  [
    "remove: 1",
    () => sparsify(club(), { remove: 1 }),
    'remove: expected a share or a number of edges, got 1, which could be either; say { count: 1 } or "1" for one edge, { share: 1 } or "100%" for all',
  ],
  [
    "no remove",
    () => sparsify(club(), {} as never),
    'remove: expected a share (0.5), a percentage ("50%"), a number of edges (2639), { share } or { count }, got undefined',
  ],
  [
    "no options",
    () => sparsify(club(), undefined as never),
    "sparsify: expected options, such as { method }, got undefined",
  ],
  [
    "a share too large",
    () => sparsify(club(), { remove: 1.5 }),
    "remove: expected a fraction from 0.0 to 1.0 (0% to 100%), got 1.5; a whole number removes so many edges",
  ],
  [
    "too many",
    () => sparsify(club(), { remove: 79 }),
    "remove: expected 0 to 78 edges, all there are, got 79",
  ],
  [
    "half an edge",
    () => sparsify(club(), { remove: { count: 1.5 } }),
    "remove: expected a whole number of edges, got 1.5",
  ],
  [
    "an option that is none",
    () => sparsify(club(), { remove: 0.5, methd: "random" } as never),
    "did you mean method?",
  ],
  ["a method that is none", () => removalOrder(club(), { method: "2-wiss" as never }), "did you mean 2-wis?"],
  [
    "a method of another kind",
    () => removalOrder(club(), { method: 2 as never }),
    "method: expected a name or a function of an edge, got number",
  ],
  [
    "walk length for random",
    () => removalOrder(club(), { method: "random", walkLength: 2 }),
    "walkLength: expected none for random",
  ],
  [
    "weights for 1-wis",
    () => removalOrder(club(), { method: "1-wis", getEdgeWeight: "weight" }),
    "getEdgeWeight: expected none for 1-wis, which takes no weights; leave it out",
  ],
  [
    "labels for 1-wis",
    () => removalOrder(club(), { method: "1-wis", getNodeLabel: "club" }),
    "getNodeLabel: expected none for 1-wis",
  ],
  [
    "a seed for a function",
    () => removalOrder(club(), { method: () => 1, seed: 1 }),
    "seed: expected none for a function as the method; leave it out",
  ],
  [
    "a score that is none",
    () => removalOrder(club(), { method: () => Number.NaN }),
    "method: expected a number as the score of edge",
  ],
  [
    "an unknown key",
    () => removalOrder(club(), { protect: ["x"] }),
    'protect: expected keys of edges, got "x"',
  ],
  [
    "a key in place of a list",
    () => removalOrder(club(), { protect: "x" }),
    "protect: expected a list of edge keys, got string",
  ],
  [
    "an edge set in place of an order",
    () => removalOrder(club(), { method: "spanner" }),
    "spanner: expected a method that makes an order, got one that chooses the edges of each level anew; call sparsify",
  ],
  [
    "training",
    () => removalOrder(club(), { method: "ugs" }),
    "ugs: expected features and labels to train a network on",
  ],
  [
    "weights that are not there",
    () => removalOrder(arcs(), { method: "disparity", directed: false }),
    "disparity",
  ],
  [
    "directions for jaccard",
    () => removalOrder(arcs(), { method: "jaccard" }),
    "jaccard: expected undirected edges, got 1 with a direction; pass directed: false to read them as undirected",
  ],
  [
    "both kinds of edges",
    () => removalOrder(mixed()),
    "removalOrder: expected edges that all have a direction or all have none, got both; pass directed: false to read them all as undirected",
  ],
])("%s is an error", (_name, call, message) => {
  expect(call).toThrow(InputError);
  expect(call).toThrow(message);
});
