import { expect, test } from "vitest";
import { gzip } from "../../../src/graph/formats/compression/gzip.js";
import { partsLost, readGraph } from "../../../src/graph/formats/formats.js";
import { edgesOf } from "../../generators/arbitrary-graphs.js";

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string, name: string, directed?: boolean) => readGraph(bytes(text), { name, directed });

test("Matrix Market: banner, comments, symmetry, values", async () => {
  const symmetric = await read(
    "%%MatrixMarket matrix coordinate real symmetric\n% a comment\n\n4 4 3\n2 1 0.5\n3 2 -1e2\n3 3 7\n",
    "a.mtx",
  );
  expect(edgesOf(symmetric)).toEqual([
    ["2", "1", 0.5],
    ["3", "2", -100],
  ]);
  expect(symmetric.adjacency.vertexCount).toBe(4);
  expect(symmetric.dropped).toEqual({ selfLoops: 1, duplicates: 0 });
  const general = "%%matrixmarket MATRIX coordinate pattern general\n3 3 3\n1 2\n2 1\n3 1\n";
  expect((await read(general, "x")).adjacency.edgeCount).toBe(2);
  expect((await read(general, "x", true)).adjacency.edgeCount).toBe(3);
});

test("a symmetric matrix has both arcs of an edge where directions are kept, as its general form has", async () => {
  const symmetric = "%%MatrixMarket matrix coordinate real symmetric\n3 3 3\n2 1 0.5\n3 2 4\n3 3 7\n";
  const general =
    "%%MatrixMarket matrix coordinate real general\n3 3 5\n2 1 0.5\n1 2 0.5\n3 2 4\n2 3 4\n3 3 7\n";
  const graph = await read(symmetric, "a.mtx", true);
  expect(edgesOf(graph)).toEqual([
    ["2", "1", 0.5],
    ["1", "2", 0.5],
    ["3", "2", 4],
    ["2", "3", 4],
  ]);
  expect(graph.adjacency).toEqual((await read(general, "b.mtx", true)).adjacency);
});

test("files that count vertices from 1 keep their numbers, and lose no names when written again", async () => {
  const banner = "%%MatrixMarket matrix coordinate pattern general\n3 3 1\n1 3\n";
  const graphs = [
    await read(banner, "a.mtx"),
    await read("3 1\n3\n\n1\n", "a.metis"),
    await read("3,1,u,x\n1,3\n", "a.jlg"),
  ];
  for (const graph of graphs) {
    expect(graph.vertexNames).toEqual(["1", "2", "3"]);
    expect(edgesOf(graph)).toEqual([["1", "3", null]]);
    expect(partsLost(graph, "matrix-market")).toEqual([]);
    expect(partsLost({ ...graph, vertexNames: null }, "metis")).toEqual([
      "vertex names (they are numbered from 1)",
    ]);
  }
});

test.each([
  [
    "%%MatrixMarket matrix array real general\n1 1\n1\n",
    /line|:1: expected "%%MatrixMarket matrix coordinate/,
  ],
  ["%%MatrixMarket matrix coordinate complex general\n1 1 0\n", /:1: expected/],
  ["%%MatrixMarket matrix coordinate real skew-symmetric\n1 1 0\n", /:1: expected/],
  [
    // As a list of edges that somebody made of a matrix, its line of sizes turned into a comment.
    "%%MatrixMarket matrix coordinate pattern symmetric\n%64 64 704\n9 8\n10 7\n",
    /:3: expected rows, columns and entries, three numbers, got 2/,
  ],
  [
    "%%MatrixMarket matrix coordinate pattern general\n3 4 0\n",
    /:2: expected a square matrix, got 3 rows and 4 columns/,
  ],
  [
    "%%MatrixMarket matrix coordinate pattern general\n3 3 1\n1 4\n",
    /:3: expected a column, an integer from 1 to 3, got "4"/,
  ],
  ["%%MatrixMarket matrix coordinate pattern general\n3 3 2\n1 2\n", /expected 2 entries, got 1/],
  ["%%MatrixMarket matrix coordinate pattern general\n3 3 1\n1 2\n2 3\n", /:4: expected 1 entries, got more/],
  [
    "%%MatrixMarket matrix coordinate real general\n3 3 1\n1 2\n",
    /:3: expected a value, a finite number, got nothing/,
  ],
  [
    "%%MatrixMarket matrix coordinate pattern general\n3 3 9999999999\n",
    /:2: expected the number of entries/,
  ],
])("a Matrix Market file that is none: %j", async (text, message) => {
  await expect(read(text, "a.mtx")).rejects.toThrow(message);
});

