import { UndirectedGraph } from "graphology";
import { karateClub } from "graphology-generators/social/index.js";
import { expect, test } from "vitest";
import * as adjacencyLevel from "../../src/adjacency.js";
import { InputError } from "../../src/errors.js";
import * as graphologyLevel from "../../src/index.js";

const graph = karateClub(UndirectedGraph);
const dataset = graphologyLevel.fromGraphology(graph);
const { adjacency } = dataset;

const options = {
  walkLength: 2,
  nodes: ["0"],
  depth: 2,
  width: 2,
  features: 2,
  by: "community",
  remove: 0.5,
};

/** The functions of the Graphology level, each called with another kind of graph. */
const onGraphs = {
  sparsify: (g: never) => graphologyLevel.sparsify(g, options as never),
  "sparsify.flag": (g: never) => graphologyLevel.sparsify.flag(g, options as never),
  "sparsify.assign": (g: never) => graphologyLevel.sparsify.assign(g, options as never),
  removalOrder: (g: never) => graphologyLevel.removalOrder(g),
  "removalOrder.assign": (g: never) => graphologyLevel.removalOrder.assign(g),
  walkIndices: (g: never) => graphologyLevel.walkIndices(g),
  "walkIndices.assign": (g: never) => graphologyLevel.walkIndices.assign(g),
  walkIndex: (g: never) => graphologyLevel.walkIndex(g, options as never),
  separationRankBounds: (g: never) => graphologyLevel.separationRankBounds(g, options as never),
  partitions: (g: never) => graphologyLevel.partitions(g, options as never),
  compareGraphs: (g: never) => graphologyLevel.compareGraphs(g, graph),
  fromGraphology: (g: never) => graphologyLevel.fromGraphology(g),
};

test.each(Object.entries(onGraphs))(
  "%s says what to call for anything but a Graphology graph",
  (name, call) => {
    for (const [value, rest] of [
      [adjacency, 'an Adjacency; call the function on adjacencies of "seprank/adjacency"'],
      [dataset, "a GraphDataset; pass toGraphology(dataset)"],
      [graph.export(), "a serialized Graphology graph; pass Graph.from(data) of graphology"],
      ["2-wis", "string"],
      [null, "null"],
      [undefined, "undefined"],
      [[], "an array"],
    ] as const)
      expect(() => call(value as never)).toThrow(
        new InputError(`${name}: expected a Graphology graph, got ${rest}`),
      );
  },
);

const order = { method: "x", edges: Uint32Array.of(0) };
const partition = { subset: [0] };

/** The functions of the Adjacency level that take one, each called with another kind of graph. */
const onAdjacencies: Record<string, (g: never) => unknown> = {
  balancedCut: (g) => adjacencyLevel.balancedCut(g, 2),
  batchedWis: (g) => adjacencyLevel.batchedWis(g, 1, 2),
  boundary: (g) => adjacencyLevel.boundary(g, [0]),
  bridgePartitions: (g) => adjacencyLevel.bridgePartitions(g),
  closedWalks: (g) => adjacencyLevel.closedWalks(g, 2),
  communityPartitions: (g) => adjacencyLevel.communityPartitions(g),
  componentPartitions: (g) => adjacencyLevel.componentPartitions(g),
  connectedComponents: (g) => adjacencyLevel.connectedComponents(g),
  cutPartitions: (g) => adjacencyLevel.cutPartitions(g),
  degrees: (g) => adjacencyLevel.degrees(g),
  edgeAdditions: (g) => adjacencyLevel.edgeAdditions(g, { sources: [], targets: [] }, { add: 0 }),
  forEachTriangle: (g) => adjacencyLevel.forEachTriangle(g, () => undefined),
  gwis: (g) => adjacencyLevel.gwis(g, 1, [partition]),
  isAdmissible: (g) => adjacencyLevel.isAdmissible(g, [0], [1]),
  maximumAdmissibleSubset: (g) => adjacencyLevel.maximumAdmissibleSubset(g, [0], new Float64Array(34)),
  noRepeatingSharedNeighbors: (g) => adjacencyLevel.noRepeatingSharedNeighbors(g, [0], [1]),
  oneWis: (g) => adjacencyLevel.oneWis(g),
  prune: (g) => adjacencyLevel.prune(g, order, 0),
  relationalWis: (g) => adjacencyLevel.relationalWis(g, 1),
  removalOrder: (g) => adjacencyLevel.removalOrder("2-wis", g),
  separationRankBounds: (g) =>
    adjacencyLevel.separationRankBounds(g, partition, { depth: 1, width: 1, features: 1 }),
  singletonWalkIndices: (g) => adjacencyLevel.singletonWalkIndices(g, 2),
  spectralRadius: (g) => adjacencyLevel.spectralRadius(g),
  subgraphOfEdges: (g) => adjacencyLevel.subgraphOfEdges(g, Uint32Array.of(0)),
  triangleCounts: (g) => adjacencyLevel.triangleCounts(g),
  twoHopPairs: (g) => adjacencyLevel.twoHopPairs(g),
  twoWis: (g) => adjacencyLevel.twoWis(g),
  walkCount: (g) => adjacencyLevel.walkCount(g, 1, [0], [1]),
  walkCounts: (g) => adjacencyLevel.walkCounts(g, 1),
  walkIndex: (g) => adjacencyLevel.walkIndex(g, 1, partition),
  walkIndices: (g) => adjacencyLevel.walkIndices(g, 1, [partition]),
  wis: (g) => adjacencyLevel.wis(g, 1),
};

