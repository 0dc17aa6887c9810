import { expect, test } from "vitest";
import { type FileChoices, readGraph, writeGraph } from "../../../src/graph/formats/formats.js";
import { edgesOf } from "../../generators/arbitrary-graphs.js";

const read = (text: string, name = "x.csv", options: FileChoices & { directed?: boolean } = {}) =>
  readGraph(new TextEncoder().encode(text), { name, ...options });

const pairsOf = async (text: string, name?: string, options?: FileChoices) =>
  edgesOf(await read(text, name, options)).map(([source, target, weight]) =>
    weight === null ? `${source}-${target}` : `${source}-${target}:${weight}`,
  );

test.each([
  ["names that vertices have below", "v1 v2\nv2 v3\nv3 v1\n", ["v1-v2", "v2-v3", "v3-v1"]],
  ["u and v as vertices, with weights", "u v 0.5\nw x 2\n", ["u-v:0.5", "w-x:2"]],
  ["u and v with weights that go on below", "u v 0.5\nv w 2\n", ["u-v:0.5", "v-w:2"]],
  ["i and j, vertices below", "i j\nj k\n", ["i-j", "j-k"]],
  ["one row that could be a header", "u v\n", ["u-v"]],
  ["source as a vertex", "source target\ntarget sink\n", ["source-target", "target-sink"]],
  ["a name over names and numbers", "a 1\n1 2\nb 3\n", ["a-1", "1-2", "b-3"]],
  ["names over numbers, and a name far below", "a b\n1 2\n3 c\n", ["a-b", "1-2", "3-c"]],
  ["a text over weights, its vertices below", "a b NA\nb c 1\n", ["a-b", "b-c"]],
])("a first row is an edge where it can be one: %s", async (_what, text, edges) => {
  expect(await pairsOf(text, "x.txt")).toEqual(edges);
  expect((await read(text, "x.txt")).notices?.join()).not.toMatch(/header/);
});

test.each([
  ["a known pair", "source,target\na,b\n", ["a-b"], 'edges from column "source" to column "target"'],
  ["u and v over other names", "u,v\na,b\n", ["a-b"], 'edges from column "u" to column "v"'],
  ["names over integers", "left,right\n1,2\n", ["1-2"], 'edges from column "left" to column "right"'],
  [
    "a name over a column of numbers",
    "a,b,score\nx,y,1\nz,x,2\n",
    ["x-y", "z-x"],
    'edges from column "a" to column "b"',
  ],
  [
    "ids before the ends",
    "id,Source,Target,Weight\n7,a,b,0.5\n8,b,c,2\n",
    ["a-b:0.5", "b-c:2"],
    'edges from column "Source" to column "Target", weights from column "Weight"',
  ],
  [
    "a relation between them",
    "head,relation,tail\na,knows,b\nb,owns,c\n",
    ["a-b", "b-c"],
    'edges from column "head" to column "tail"',
  ],
  [
    "a time before the weight",
    "source,target,time,weight\na,b,99,3\n",
    ["a-b:3"],
    'weights from column "weight"',
  ],
])("a header is read and told: %s", async (_what, text, edges, told) => {
  expect(await pairsOf(text)).toEqual(edges);
  expect((await read(text)).notices?.[0]).toMatch(/^line 1 read as header: /);
  expect((await read(text)).notices?.[0]).toContain(told);
});

test("the caller decides what the first row is", async () => {
  expect(await pairsOf("Ann,Bob\nCid,Dan\n", "x.csv", { header: true })).toEqual(["Cid-Dan"]);
  expect(await pairsOf("source,target\na,b\n", "x.csv", { header: false })).toEqual(["source-target", "a-b"]);
});

test("columns are chosen by name or number", async () => {
  const text = "when,a,b,w,cost\n1,x,y,5,7\n2,y,z,6,8\n";
  const columns = { source: "a", target: "B", weight: "cost" };
  expect(await pairsOf(text, "x.csv", { columns })).toEqual(["x-y:7", "y-z:8"]);
  expect((await read(text, "x.csv", { columns })).edgeAttributes).toEqual(
    new Map([
      ["when", Float64Array.of(1, 2)],
      ["w", Float64Array.of(5, 6)],
    ]),
  );
  expect(await pairsOf("9 x y\n8 y z\n", "x.txt", { columns: { source: "2", target: "3" } })).toEqual([
    "x-y",
    "y-z",
  ]);
  await expect(read(text, "x.csv", { columns: { source: "a", target: "c" } })).rejects.toThrow(
    'x.csv: expected a column of targets "c", got the columns when, a, b, w, cost',
  );
  await expect(read(text, "x.csv", { columns: { source: "a", target: "b", weight: "a" } })).rejects.toThrow(
    "expected different columns for sources, targets, weights and edge types, got column 2 twice",
  );
});