test("METIS: the manual's examples of a plain, a weighted and a doubly weighted graph", async () => {
  const plain = "% the manual's first figure\n7 11\n5 3 2\n1 3 4\n5 4 2 1\n2 3 6 7\n1 3 6\n5 4 7\n6 4\n";
  expect((await read(plain, "a.metis")).adjacency).toMatchObject({
    vertexCount: 7,
    edgeCount: 11,
    weights: null,
  });
  const weighted = "3 2 001\n2 5\n1 5 3 7\n2 7\n";
  expect(edgesOf(await read(weighted, "a.graph"))).toEqual([
    ["1", "2", 5],
    ["2", "3", 7],
  ]);
  const constraints = "3 2 11 2\n1 9 2 5\n1 9 1 5 3 7\n1 9 2 7\n";
  expect(edgesOf(await read(constraints, "a.graph"))).toEqual([
    ["1", "2", 5],
    ["2", "3", 7],
  ]);
  // A vertex without a neighbour has an empty line.
  expect((await read("3 1\n3\n\n1\n", "a.graph")).adjacency.vertexCount).toBe(3);
});

test.each([
  ["2 1\n2\n\n", /edge 1 - 2 is missing in the second vertex's line/],
  ["2 1\n\n1\n", /:3: expected the edge 1 - 2 in both its ends' lines, found it in one/],
  ["2 2\n2\n1\n", /expected 2 edges, as the head says, got 1/],
  ["2 1\n2\n", /expected 2 lines, one a vertex, got 1/],
  ["1 0\n\n5\n", /:3: expected 1 lines, one a vertex, got more/],
  ["2 1\n1 2\n1\n", /:2: metis: a vertex is no neighbour of its own/],
  ["2 1\n2 2\n1\n", /:2: neighbour 2 is listed twice/],
  ["2 1 7\n2\n1\n", /:1: expected a head/],
  ["", /expected a head|no vertex/],
])("a METIS file that is none: %j", async (text, message) => {
  await expect(read(text, "a.metis")).rejects.toThrow(message);
});

test("METIS: of two weights of an edge that of the lower vertex is taken, and told", async () => {
  const graph = await read("2 1 1\n2 5\n1 6\n", "a.metis");
  expect(edgesOf(graph)).toEqual([["1", "2", 5]]);
  expect(graph.notices).toEqual(["1 edges have two weights: that in the line of the lower vertex is taken"]);
});

test("jlg: head, edges, direction, compressed", async () => {
  const text = "4,3,d,sample,2,Int64,simplegraph\n1,2\n2,1\n3,2\n";
  const graph = await readGraph(gzip(bytes(text)), { name: "a.jlg" });
  expect(graph.adjacency).toMatchObject({ vertexCount: 4, edgeCount: 2, directed: false });
  expect((await read(text, "a.jlg", true)).adjacency.edgeCount).toBe(3);
  await expect(read("2,1,u,x\n1,3\n", "a.jlg")).rejects.toThrow(
    /a\.jlg:2: expected an edge "u,v" of vertices from 1 to 2/,
  );
  await expect(read("2,9,u,x\n1,2\n", "a.jlg")).rejects.toThrow(
    /:1: expected 9 edges, the file is too short/,
  );
  await expect(read("2,1,u,x\n1,2\n1,2\n", "a.jlg")).rejects.toThrow(
    /:3: expected 1 edges, as the head says, got more/,
  );
  await expect(read("2,1,u,x\n1,2\n", "a.jlg", true)).rejects.toThrow(/expected a directed graph/);
  await expect(read("x\n", "a.jlg")).rejects.toThrow(/expected a head/);
});

test("METIS: sizes and weights of vertices are left out, and told", async () => {
  const read = (text: string) => readGraph(new TextEncoder().encode(text), { name: "x.metis" });
  expect((await read("3 2 10\n5 2\n4 1 3\n2 2\n")).notices).toEqual([
    "sizes or weights of the vertices left out",
  ]);
  expect((await read("3 2\n2\n1 3\n2\n")).notices ?? []).toEqual([]);
});
