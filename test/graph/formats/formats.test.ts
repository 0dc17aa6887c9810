import { build } from "esbuild";
import { expect, test } from "vitest";
import { formatOf, readGraph, writeGraph } from "../../../src/graph/formats/formats.js";
import { edgesOf } from "../../generators/arbitrary-graphs.js";

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string, name = "x", options = {}) => readGraph(bytes(text), { name, ...options });

test.each([
  ["a.csv", "csv"],
  ["a.CSV.gz", "csv"],
  ["dir.v1/a.tsv", "tsv"],
  ["web.txt.gz", "edge-list"],
  ["a.graphml", "graphml"],
  ["a.npz", "npz"],
  ["a.arrow", "arrow"],
])("%s is %s by its name", (name, format) => {
  expect(formatOf(name)).toBe(format);
});

test("names and formats that are unknown are refused with the known ones", async () => {
  expect(() => formatOf("a.docx")).toThrow(/a\.docx: expected a known extension \(\.csv/);
  await expect(read("a b", "x", { format: "dot" })).rejects.toThrow(
    /format "dot": expected one of edge-list, csv/,
  );
  await expect(read("ARROW1aaaaaaaaaaaaaaaaaaaaaaARROW1")).rejects.toThrow(/x: arrow: damaged or truncated/);
});

test("content decides over the name", async () => {
  const json = '{"nodes":[{"key":"a"}],"edges":[]}';
  expect((await read(json, "x.csv")).vertexNames).toEqual(["a"]);
  const graph = await read("a b\n", "x.json", { format: "edge-list" });
  expect((await readGraph(await writeGraph(graph, "npz"), { name: "x.txt" })).vertexNames).toEqual([
    "a",
    "b",
  ]);
});

test.each([
  ["comments, blank lines, CR LF, tabs", "# c\r\n\r\n% c\r\n5\t7\r\n7\t9\r\n", ["5-7", "7-9"]],
  ["spaces in columns", "  a   b \n b  c\n", ["a-b", "b-c"]],
  ["a header of names", "Source,Target\nx,y\n", ["x-y"]],
  ["a header above numbers", "node_a,node_b\n1,2\n", ["1-2"]],
  ["a header of SNAP's kind", "FromNodeId\tToNodeId\n1\t2\n", ["1-2"]],
  ["no header", "x,y\ny,z\n", ["x-y", "y-z"]],
  ["semicolons", "a;b\nb;c\n", ["a-b", "b-c"]],
  [
    "quotes with separators and line feeds",
    '"a,1","b ""q"""\n"b ""q""","c\nd"\n',
    ['a,1-b "q"', 'b "q"-c\nd'],
  ],
  ["a third column that is no number", "a,b,likes\nb,c,knows\n", ["a-b", "b-c"]],
  ["no line feed at the end, a byte order mark", "\ufeffa,b", ["a-b"]],
])("a list of edges with %s", async (_what, text, edges) => {
  const graph = await read(text, "x.csv");
  expect(edgesOf(graph).map(([source, target]) => `${source}-${target}`)).toEqual(edges);
  expect(graph.adjacency.weights).toBeNull();
});

test("integer names order the vertices, other names appear in order; weights are the third column", async () => {
  expect((await read("10 9\n9 2\n")).vertexNames).toEqual(["2", "9", "10"]);
  expect((await read("1 0\n2 1\n")).vertexNames).toBeNull();
  expect((await read("10 9\n9 02\n")).vertexNames).toEqual(["10", "9", "02"]);
  expect((await read("1e14 0\n999999999999999 3\n")).vertexNames).toEqual([
    "1e14",
    "0",
    "999999999999999",
    "3",
  ]);
  expect(edgesOf(await read("source target weight\na b 0.5\nb a 2\nb c -1\n"))).toEqual([
    ["a", "b", 0.5],
    ["b", "c", -1],
  ]);
});

test("display names are no classes, class names and numbers are", async () => {
  const nodes = (labels: unknown[]) =>
    JSON.stringify({ nodes: labels.map((label, k) => ({ key: `${k}`, attributes: { label } })), edges: [] });
  const labelsOf = async (labels: unknown[]) => {
    const { labels: numbers, classNames, vertexAttributes } = await read(nodes(labels));
    return [numbers === null ? null : [...numbers], classNames, vertexAttributes === null];
  };
  expect(await labelsOf(["Ann", "Bob"])).toEqual([null, null, false]);
  expect(await labelsOf(["x", "a", "x", null])).toEqual([[1, 0, 1, -1], ["a", "x"], true]);
  expect(await labelsOf([0, 1, 2])).toEqual([[0, 1, 2], null, true]);
  expect(await labelsOf([5, 7, -1])).toEqual([[0, 1, -1], ["5", "7"], true]);
});

test("readers and writers bundle for a browser, without Node", async () => {
  const { metafile } = await build({
    entryPoints: [
      "src/graph/formats/formats.ts",
      "src/graph/graphology/convert.ts",
      "src/graph/formats/folders/planetoid.ts",
      "src/graph/attributes/split.ts",
    ],
    bundle: true,
    platform: "browser",
    format: "esm",
    splitting: true,
    outdir: "unused",
    write: false,
    metafile: true,
    logLevel: "silent",
  });
  const ours = Object.entries(metafile.inputs).filter(([path]) => path.startsWith("src/"));
  expect(ours.length).toBeGreaterThan(30);
  expect(ours.flatMap(([, { imports }]) => imports.filter(({ path }) => path.startsWith("node:")))).toEqual(
    [],
  );
});
