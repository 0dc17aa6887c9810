import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readGraph, writeGraph } from "../../../../src/graph/formats/formats.js";
import { dataset, edgesOf, plain } from "../../../generators/arbitrary-graphs.js";

const read = (value: unknown, options = {}) =>
  readGraph(new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value)), {
    name: "x.json",
    ...options,
  });

describe("node-link JSON", () => {
  test("of networkx: links or edges, flags, attributes of graph, nodes and edges, tuples as names", async () => {
    for (const key of ["links", "edges"]) {
      const graph = await read(
        {
          directed: true,
          multigraph: true,
          graph: { name: "g", year: 2020 },
          nodes: [{ club: "go", id: 1 }, { id: "b" }, { id: [0, 1] }],
          [key]: [
            { weight: 2, kind: "likes", source: 1, target: "b", key: 0 },
            { source: "b", target: [0, 1], kind: "knows", key: 1 },
          ],
        },
        { directed: true, edgeType: "kind" },
      );
      expect(edgesOf(graph)).toEqual([
        ["1", "b", 2],
        ["b", "[0,1]", 1],
      ]);
      expect(graph.adjacency.directed).toBe(true);
      expect(graph.edgeTypeNames).toEqual(["knows", "likes"]);
      expect(Object.fromEntries(graph.edgeAttributes ?? [])).toEqual({ key: Float64Array.of(0, 1) });
      expect(graph.vertexAttributes).toEqual([{ club: "go" }, {}, {}]);
      expect(graph.graphAttributes).toEqual({ name: "g", year: 2020 });
    }
  });

  test("of d3: ends are ids, or places where no node has one", async () => {
    const byId = await read({
      nodes: [
        { id: "Myriel", group: 1 },
        { id: "Napoleon", group: 2 },
      ],
      links: [{ source: "Napoleon", target: "Myriel", value: 1 }],
    });
    expect(edgesOf(byId)).toEqual([["Napoleon", "Myriel", null]]);
    const byPlace = await read({ nodes: [{ name: "a" }, { name: "b" }], links: [{ source: 1, target: 0 }] });
    expect(byPlace.notices).toEqual(["nodes without id: called by their places, from 0"]);
    expect(byPlace.vertexAttributes).toEqual([{ name: "a" }, { name: "b" }]);
    expect(byPlace.adjacency.edgeCount).toBe(1);
  });

  test.each([
    [
      "an edge to nowhere",
      { nodes: [{ id: 1 }], links: [{ source: 1, target: 2 }] },
      /an edge names the vertex "2", which is not declared/,
    ],
    ["a node twice", { nodes: [{ id: 1 }, { id: "1" }], links: [] }, /the vertex "1" is declared twice/],
    [
      "an id that some nodes lack",
      { nodes: [{ id: 1 }, {}], links: [] },
      /expected a string or a number as id of nodes\[1\]/,
    ],
    [
      "an edge without a target",
      { nodes: [{ id: 1 }], links: [{ source: 1 }] },
      /expected a string or a number as target of links\[0\]/,
    ],
    ["links and edges", { nodes: [{ id: 1 }], links: [], edges: [{}] }, /expected links or edges, got both/],
    ["a node that is no object", { nodes: [3], links: [] }, /expected an object as nodes\[0\]/],
  ])("%s is refused", async (_what, value, message) => {
    await expect(read(value)).rejects.toThrow(message);
  });

  test("comes back whole", async () => {
    const graphs = dataset({ name: () => true, attributes: true });
    await fc.assert(
      fc.asyncProperty(graphs, async (graph) => {
        const labelled = Array.from(graph.labels ?? []).filter((label) => label >= 0);
        fc.pre(graph.labels === null || labelled.length < 2 || new Set(labelled).size < labelled.length);
        const bytes = await writeGraph(graph, "node-link").catch((error: Error) => {
          expect(error.message).toMatch(/an attribute is called (id|source|target), which node-link/);
          return undefined;
        });
        fc.pre(bytes !== undefined);
        const again = await readGraph(bytes as Uint8Array, {
          name: "x.json",
          directed: graph.adjacency.directed,
        });
        expect(plain(again)).toEqual({ ...plain(graph), splits: [] });
      }),
      { numRuns: 100 },
    );
  });
});
