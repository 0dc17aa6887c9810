import { expect, test } from "vitest";
import { buildAdjacency } from "../../../src/graph/adjacency.js";
import { bareDataset } from "../../../src/graph/bare-dataset.js";
import { readGraph, writeGraph, writeNodes } from "../../../src/graph/formats/formats.js";
import { edgesOf } from "../../generators/arbitrary-graphs.js";

const read = (text: string, name: string) =>
  readGraph(
    Uint8Array.from(text, (character) => character.charCodeAt(0)),
    { name },
  );

test.each([
  ["graph {\n a -- b\n}\n", "x.txt", "a DOT file"],
  ["strict digraph G {\n a -> b;\n}\n", "x", "a DOT file"],
  ["*Vertices 2\n1 a\n2 b\n*Edges\n1 2\n", "x.net", "a Pajek file"],
  [">>graph6<<A_\n", "x.txt", "a graph6"],
  ["A_\n", "x.g6", "a graph6"],
  ["c a comment\np edge 2 1\ne 1 2\n", "x.txt", "a DIMACS file"],
  ["\xe2\x9b\xbe gt\x01\x00", "x.txt", "a file of graph-tool"],
  ["nkbg003\x00\x00", "x", "a binary file of NetworKit"],
  ["a title\n1 2 3\n", "x.rb", "a matrix in Rutherford-Boeing"],
  ["LEDA.GRAPH\nstring\n", "x.txt", "a LEDA file"],
  ["GRAPH 0\nNODES 0\nGRAPH 1\nNODES 1\nGRAPH 3\nNODES 2\n0 1\n", "atlas.dat", "a list of many graphs"],
  ["1\t2 \n2\t1 3 \n", "communities.dat", "lists of numbers behind a vertex and a tab"],
  ["% a comment\n1\t1 5 8", "x.txt", "lists of numbers behind a vertex and a tab"],
  ["# ann\nbob 0.5\n", "x.lgl", "an LGL file"],
  ["# ann\nbob 0.5\ncem 1\n# bob\ncem 2\n# cem\ndia 1\n", "x.txt", "an LGL file"],
  ["a: 1\nb: 2\n", "x.yaml", "a YAML file"],
  ["\x89HDF\r\n\x1a\n", "x.mat", "an HDF5 file"],
  ["\x80\x04\x95", "x.bin", "a Python pickle"],
  ["PK\x03\x04", "x.pt", "a file of PyTorch"],
  ["PK\x03\x04", "x.xlsx", "an Excel workbook"],
  ["<!DOCTYPE html><html></html>", "x.txt", "a web page"],
  ["<http://a> <http://b> <http://c> .\n", "x.txt", "a file of RDF"],
])("%j as %s is refused by its name", async (text, name, what) => {
  await expect(read(text, name)).rejects.toThrow(`${name}: expected a graph in a known format, got ${what}`);
});

test("what is no list of numbers behind a tab is read: names with blanks, weights, and lists that are taken for names", async () => {
  const counts = async (text: string, format?: "tsv") => {
    const { adjacency } = await readGraph(new TextEncoder().encode(text), { name: "x.txt", format });
    return [adjacency.vertexCount, adjacency.edgeCount];
  };
  expect(await counts("1\t2\n2\t3 \n")).toEqual([3, 2]);
  expect(await counts("1\t2\t0.5\n2\t3\t1\n")).toEqual([3, 2]);
  expect(await counts("New York\tLa Paz 2\nLa Paz 2\tRome\n")).toEqual([3, 2]);
  expect(await counts("1\t2 3\n2\t1 3\n", "tsv")).toEqual([4, 2]);
});

test("text under an unknown name is a list of edges only where it looks like one", async () => {
  await expect(read("a: 1\nb: 2\nc: 3\n", "x.conf")).rejects.toThrow(
    /x\.conf:1: .* no list of edges: "a: 1"/,
  );
  await expect(read("a -> b\n", "x.flow")).rejects.toThrow(/no list of edges/);
  await expect(read("<svg>\n</svg>\n", "x.svg")).rejects.toThrow(/no list of edges/);
  expect(edgesOf(await read("alice bob\nbob carol\n", "x.friends"))).toHaveLength(2);
  expect(edgesOf(await read("# DAG: a -> b\n1 2 -3\n2 3 -1\n", "x.data"))).toHaveLength(2);
  const forced = await readGraph(new TextEncoder().encode("a: 1\nb: 2\n"), {
    name: "x.conf",
    format: "edge-list",
  });
  expect(edgesOf(forced)).toHaveLength(2);
});

test("a plain document type, null for a number and weights as text are read", async () => {
  const graphml =
    '<!DOCTYPE graphml SYSTEM "graphml.dtd"><graphml><key id="w" for="edge" attr.name="weight" attr.type="string"/><graph><node id="a"/><node id="b"/><edge source="a" target="b"><data key="w">2.5</data></edge></graph></graphml>';
  expect(edgesOf(await read(graphml, "x.graphml"))).toEqual([["a", "b", 2.5]]);
  await expect(read(graphml.replace("2.5", "heavy"), "x.graphml")).rejects.toThrow(
    'expected a finite number as weight, got "heavy"',
  );
  const gexf =
    '<gexf><graph><attributes class="node"><attribute id="0" title="age" type="integer"/></attributes><nodes><node id="a"><attvalues><attvalue for="0" value="null"/></attvalues></node></nodes></graph></gexf>';
  expect((await read(gexf, "x.gexf")).vertexAttributes).toBeNull();
});

test("parquet refuses half a character, which would make two names one", async () => {
  const graph = bareDataset({
    name: "x",
    vertexNames: ["\ud800", "\ud801"],
    ...buildAdjacency({ vertexCount: 2, sources: [0], targets: [1] }),
  });
  await expect(writeGraph(graph, "parquet")).rejects.toThrow(/parquet cannot hold half a character/);
  await expect(writeNodes(graph)).rejects.toThrow(/parquet cannot hold half a character/);
});

test("GEXF keeps an attribute called kind where networkx and Gephi's readers look for attributes", async () => {
  const edges = await readGraph(new TextEncoder().encode("source,target,kind\na,b,x\nb,c,y\n"), {
    name: "e.csv",
  });
  const bytes = await writeGraph(edges, "gexf");
  const text = new TextDecoder().decode(bytes);
  expect(text).toContain('<attribute id="0" title="kind" type="string"/>');
  expect(text).not.toContain("kind=");
  expect((await readGraph(bytes, { name: "e.gexf" })).edgeAttributes?.get("kind")).toEqual(["x", "y"]);
});