test("the index of pandas is no vertex, other columns are kept for the edges that stay", async () => {
  const graph = await read(",source,target,since,tag\n0,a,b,2019,x\n1,b,a,2020,y\n2,b,c,2021,\n");
  expect(edgesOf(graph)).toEqual([
    ["a", "b", null],
    ["b", "c", null],
  ]);
  expect(graph.edgeAttributes).toEqual(
    new Map<string, unknown>([
      ["since", Float64Array.of(2019, 2021)],
      ["tag", ["x", undefined]],
    ]),
  );
  expect(graph.notices?.slice(1)).toEqual([
    "column 1, which counts the rows, left out",
    'column "since", column "tag" kept as edge attributes',
  ]);
  expect((await read(",source,target\n5,a,b\n")).edgeAttributes).toEqual(
    new Map([["column 1", Float64Array.of(5)]]),
  );
});

test("a third column of numbers is told to be the weight; what a float cannot hold stays text, or is told", async () => {
  expect((await read("a b 3\n", "x.txt")).notices).toEqual(["column 3 read as the weight"]);
  const big = await read("a b 1 9007199254740993 007\nb c 2 5 8\n", "x.txt");
  expect(big.edgeAttributes).toEqual(
    new Map([
      ["column 4", ["9007199254740993", "5"]],
      ["column 5", ["007", "8"]],
    ]),
  );
  expect((await read("a b 18446744073709551615\n", "x.txt")).notices).toContain(
    "1 weights beyond 2^53 rounded to 64-bit floats",
  );
});

test("Gephi's table keeps its weights and the rest", async () => {
  const graph = await read(
    "Source,Target,Type,Id,Label,timeset,Weight\n1,2,Undirected,0,,,3.0\n2,3,Undirected,1,,,1.5\n",
  );
  expect(edgesOf(graph).map(([, , weight]) => weight)).toEqual([3, 1.5]);
  expect([...(graph.edgeAttributes?.keys() ?? [])]).toEqual(["Type", "Id", "Label", "timeset"]);
});

test.each([
  ["csv", "x.csv"],
  ["tsv", "x.tsv"],
  ["edge-list", "x.txt"],
  ["json", "x.json"],
  ["graphml", "x.graphml"],
  ["gexf", "x.gexf"],
  ["npz", "x.npz"],
] as const)("attributes of edges come back from %s", async (format, name) => {
  const graph = await read("source,target,weight,since,say\na,b,2,2019,x y\nb,c,1,2020.5,\nc,a,1,7,7\n");
  const again = await readGraph(await writeGraph(graph, format), { name });
  expect(again.edgeAttributes).toEqual(graph.edgeAttributes);
  expect(edgesOf(again)).toEqual(edgesOf(graph));
});

test("a header that we write is never read as an edge", async () => {
  const graph = await read("source,sink\ntarget,source\nfrom,target\n", "x.csv", { header: false });
  expect(new TextDecoder().decode(await writeGraph(graph, "csv"))).toMatch(/^src,dst\n/);
  expect(edgesOf(await readGraph(await writeGraph(graph, "csv"), { name: "x.csv" }))).toEqual(edgesOf(graph));
});

test("dictionaries of networkx are attributes", async () => {
  const graph = await read(
    "# comment\n0 1 {'weight': 7, 'color': \"it's\"}\n1 2 {}\n2 3 {'weight': 2.5, 'ok': True, 'none': None}\n",
    "x.edgelist",
  );
  expect(edgesOf(graph)).toEqual([
    ["0", "1", 7],
    ["1", "2", 1],
    ["2", "3", 2.5],
  ]);
  expect(graph.edgeAttributes).toEqual(
    new Map<string, unknown>([
      ["color", ["it's", undefined, undefined]],
      ["ok", [undefined, undefined, true]],
    ]),
  );
  expect(await pairsOf("a,b,{'weight': 2}\n", "x.csv")).toEqual(["a-b:2"]);
  await expect(read("a b {'list': [1]}\n", "x.txt")).rejects.toThrow(
    /x\.txt:1: expected a dictionary of numbers, strings, True, False and None, got "'list': \[1\]"/,
  );
});