test.each(Object.entries(onAdjacencies))(
  "%s says what to call for anything but an Adjacency",
  (name, call) => {
    for (const [value, rest] of [
      [
        graph,
        'a Graphology graph; pass fromGraphology(graph).adjacency, or call the function on graphs, if "seprank" has one',
      ],
      [dataset, "a GraphDataset; pass its adjacency"],
      [undefined, "undefined"],
      [{}, "object"],
    ] as const)
      expect(() => call(value as never)).toThrow(
        new InputError(`${name}: expected an Adjacency, got ${rest}`),
      );
  },
);

/** The functions that take a whole data set. */
const onDatasets: Record<string, (g: never) => unknown> = {
  addEdges: (g) => adjacencyLevel.addEdges(g, { sources: [], targets: [] }),
  labelPartitions: (g) => adjacencyLevel.labelPartitions(g),
  matchEdges: (g) => adjacencyLevel.matchEdges(g, dataset),
  orderOfEdges: (g) => adjacencyLevel.orderOfEdges(g, dataset as never),
  partitionsBy: (g) => adjacencyLevel.partitionsBy("community", g),
  pruneDataset: (g) => adjacencyLevel.pruneDataset(g, order, 0),
  readPartitions: (g) => adjacencyLevel.readPartitions(new Uint8Array(), g),
  toGraphology: (g) => graphologyLevel.toGraphology(g),
};

test.each(Object.entries(onDatasets))("%s says what to pass for anything but a data set", (name, call) => {
  for (const [value, rest] of [
    [graph, "a Graphology graph; pass fromGraphology(graph)"],
    [adjacency, "an Adjacency; pass the data set that it is part of"],
    [undefined, "undefined"],
  ] as const)
    expect(() => call(value as never)).toThrow(
      new InputError(`${name}: expected a GraphDataset, got ${rest}`),
    );
});

test("no function of the Adjacency level is left out here", () => {
  const known = { ...onAdjacencies, ...onDatasets };
  const others = [
    ...[
      "FormatError",
      "InputError",
      "TimeoutError",
      "buildAdjacency",
      // The rows that one makes and the other takes are checked in test/sparsify/wis.
      "compactOneWis",
      "neighborRows",
      "createRandom",
      "fromGraphology",
      "randomSplit",
      "orderPrefix",
    ],
    ...[
      "readGraph",
      "writeGraph",
      "parseMethod",
      "methodFacts",
      "methodNames",
      "spectralSample",
      "registerSparsifier",
    ],
  ];
  const functions = Object.entries(adjacencyLevel).flatMap(([name, value]) =>
    typeof value === "function" ? [name] : [],
  );
  expect(functions.filter((name) => !Object.hasOwn(known, name)).sort()).toEqual(others.sort());
});
