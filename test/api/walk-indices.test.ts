import fc from "fast-check";
import { DirectedGraph, UndirectedGraph } from "graphology";
import { complete, ladder } from "graphology-generators/classic/index.js";
import { caveman } from "graphology-generators/community/index.js";
import { karateClub } from "graphology-generators/social/index.js";
import type { AbstractGraph } from "graphology-types";
import { expect, test } from "vitest";
import { separationRankBounds } from "../../src/api/separation-rank-bounds.js";
import { walkIndex } from "../../src/api/walk-index.js";
import { walkIndices } from "../../src/api/walk-indices.js";
import { InputError } from "../../src/errors.js";
import { separationRankBounds as boundsOfPartition } from "../../src/walks/separation-rank-bounds.js";
import { Graph, graphologyGraph } from "../generators/arbitrary-graphology.js";
import { adjacencyOfPairs } from "../oracles/graphology.js";
import { definedBoundary, matrixOf, power, total } from "../oracles/walks.js";
import { singletonIndices } from "../oracles/wis.js";

const isRead = (graph: AbstractGraph, directed: boolean | undefined) =>
  directed ?? graph.edges().some((key) => graph.isDirected(key) && !graph.isSelfLoop(key));

test("walk indices are those of the definition, by node, and the graph is not changed", () => {
  fc.assert(
    fc.property(
      graphologyGraph(),
      fc.constantFrom(undefined, false),
      fc.integer({ min: 0, max: 3 }),
      (graph, directed, walkLength) => {
        const before = graph.export();
        const result = walkIndices(graph, { walkLength, directed });
        const adjacency = adjacencyOfPairs(graph, isRead(graph, directed));
        const edges = Array.from({ length: adjacency.edgeCount }, (_, e) => e);
        const expected = singletonIndices(adjacency, edges, walkLength);
        expect(Object.keys(result).sort()).toEqual(graph.nodes().sort());
        expect(graph.nodes().map((node) => BigInt(result[node]))).toEqual(expected);
        expect(graph.export()).toEqual(before);
        walkIndices.assign(graph, { walkLength, directed, attribute: "wi" });
        expect(graph.mapNodes((_node, { wi }) => BigInt(wi))).toEqual(expected);
        graph.updateEachNodeAttributes((_node, { wi: _, ...rest }) => rest);
        expect(graph.export()).toEqual(before);
      },
    ),
    { numRuns: 300 },
  );
});

test("the walk index of a set of nodes is that of the definition", () => {
  fc.assert(
    fc.property(
      graphologyGraph(),
      fc.constantFrom(undefined, false),
      fc.integer({ min: 0, max: 3 }),
      fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }),
      fc.boolean(),
      (graph, directed, walkLength, inside, aimed) => {
        const nodes = graph.nodes().filter((_node, k) => inside[k]);
        if (nodes.length === 0 || nodes.length === graph.order) return;
        const a = matrixOf(adjacencyOfPairs(graph, isRead(graph, directed)));
        const subset = nodes.map((node) => graph.nodes().indexOf(node));
        const target = aimed ? graph.nodes()[graph.order - 1] : undefined;
        const ends = aimed ? [graph.order - 1] : a.keys();
        expect(BigInt(walkIndex(graph, { nodes, target, walkLength, directed }))).toBe(
          total(power(a, walkLength), definedBoundary(a, subset), ends),
        );
      },
    ),
    { numRuns: 300 },
  );
});

test("graphology's own graphs", () => {
  // d + 1 and 2 tri + 3 d + 1 by hand.
  expect(walkIndices(complete(Graph, 4), { walkLength: 1, directed: false })).toEqual({
    0: 4,
    1: 4,
    2: 4,
    3: 4,
  });
  expect(walkIndices(ladder(UndirectedGraph, 3))).toEqual({ 0: 7, 1: 10, 2: 7, 3: 7, 4: 10, 5: 7 });
  const club = karateClub(UndirectedGraph);
  const indices = walkIndices(club, { walkLength: 1 });
  expect(Object.values(indices)).toEqual(club.mapNodes((node) => club.degree(node) + 1));
  // Two caves of three: nothing crosses them.
  expect(walkIndex(caveman(UndirectedGraph, 2, 3), { nodes: ["0", "1", "2"], walkLength: 2 })).toBe(0);
});

test("bounds are those of the vertices, in terms of nodes", () => {
  const club = karateClub(UndirectedGraph);
  const nodes = club.filterNodes((_node, { club: own }) => own === "Mr. Hi");
  const size = { depth: 3, width: 4, features: 3 };
  const own = separationRankBounds(club, { nodes, ...size });
  const {
    upper,
    lower,
    walkIndex: index,
    admissible,
  } = boundsOfPartition(adjacencyOfPairs(club, false), { subset: nodes.map(Number) }, size);
  expect(own).toEqual({
    upper,
    lower,
    walkIndex: index,
    admissible: {
      nodes: Array.from(admissible.vertices, String),
      walks: admissible.weight,
      search: admissible.search,
    },
  });
});

test("counts beyond 2^53 stay exact", () => {
  const graph = complete(UndirectedGraph, 40);
  // (A^l)_tt of the complete graph with self-loops is 40^(l - 1).
  expect(walkIndices(graph, { walkLength: 20 })[0]).toBe(40n ** 20n);
});

test("directions count unless they are asked away", () => {
  const graph = new DirectedGraph();
  graph.mergeEdge("a", "b");
  expect(walkIndices(graph, { walkLength: 1 })).toEqual({ a: 0, b: 1 });
  expect(walkIndices(graph, { walkLength: 1, directed: false })).toEqual({ a: 2, b: 2 });
});

test.each([
  [
    () => walkIndices(karateClub(UndirectedGraph), { length: 2 } as never),
    "walkIndices: expected options among walkLength, directed, got length; did you mean walkLength?",
  ],
  [
    () => walkIndices(karateClub(UndirectedGraph), 2 as never),
    "walkIndices: expected options, such as { walkLength }, got number",
  ],
  [
    () => walkIndices(karateClub(UndirectedGraph), { walkLength: -1 }),
    "walk length: expected an integer >= 0, got -1",
  ],
  [
    () => walkIndex(karateClub(UndirectedGraph), { nodes: ["0", "x1"] }),
    'nodes: expected a node of the graph, got "x1"; did you mean "1"?',
  ],
  [() => walkIndex(karateClub(UndirectedGraph), { nodes: "0" }), 'nodes: expected a list of nodes, got "0"'],
  [
    () => walkIndex(karateClub(UndirectedGraph), { nodes: [] }),
    "partition: expected at least one vertex, got none",
  ],
  [
    () => walkIndex(karateClub(UndirectedGraph), undefined as never),
    "walkIndex: expected options, such as { nodes }, got undefined",
  ],
  [
    () => separationRankBounds(karateClub(UndirectedGraph), { nodes: ["0"], width: 2, features: 2 } as never),
    "depth: expected an integer >= 1, got undefined",
  ],
])("bad input %#", (call, message) => {
  expect(call).toThrow(new InputError(message));
});
