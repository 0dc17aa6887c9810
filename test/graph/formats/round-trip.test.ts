import fc from "fast-check";
import { DirectedGraph, UndirectedGraph } from "graphology";
import { type AsyncBuffer, parquetReadObjects } from "hyparquet";
import { describe, expect, test } from "vitest";
import { featuresFromDense } from "../../../src/graph/attributes/features.js";
import { namesFromOne } from "../../../src/graph/attributes/vertex-names.js";
import type { GraphDataset } from "../../../src/graph/dataset.js";
import {
  type GraphFormat,
  readGraph,
  verticesLost,
  writeGraph,
  writeNodes,
} from "../../../src/graph/formats/formats.js";
import { fromGraphology, toGraphology } from "../../../src/graph/graphology/convert.js";
import { dataset, edgesOf, isXmlText, plain } from "../../generators/arbitrary-graphs.js";

const isText = (name: string) => !name.includes("\0");

async function throughFile(graph: GraphDataset, format: GraphFormat, file: string): Promise<GraphDataset> {
  const bytes = await writeGraph(graph, format, { name: file });
  expect(await writeGraph(graph, format, { name: file }), "same data set, same bytes").toEqual(bytes);
  return readGraph(bytes, { name: file, directed: graph.adjacency.directed });
}

/** Labels that differ at every vertex are taken for display names. */
function hasClasses({ labels }: GraphDataset): boolean {
  const labelled = Array.from(labels ?? []).filter((label) => label >= 0);
  return labels === null || labelled.length < 2 || new Set(labelled).size < labelled.length;
}

describe("lists of edges come back with names, weights and order", () => {
  test.each([
    ["csv", "graph.csv"],
    ["csv", "graph.csv.gz"],
    ["tsv", "graph.tsv"],
    ["edge-list", "graph.txt"],
  ] as const)("%s as %s", async (format, file) => {
    const graphs = dataset({ name: isText });
    await fc.assert(
      fc.asyncProperty(graphs, async (graph) => {
        fc.pre(graph.adjacency.edgeCount > 0);
        const again = await throughFile(graph, format, file);
        expect(edgesOf(again)).toEqual(edgesOf(graph));
        expect(again.adjacency.directed).toBe(graph.adjacency.directed);
        expect(again.adjacency.vertexCount).toBe(graph.adjacency.vertexCount - verticesLost(graph, format));
      }),
      { numRuns: 150 },
    );
  });
});

describe("files with attributes come back whole", () => {
  test.each([
    ["json", "graph.json"],
    ["graphml", "graph.graphml"],
    ["graphml", "graph.xml.gz"],
    ["gexf", "graph.gexf"],
  ] as const)("%s as %s", async (format, file) => {
    const graphs = dataset({ name: format === "json" ? () => true : isXmlText, attributes: true });
    await fc.assert(
      fc.asyncProperty(graphs, async (graph) => {
        fc.pre(hasClasses(graph));
        const again = await throughFile(graph, format, file);
        expect(plain(again)).toEqual({ ...plain(graph), splits: [] });
        expect(verticesLost(graph, format)).toBe(0);
      }),
      { numRuns: 150 },
    );
  });
});

test("npz comes back whole, splits too, and remembers the direction", async () => {
  await fc.assert(
    fc.asyncProperty(dataset({ name: (name) => !name.endsWith("\0"), splits: true }), async (graph) => {
      const again = await readGraph(await writeGraph(graph, "npz"), { name: "graph.npz" });
      expect(plain(again)).toEqual(plain(graph));
      expect(again.classNames).toEqual(graph.classNames);
    }),
    { numRuns: 150 },
  );
});

test("parquet's two tables hold edges, weights, names, classes and features", async () => {
  await fc.assert(
    fc.asyncProperty(dataset({ name: (name) => !/[\p{Surrogate}\ufeff]/u.test(name) }), async (graph) => {
      const rows = async (bytes: Uint8Array) =>
        parquetReadObjects({ file: bytes.slice().buffer as unknown as AsyncBuffer });
      const edges = await rows(await writeGraph(graph, "parquet"));
      const nodes = await rows(await writeNodes(graph));
      expect(edges.map(({ source, target, weight }) => [`${source}`, `${target}`, weight ?? null])).toEqual(
        edgesOf(graph),
      );
      const { vertices, classes } = plain(graph);
      expect(nodes.map(({ id }) => `${id}`)).toEqual(vertices);
      if (graph.labels !== null)
        expect(nodes.map(({ label }) => (label === null || label === -1 ? null : `${label}`))).toEqual(
          classes,
        );
      const { features } = graph;
      if (features === null) expect(nodes.every(({ x }) => x === undefined)).toBe(true);
      else
        expect(
          featuresFromDense(
            nodes.flatMap(({ x }) => x),
            features.rows,
            features.columns,
          ),
        ).toEqual(features);
    }),
    { numRuns: 150 },
  );
});

describe("sparse matrices come back with weights and isolated vertices", () => {
  test.each(["matrix-market", "metis"] as const)("%s", async (format) => {
    await fc.assert(
      fc.asyncProperty(dataset(), async (sample) => {
        const metis = format === "metis";
        fc.pre(!metis || !sample.adjacency.directed);
        const weights = metis
          ? (sample.adjacency.weights?.map((weight) => 1 + Math.abs(Math.round(weight) % 1000)) ?? null)
          : sample.adjacency.weights;
        const graph = {
          ...sample,
          adjacency: { ...sample.adjacency, weights },
          vertexNames: namesFromOne(sample.adjacency.vertexCount),
        };
        const again = await throughFile(graph, format, `graph.${format === "metis" ? "metis" : "mtx"}`);
        // A symmetric matrix is written as its lower triangle, METIS by rows: directions within an edge and its number may change.
        expect(ends(again)).toEqual(ends(graph));
        expect(again.adjacency.vertexCount).toBe(graph.adjacency.vertexCount);
        if (!metis) expect(again.adjacency.weights).toEqual(weights);
      }),
      { numRuns: 150 },
    );
  });
});

/** The edges as a set of unordered (directed: ordered) pairs with weights. */
function ends(graph: GraphDataset): string[] {
  return edgesOf(graph)
    .map(([source, target, weight]) => {
      const pair = graph.adjacency.directed ? [source, target] : [source, target].sort();
      return `${pair.join(" ")} ${weight}`;
    })
    .sort();
}

test("a Graphology graph comes back whole", () => {
  fc.assert(
    fc.property(dataset({ name: (name) => !(name in Object.prototype), attributes: true }), (graph) => {
      fc.pre(hasClasses(graph));
      const graphology = toGraphology(graph);
      expect(graphology).toBeInstanceOf(graph.adjacency.directed ? DirectedGraph : UndirectedGraph);
      const again = fromGraphology(graphology, { name: "sample", directed: graph.adjacency.directed });
      expect(plain(again)).toEqual({ ...plain(graph), splits: [] });
    }),
  );
});
