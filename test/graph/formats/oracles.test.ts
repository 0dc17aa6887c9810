import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tableFromIPC } from "apache-arrow";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { MultiGraph, UndirectedGraph } from "graphology";
import gexf from "graphology-gexf";
import graphml from "graphology-graphml";
import { expect, test } from "vitest";
import { readGraph, writeGraph } from "../../../src/graph/formats/formats.js";
import { fromGraphology, toGraphology } from "../../../src/graph/graphology/convert.js";
import { dataset, edgesOf, isXmlText, plain } from "../../generators/arbitrary-graphs.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

// Other programs read what is written here, and write what is read.

const plainName = (name: string) =>
  /^[\w é日😀,;"'#&<-]+$/u.test(name) && name.trim() === name && !(name in Object.prototype);
const simple = dataset({ name: plainName });
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

test("csv-parse reads our csv", async () => {
  await fc.assert(
    fc.asyncProperty(dataset({ name: (name) => !/[\0\ufeff]/.test(name) }), async (graph) => {
      const [header, ...rows] = parse(text(await writeGraph(graph, "csv"))) as string[][];
      // Where a vertex is called "source", other names that every reader knows.
      const named = graph.vertexNames?.some((name) => /source|target/.test(name)) ?? false;
      if (!named) expect(header.slice(0, 2)).toEqual(["source", "target"]);
      const edges = rows.map(([source, target, weight]) => [
        source,
        target,
        weight === undefined ? null : Number(weight),
      ]);
      expect(edges).toEqual(edgesOf(graph));
    }),
  );
});

test("graphology-graphml and graphology-gexf read ours", async () => {
  await fc.assert(
    fc.asyncProperty(simple, async (graph) => {
      const edges = edgesOf(graph).map(([source, target]) => [source, target]);
      for (const read of [
        graphml.parse(MultiGraph, text(await writeGraph(graph, "graphml"))),
        gexf.parse(MultiGraph, text(await writeGraph(graph, "gexf")), { respectInputGraphType: true }),
      ]) {
        expect(read.nodes()).toEqual(plain(graph).vertices);
        expect(read.mapEdges((_key, _attributes, source, target) => [source, target])).toEqual(edges);
        const weights = read.mapEdges((_key, attributes) => attributes.weight ?? null);
        expect(weights).toEqual(edgesOf(graph).map(([, , weight]) => weight));
      }
    }),
    { numRuns: 60 },
  );
});

test("ours reads what graphology-gexf and Graphology's export write", async () => {
  await fc.assert(
    fc.asyncProperty(dataset({ name: (name) => isXmlText(name) && plainName(name) }), async (graph) => {
      const graphology = toGraphology({ ...graph, labels: null, features: null });
      const encoder = new TextEncoder();
      const options = { directed: graph.adjacency.directed };
      for (const [name, written] of [
        ["x.gexf", gexf.write(graphology)],
        ["x.json", JSON.stringify(graphology.export())],
      ]) {
        const again = await readGraph(encoder.encode(written), { name, ...options });
        expect(edgesOf(again)).toEqual(edgesOf(graph));
        expect(plain(again).vertices).toEqual(plain(graph).vertices);
      }
      const imported = new MultiGraph();
      imported.import(JSON.parse(text(await writeGraph(graph, "json"))));
      expect(imported.nodes()).toEqual(plain(graph).vertices);
      expect(imported.size).toBe(graph.adjacency.edgeCount);
    }),
    { numRuns: 60 },
  );
});

test("apache-arrow reads our table, names, weights and direction", async () => {
  await fc.assert(
    fc.asyncProperty(dataset({ name: (name) => !name.includes("\ufeff") }), async (graph) => {
      const table = tableFromIPC(await writeGraph(graph, "arrow"));
      const rows = table.toArray().map((row) => [`${row.source}`, `${row.target}`, row.weight ?? null]);
      expect(rows).toEqual(edgesOf(graph));
      expect(table.schema.metadata.get("directed")).toBe(`${graph.adjacency.directed}`);
    }),
  );
});

test("numpy reads our npz without pickle, and ours reads what SciPy saves", async (context) => {
  if (spawnSync("python3", ["-c", "import numpy"]).status !== 0) context.skip("needs python3 with numpy");
  const folder = temporaryFolder();
  const [graph] = fc.sample(
    dataset({ name: (name) => plainName(name), splits: true }).filter(
      ({ adjacency, features, labels, splits }) =>
        adjacency.edgeCount > 3 &&
        adjacency.weights !== null &&
        features !== null &&
        labels !== null &&
        splits.length > 0,
    ),
    { numRuns: 1, seed: 3 },
  );
  writeFileSync(join(folder, "a.npz"), await writeGraph(graph, "npz"));
  const script = `
import json, sys, numpy as np
z = np.load(sys.argv[1], allow_pickle=False)
print(json.dumps({k: [str(z[k].dtype), z[k].tolist()] for k in z.files}))`;
  const { stdout } = spawnSync("python3", ["-c", script, join(folder, "a.npz")], { encoding: "utf8" });
  const arrays = JSON.parse(stdout) as Record<string, [type: string, values: unknown]>;
  const { sources, targets, weights } = graph.adjacency;
  expect(arrays.edge_index).toEqual(["int64", [[...sources], [...targets]]]);
  expect(arrays.edge_weight).toEqual(["float64", [...(weights ?? [])]]);
  expect(arrays.vertex_names[1]).toEqual(plain(graph).vertices);
  expect(arrays.y).toEqual(["int64", [...(graph.labels ?? [])]]);
  expect(arrays.train_masks[0]).toBe("bool");

  const saved = join(folder, "b.npz");
  const save = `
import sys, numpy as np, scipy.sparse as sp
a = sp.csr_matrix(np.array([[0, 2, 0], [2, 0, 1], [0, 1, 0]], dtype=float))
sp.save_npz(sys.argv[1], a)
np.savez(sys.argv[2], adj_matrix=np.array(a, dtype=object), node_label=np.array([0, 1, 0]), node_attr=np.array(a, dtype=object))`;
  if (spawnSync("python3", ["-c", "import scipy"]).status !== 0) context.skip("the second half needs scipy");
  const pickled = join(folder, "c.npz");
  expect(spawnSync("python3", ["-c", save, saved, pickled], { encoding: "utf8" }).stderr).toBe("");
  for (const file of [saved, pickled]) {
    const again = await readGraph(readFileSync(file), { name: file });
    expect(edgesOf(again)).toEqual([
      ["0", "1", 2],
      ["1", "2", 1],
    ]);
  }
});

test("parallel edges, loops and directions of a Graphology graph follow the rules", () => {
  const graph = new MultiGraph();
  graph.setAttribute("title", "t");
  for (const name of ["a", "b", "c"]) graph.addNode(name, { label: name === "c" ? "x" : "y" });
  graph.addDirectedEdge("b", "a", { weight: 2, kind: "first" });
  graph.addDirectedEdge("a", "b", { weight: 3 });
  graph.addUndirectedEdge("b", "c");
  graph.addUndirectedEdge("c", "c");
  const undirected = fromGraphology(graph);
  expect(edgesOf(undirected)).toEqual([
    ["b", "a", 2],
    ["b", "c", 1],
  ]);
  expect(undirected.dropped).toEqual({ selfLoops: 1, duplicates: 1 });
  expect(undirected.edgeAttributes).toEqual(new Map([["kind", ["first", undefined]]]));
  expect(undirected.graphAttributes).toEqual({ title: "t" });
  expect([undirected.classNames, [...(undirected.labels ?? [])]]).toEqual([
    ["x", "y"],
    [1, 1, 0],
  ]);
  expect(edgesOf(fromGraphology(graph, { directed: true })).map(([s, t]) => `${s}${t}`)).toEqual([
    "ba",
    "ab",
    "bc",
    "cb",
  ]);
  const named = new UndirectedGraph();
  named.addNode("n", { klass: "k", vector: Float32Array.of(1, 0) });
  const attributeNames = { label: "klass", features: "vector" };
  expect(fromGraphology(named, { attributeNames })).toMatchObject({
    classNames: ["k"],
    features: { columns: 2 },
  });
});
