import fc from "fast-check";
import { MultiGraph, UndirectedGraph } from "graphology";
import { expect, test } from "vitest";
import { InputError } from "../../../src/errors.js";
import { type GetEdgeWeight, indexGraph } from "../../../src/graph/graphology/index-graph.js";
import { Graph, graphologyGraph } from "../../generators/arbitrary-graphology.js";
import { adjacencyOfPairs, joinedPairs } from "../../oracles/graphology.js";

test("vertices and edges are the graph's, in its order, whatever its class", () => {
  fc.assert(
    fc.property(graphologyGraph(), fc.boolean(), (graph, asked) => {
      const directed = asked && graph.edges().some((e) => graph.isDirected(e) && !graph.isSelfLoop(e));
      const { adjacency, nodes, keys, edgeOf, vertexOf, isMixed } = indexGraph(graph, {
        directed,
        getEdgeWeight: null,
      });
      expect(nodes).toEqual(graph.nodes());
      expect([...vertexOf]).toEqual(nodes.map((node, t) => [node, t]));
      expect(keys).toEqual(graph.edges());
      expect(adjacency).toEqual(adjacencyOfPairs(graph, directed));
      const kinds = new Set(
        keys.filter((key) => !graph.isSelfLoop(key)).map((key) => graph.isUndirected(key)),
      );
      expect(isMixed).toBe(directed && kinds.size === 2);
      const pairs = joinedPairs(graph, directed);
      keys.forEach((key, k) => {
        const isOwn = ({ ends, keys: own }: (typeof pairs)[number]) =>
          own.includes(key) && (!directed || ends[0] === graph.source(key));
        expect(edgeOf[k]).toBe(graph.isSelfLoop(key) ? -1 : pairs.findIndex(isOwn));
      });
    }),
    { numRuns: 300 },
  );
});

test("the weight of an edge is the sum over its keys, 1 for a key without one where others have some", () => {
  fc.assert(
    fc.property(graphologyGraph(), (graph) => {
      const { adjacency, weights } = indexGraph(graph, { directed: false });
      const own = graph.edges().map((key) => graph.getEdgeAttribute(key, "weight"));
      if (own.every((weight) => weight === undefined)) {
        expect([adjacency.weights, weights]).toEqual([null, null]);
        return;
      }
      const sums = joinedPairs(graph, false).map(({ keys }) =>
        keys.reduce((sum, key) => sum + (graph.getEdgeAttribute(key, "weight") ?? 1), 0),
      );
      expect([...(adjacency.weights ?? [])]).toEqual(sums);
    }),
  );
});

test("weights: an attribute by name, a function of an edge, or null", () => {
  const graph = new MultiGraph({ type: "undirected" });
  graph.addNode("a", { size: 2 });
  graph.addNode("b", { size: 5 });
  graph.addEdge("a", "b", { strength: 3 });
  graph.addEdge("b", "a", { strength: 4 });
  const weightsBy = (getEdgeWeight?: GetEdgeWeight) => indexGraph(graph, { getEdgeWeight }).adjacency.weights;
  expect(weightsBy()).toBe(null);
  expect(weightsBy("strength")).toEqual(Float64Array.of(7));
  expect(weightsBy(null)).toBe(null);
  expect(
    weightsBy((_key, { strength }, source, _target, { size }) =>
      source === "a" ? strength * size : strength,
    ),
  ).toEqual(Float64Array.of(3 * 2 + 4));
});

test("a weight that is none, an attribute that no edge has, and directions of none are errors", () => {
  const graph = new UndirectedGraph();
  graph.mergeEdgeWithKey("k", "a", "b", { weight: "3" });
  expect(() => indexGraph(graph)).toThrow(
    new InputError('getEdgeWeight: expected a finite number, got "3" for edge "k"'),
  );
  expect(() => indexGraph(graph, { getEdgeWeight: "wieght" })).toThrow(
    'getEdgeWeight: expected an attribute of the edges, got "wieght", which no edge has; null for no weights',
  );
  expect(() => indexGraph(graph, { getEdgeWeight: () => Number.NaN })).toThrow(InputError);
  expect(() => indexGraph(graph, { directed: true, getEdgeWeight: null })).toThrow(
    "directed: expected a graph with directed edges, got undirected edges only",
  );
  expect(indexGraph(new Graph()).adjacency.edgeCount).toBe(0);
});
