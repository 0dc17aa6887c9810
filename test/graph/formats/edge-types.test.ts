import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildAdjacency } from "../../../src/graph/adjacency.js";
import { edgeTypeName } from "../../../src/graph/attributes/edge-types.js";
import { vertexName } from "../../../src/graph/attributes/vertex-names.js";
import { bareDataset } from "../../../src/graph/bare-dataset.js";
import type { GraphDataset } from "../../../src/graph/dataset.js";
import { type GraphFormat, partsLost, readGraph, writeGraph } from "../../../src/graph/formats/formats.js";

/** Edges as their ends and type, by name. */
function triplesOf(dataset: GraphDataset): string[][] {
  const { sources, targets } = dataset.adjacency;
  return Array.from(sources, (s, e) => [
    vertexName(dataset, s),
    `${edgeTypeName(dataset, e)}`,
    vertexName(dataset, targets[e]),
  ]);
}

const read = (text: string, edgeType: string, options: { name?: string; directed?: boolean } = {}) =>
  readGraph(new TextEncoder().encode(text), { name: "graph.csv", edgeType, ...options });

const NAMES = ["eats", "knows", "is a, b", 'says "no"', "0", "17"].sort();

const typedGraph = fc
  .record({
    directed: fc.boolean(),
    named: fc.boolean(),
    weighted: fc.boolean(),
    edges: fc.array(fc.tuple(fc.nat(6), fc.nat(6), fc.nat(5)), { minLength: 1, maxLength: 30 }),
  })
  .filter(({ edges }) => edges.some(([s, t]) => s !== t))
  .map(({ directed, named, weighted, edges }) => {
    const built = buildAdjacency({
      vertexCount: 7,
      directed,
      sources: edges.map(([s]) => s),
      targets: edges.map(([, t]) => t),
      types: edges.map(([, , type]) => type),
      weights: weighted ? edges.map((_, e) => e / 4) : null,
    });
    return bareDataset({ name: "graph", ...built, ...(named ? { edgeTypeNames: NAMES } : {}) });
  });

describe("edge types", () => {
  it.each<[GraphFormat, string | undefined]>([
    ["csv", "type"],
    ["tsv", "type"],
    ["edge-list", "type"],
    ["json", "type"],
    ["graphml", "type"],
    ["gexf", "type"],
    ["npz", undefined],
  ])("come back from %s with names, directions, weights and parallel edges", async (format, edgeType) => {
    await fc.assert(
      fc.asyncProperty(typedGraph, async (graph) => {
        expect(partsLost(graph, format)).toEqual([]);
        const bytes = await writeGraph(graph, format);
        const { directed } = graph.adjacency;
        const again = await readGraph(bytes, { name: "again", format, directed, edgeType });
        expect(triplesOf(again)).toEqual(triplesOf(graph));
        expect(again.adjacency.weights).toEqual(graph.adjacency.weights);
        expect(again.edgeAttributes).toBeNull();
      }),
      { numRuns: 40 },
    );
  });

  it("stand in a column by its name, or its number, also between the vertices", async () => {
    const named = "head,tail,relation,when\na,b,knows,1\nb,a,owns,2\na,b,owns,3\na,b,knows,4\n";
    const graph = await read(named, "relation", { directed: true });
    expect(graph.edgeTypeNames).toEqual(["knows", "owns"]);
    expect(triplesOf(graph)).toEqual([
      ["a", "knows", "b"],
      ["b", "owns", "a"],
      ["a", "owns", "b"],
    ]);
    expect(graph.dropped).toEqual({ duplicates: 1, selfLoops: 0 });
    expect(graph.adjacency.weights).toBeNull();
    const triples = await read("a\tknows\tb\nb\towns\tc\n", "2", { name: "triples.tsv" });
    expect(triplesOf(triples)).toEqual([
      ["a", "knows", "b"],
      ["b", "owns", "c"],
    ]);
    expect(triplesOf(await read("knows,a,b\n", "1"))).toEqual([["a", "knows", "b"]]);
    // Any first row with the column's name is a header.
    expect(triplesOf(await read("x,y,how\na,b,c\n", "how"))).toEqual([["a", "c", "b"]]);
    const weighted = await read("source,target,weight,type\n1,2,0.5,7\n", "type");
    expect([weighted.adjacency.weights, weighted.adjacency.types]).toEqual([
      Float64Array.of(0.5),
      Uint16Array.of(7),
    ]);
    expect(weighted.edgeTypeNames).toBeUndefined();
    // Without the option a column of types is no weight.
    const untyped = await readGraph(new TextEncoder().encode("source,target,type\n1,2,7\n"), {
      name: "a.csv",
    });
    expect([untyped.adjacency.weights, untyped.adjacency.types]).toEqual([null, null]);
  });

  it("are missed in one line", async () => {
    await expect(read("source,target,kind\na,b,c\n", "relation")).rejects.toThrow(
      'expected a column of edge types "relation" beside two of vertices, got the columns source, target, kind',
    );
    await expect(read("a,b,c\n", "4")).rejects.toThrow(
      'expected a column of edge types "4" beside two of vertices, got 3 columns without names',
    );
    await expect(read("source,target,kind\na,b,c\na,b,\n", "kind")).rejects.toThrow(
      "expected an edge type, got nothing",
    );
    const many = Array.from({ length: 65_537 }, (_, k) => `a,b,t${k}\n`).join("");
    await expect(read(`source,target,kind\n${many}`, "kind")).rejects.toThrow(
      "edge types: expected at most 65536 different ones, got 65537",
    );
    const json = '{"nodes":[{"key":"a"},{"key":"b"}],"edges":[{"source":"a","target":"b"}]}';
    await expect(read(json, "kind", { name: "graph.json" })).rejects.toThrow(
      'edge "a" - "b": expected a string or a number as its type "kind", got none',
    );
    const npz = await writeGraph(bareDataset({ ...(await read("a,b,c\n", "3")) }), "npz");
    await expect(readGraph(npz, { name: "graph.npz", edgeType: "type" })).rejects.toThrow(
      'graph.npz: expected no choice of an edge type, got "type"; it is for edge-list, csv, tsv, parquet, arrow, json, node-link, graphml, gexf, gml, this is npz',
    );
  });
});