test.each([
  [",A,B,C\nA,0,1,0\nB,1,0,2\nC,0,2,0\n", ["A-B:1", "B-C:2"]],
  ["name,A,B,C\nA,0,1,0\nB,1,0,1\nC,0,1,\n", ["A-B", "B-C"]],
  ["A B C\nA 0 1 0\nB 1 0 2\nC 0 2 0\n", ["A-B:1", "B-C:2"]],
  [",0,1,2\n0,0,0,1\n1,0,0,0\n2,1,0,0\n", ["0-2"]],
])("an adjacency matrix is read as one: %j", async (text, edges) => {
  const graph = await read(text);
  expect(edgesOf(graph).map(([s, t, w]) => (w === null ? `${s}-${t}` : `${s}-${t}:${w}`))).toEqual(edges);
  expect(graph.adjacency.vertexCount).toBe(3);
  expect(graph.notices).toEqual(["read as the adjacency matrix of 3 vertices, symmetric"]);
});

test("a directed adjacency matrix keeps its arcs; a square table without names is refused", async () => {
  const graph = await read(",A,B\nA,0,1\nB,3,0\n", "x.csv", { directed: true });
  expect(edgesOf(graph)).toEqual([
    ["A", "B", 1],
    ["B", "A", 3],
  ]);
  const square = "0 1 0 1\n1 0 1 0\n0 1 0 1\n1 0 1 0\n";
  await expect(read(square, "x.txt")).rejects.toThrow(/4 x 4 numbers looks like an adjacency matrix/);
  const chosen = await read(square, "x.txt", { columns: { source: "1", target: "2" } });
  expect(chosen.adjacency.edgeCount).toBe(1);
});

test("lines that end in CR alone are lines; both kinds in one file are refused", async () => {
  expect(await pairsOf("a,b\rb,c\rc,d")).toEqual(["a-b", "b-c", "c-d"]);
  await expect(read("a,b\rb,c\nc,d\n")).rejects.toThrow(
    /x\.csv:1:\d+: expected a line feed after a carriage/,
  );
});

test("choices that a format has no place for are refused", async () => {
  const json = '{"nodes":[{"key":"a"}],"edges":[]}';
  await expect(read(json, "x.json", { header: true })).rejects.toThrow(
    "x.json: expected no choice of a header, got true; it is for edge-list, csv, tsv, this is json",
  );
});

test("a first row of texts over texts, with names that no other row has, may be a header: that is told", async () => {
  const read = (text: string, header?: boolean) =>
    readGraph(new TextEncoder().encode(text), { name: "a.csv", header });
  const told = await read("actor,movie\nbob,jaws\namy,jaws\n");
  expect(told.adjacency.edgeCount).toBe(3);
  expect(told.notices?.join()).toContain(
    'line 1 read as an edge, of "actor" and "movie", which no other row names',
  );
  expect((await read("actor,movie\nbob,jaws\namy,jaws\n", true)).adjacency.edgeCount).toBe(2);
  expect((await read("amy,bob\nbob,cid\n")).notices).toEqual([]);
});

test("columns of texts are found in few readings, however many there are and wherever their first text stands", async () => {
  // A reading for each column would need more than the budget of a file of this size.
  const wide = `a b${" x".repeat(10_000)}\n`;
  expect((await read(wide, "x.txt")).edgeAttributes?.size).toBe(10_000);
  const columns = 400;
  const rows = Array.from({ length: columns }, (_, row) =>
    ["v", row, ...Array.from({ length: columns }, (_, column) => (column === row ? "x" : 1))].join(","),
  );
  const { edgeAttributes } = await read(`s,t,${rows[0].slice(4)}\n${rows.join("\n")}\n`, "x.csv");
  const found = Array.from(edgeAttributes?.values() ?? [], (column) =>
    Array.from<unknown>(column).includes("x"),
  );
  expect(found).toEqual(Array.from({ length: columns }, () => true));
});
