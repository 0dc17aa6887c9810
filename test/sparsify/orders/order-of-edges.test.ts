import fc from "fast-check";
import { expect, test } from "vitest";
import { karate } from "../../../datasets/graphs/karate.js";
import { buildAdjacency, NOTHING_DROPPED } from "../../../src/graph/adjacency.js";
import { type ListedEdges, orderOfEdges } from "../../../src/sparsify/orders/order-of-edges.js";

const { adjacency } = karate();
const NAMES = Array.from({ length: adjacency.vertexCount }, (_, t) => `v${t}`);
const GRAPH = { name: "karate", adjacency, vertexNames: NAMES };

/** A list of edges by their ends' names, as a file of them is read. */
function listOf(pairs: readonly (readonly [string, string])[], directed = false): ListedEdges {
  const names = [...new Set(pairs.flat())];
  const built = buildAdjacency({
    vertexCount: names.length,
    sources: pairs.map(([a]) => names.indexOf(a)),
    targets: pairs.map(([, b]) => names.indexOf(b)),
    directed,
  });
  return { name: "mine=order.csv", ...built, vertexNames: names };
}

const edgeOf = (e: number): [string, string] => [NAMES[adjacency.sources[e]], NAMES[adjacency.targets[e]]];
const ALL = Array.from({ length: adjacency.edgeCount }, (_, e) => e);

test("any order of the edges, with either end first, is read back", () => {
  fc.assert(
    fc.property(
      fc.shuffledSubarray(ALL, { minLength: ALL.length }),
      fc.array(fc.boolean(), { minLength: ALL.length, maxLength: ALL.length }),
      (order, turned) => {
        const pairs = order.map((e) => (turned[e] ? edgeOf(e).reverse() : edgeOf(e)) as [string, string]);
        expect([...orderOfEdges(GRAPH, listOf(pairs))]).toEqual(order);
      },
    ),
    { numRuns: 30 },
  );
});

test("vertices without names go by their numbers; an arc has one direction", () => {
  const path = buildAdjacency({ vertexCount: 3, sources: [0, 1], targets: [1, 2], directed: true });
  const graph = { name: "path", adjacency: path.adjacency, vertexNames: null };
  expect([
    ...orderOfEdges(
      graph,
      listOf(
        [
          ["1", "2"],
          ["0", "1"],
        ],
        true,
      ),
    ),
  ]).toEqual([1, 0]);
  expect(() =>
    orderOfEdges(
      graph,
      listOf(
        [
          ["2", "1"],
          ["0", "1"],
        ],
        true,
      ),
    ),
  ).toThrow(/1 missing .* 1 that the graph has not/);
});

test.each([
  ["an edge is missing", ALL.slice(1).map(edgeOf), /1 missing \(such as v0 - v1\)$/],
  [
    "an edge is of another graph",
    [...ALL.map(edgeOf), ["v0", "x"] as [string, string]],
    /1 that the graph has not \(such as v0 - x\)$/,
  ],
  ["an edge is repeated", [...ALL.map(edgeOf), edgeOf(3)], /got 1 repeated$/],
  [
    "a vertex's edge to itself",
    [...ALL.map(edgeOf), ["v1", "v1"] as [string, string]],
    /1 from a vertex to itself$/,
  ],
  ["nothing", [], /78 missing/],
])("bad input: %s", (_, pairs, message) => {
  expect(() => orderOfEdges(GRAPH, listOf(pairs))).toThrow(message);
  expect(() => orderOfEdges(GRAPH, listOf(pairs))).toThrow(
    /^mine=order\.csv: expected each of the 78 edges of karate once/,
  );
});

test("the example's numbers", () => {
  const graph = (sources: number[], targets: number[], name: string) => ({
    name,
    adjacency: buildAdjacency({ vertexCount: 3, sources, targets }).adjacency,
    vertexNames: ["a", "b", "c"],
    dropped: NOTHING_DROPPED,
  });
  expect(orderOfEdges(graph([0, 1], [1, 2], "path"), graph([1, 0], [2, 1], "order.csv"))).toEqual(
    Uint32Array.of(1, 0),
  );
});
