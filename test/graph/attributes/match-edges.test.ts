import fc from "fast-check";
import { expect, it } from "vitest";
import { subgraphOfEdges } from "../../../src/graph/adjacency.js";
import { matchEdges } from "../../../src/graph/attributes/match-edges.js";
import type { GraphDataset } from "../../../src/graph/dataset.js";
import { readGraph } from "../../../src/graph/formats/formats.js";
import { arbitraryAnyGraph } from "../../oracles/walks.js";

const read = (text: string, name: string, directed = false) =>
  readGraph(new TextEncoder().encode(text), { name, format: "csv", directed });

it("finds edges by the names of their ends, in either direction where there is none", async () => {
  const whole = await read("a,b\nb,c\nc,d\n", "whole.csv");
  const part = await read("d,c\na,b\na,c\n", "part.csv");
  expect([...matchEdges(whole, part)]).toEqual([2, 0, -1]);
  const arrows = await read("a,b\nb,a\n", "arrows.csv", true);
  expect([...matchEdges(arrows, await read("b,a\n", "back.csv", true))]).toEqual([1]);
});

it("finds every edge of a subgraph, with directions and edge types", async () => {
  const frame = await read("a,b\n", "frame.csv");
  const dataset = (adjacency: GraphDataset["adjacency"]) => ({ ...frame, vertexNames: null, adjacency });
  fc.assert(
    fc.property(
      arbitraryAnyGraph(8).chain((graph) =>
        fc.tuple(fc.constant(graph), fc.shuffledSubarray([...Array(graph.edgeCount).keys()])),
      ),
      ([graph, edges]) => {
        const part = dataset(subgraphOfEdges(graph, Uint32Array.from(edges)));
        expect([...matchEdges(dataset(graph), part)]).toEqual(edges);
      },
    ),
  );
});

it("refuses other vertices, and a graph of another kind", async () => {
  const whole = await read("a,b\n", "whole.csv");
  expect(() => matchEdges(whole, { ...whole, vertexNames: ["a", "x"], name: "odd.csv" })).toThrow(
    'odd.csv: expected vertices of whole.csv, got "x"',
  );
  const arrows = { ...whole, adjacency: { ...whole.adjacency, directed: true } };
  expect(() => matchEdges(arrows, whole)).toThrow("expected a directed graph");
});
