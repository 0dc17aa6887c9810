import { zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { gzip } from "../../../src/graph/formats/compression/gzip.js";
import { readPlanetoid } from "../../../src/graph/formats/folders/planetoid.js";
import { type GraphFormat, readGraph, writeGraph } from "../../../src/graph/formats/formats.js";
import { writeNpy } from "../../../src/graph/formats/numpy/npy.js";
import { writeNpz } from "../../../src/graph/formats/numpy/npz.js";
import { readPickle } from "../../../src/graph/formats/numpy/pickle.js";
import { array, global, pickle } from "../../generators/pickles.js";

const bytes = (text: string) => new TextEncoder().encode(text);
const messageOf = async (content: Uint8Array, name: string, format?: GraphFormat): Promise<string> =>
  readGraph(content, { name, format }).then(
    () => "read",
    (error: Error) => `${error.name}: ${error.message}`,
  );

describe("text", () => {
  test.each([
    ["a,b\nc\n", "x.csv", /^FormatError: x\.csv:2:2: expected 2 fields separated by a comma, got 1/],
    ["a,b\nc,d,e\n", "x.csv", /^FormatError: x\.csv:2:5: expected 2 fields/],
    ["# note\n\na\tb\nc\t\n", "x.tsv", /x\.tsv:4:3: expected a vertex name, got nothing/],
    ["a b 1\nb c x\n", "x.txt", /x\.txt:2:5: expected a finite number as the weight, got "x"/],
    ["a b 1\nb c 1e999\n", "x.txt", /x\.txt:2:5: expected a finite number/],
    ['a,b\n"c,d\n', "x.csv", /x\.csv:2:1: expected a closing quote/],
    ['a,b\n"c"d,e\n', "x.csv", /x\.csv:2:4: expected a comma or the end of the line/],
    ["alone\n", "x.txt", /x\.txt:1:6: expected 2 fields/],
    ["", "x.csv", /x\.csv: expected a graph, got no vertex/],
    ["# nothing\n", "x.txt", /expected a graph, got no vertex/],
    ["a\0b", "x.txt", /x\.txt:byte 1: expected text in UTF-8, got a binary file/],
    [
      '{"nodes":[{"key":"a"}],"edges":[{"source":"a","target":"b"}]}',
      "x.json",
      /the vertex "b", which is not declared/,
    ],
    ['{"nodes":[{"key":"a"},{"key":"a"}],"edges":[]}', "x.json", /the vertex "a" is declared twice/],
    ['{"nodes":[]\n,}', "x.json", /^FormatError: x\.json:2:2: json: /],
    ['{"nodes":[],"edges":[]}', "x.json", /expected a graph, got no vertex/],
    [
      '{"nodes":[{"key":"a","attributes":{"features":[1,"b"]}},{"key":"b","attributes":{"features":[1]}}],"edges":[]}',
      "x.json",
      /features of vertex "a": expected 1 numbers, got none/,
    ],
    [
      '<graphml><graph><node id="a"/>\n<edge source="a" target="b"/></graph></graphml>',
      "x.graphml",
      /x\.graphml:2:1: an edge names the vertex "b"/,
    ],
    [
      '<!DOCTYPE x [<!ENTITY a "b">]><graphml/>',
      "x.graphml",
      /x\.graphml:1:1: xml: a document type .* is refused/,
    ],
    [
      '<graphml><graph>\n <node id="&lol;"/></graph></graphml>',
      "x.graphml",
      /:2:2: xml: refused the entity &lol;/,
    ],
    ["<graphml><graph></graphml>", "x.graphml", /:1:17: xml: expected <\/graph>/],
    [
      '<graphml><key id="k" for="node" attr.name="n" attr.type="int"/><graph><node id="a"><data key="k">x</data></node></graph></graphml>',
      "x.graphml",
      /expected a number \(int\), got "x"/,
    ],
    [
      '<gexf><graph><nodes><node id="a"/></nodes><edges><edge source="a" target="z"/></edges></graph></gexf>',
      "x.gexf",
      /1:50: an edge names the vertex "z"/,
    ],
    ["<gexf><graph>", "x.gexf", /expected <\/graph>, got the end of the file/],
  ])("%s", async (text, name, message) => {
    expect(await messageOf(bytes(text), name)).toMatch(message);
  });
});

describe("compressed", () => {
  const list = bytes("a b\nb c\n".repeat(100));
  test("a gzip that is cut off, or damaged", async () => {
    const whole = gzip(list);
    expect(await messageOf(whole, "x.txt.gz")).toBe("read");
    expect(await messageOf(whole.slice(0, -5), "x.txt.gz")).toMatch(
      /^FormatError: x\.txt\.gz.*gzip: damaged or truncated/,
    );
    whole[whole.length - 6] ^= 1;
    expect(await messageOf(whole, "x.txt.gz")).toMatch(/gzip: damaged or truncated/);
  });

  test("a gzip of several members is one text", async () => {
    const members = [gzip(bytes("a b\n")), gzip(bytes("b c\n"))];
    const graph = await readGraph(Uint8Array.from(members.flatMap((member) => [...member])), {
      name: "x.txt.gz",
    });
    expect(graph.vertexNames).toEqual(["a", "b", "c"]);
  });

  test.each([
    [
      "a size that deflate cannot reach",
      (view: DataView, directory: number) => view.setUint32(directory + 24, 2 ** 31 - 2, true),
      /cannot hold the \d+ bytes it declares/,
    ],
    [
      "a size below what it inflates to",
      (view: DataView, directory: number) => view.setUint32(directory + 24, 100, true),
      /inflates beyond the 100 bytes it declares/,
    ],
    [
      "another checksum",
      (view: DataView, directory: number) => view.setUint32(directory + 16, 1, true),
      /damaged \(the checksum differs\)/,
    ],
    [
      "encryption",
      (view: DataView, directory: number) => view.setUint16(directory + 8, 1, true),
      /encrypted entries are not supported/,
    ],
    [
      "another method",
      (view: DataView, directory: number) => view.setUint16(directory + 10, 12, true),
      /expected method 0 \(stored\) or 8 \(deflated\), got 12/,
    ],
    [
      "ZIP64",
      (view: DataView, directory: number) => view.setUint32(directory + 20, 2 ** 32 - 1, true),
      /ZIP64/,
    ],
  ])("a zip entry that declares %s", async (_what, change, message) => {
    const zip = zipSync({ "edge_index.npy": writeNpy("<i8", [2, 500], new Float64Array(1000)) });
    const view = new DataView(zip.buffer);
    change(view, view.getUint32(zip.length - 6, true));
    expect(await messageOf(zip, "x.npz")).toMatch(message);
  });
});

describe("npz", () => {
  const edgeIndex = ["edge_index", writeNpy("<i8", [2, 1], [0, 1])] as const;
  const names = ["vertex_names", writeNpy("<U", [2], ["a", "b"])] as const;
  test.each([
    [
      "NaN in features",
      [edgeIndex, names, ["x", writeNpy("<f4", [2, 2], [1, 2, 3, Number.NaN])]],
      /features of vertex 1, column 1: expected a finite number, got NaN/,
    ],
    [
      "a name that two vertices have",
      [edgeIndex, ["vertex_names", writeNpy("<U", [2], ["a", "a"])]],
      /the vertex "a" is declared twice/,
    ],
    [
      "features of another length",
      [edgeIndex, names, ["x", writeNpy("<f4", [3, 1], [1, 2, 3])]],
      /features: expected 2 rows, one for each vertex, got 3/,
    ],
    [
      "labels of another length",
      [edgeIndex, names, ["y", writeNpy("<i8", [1], [0])]],
      /labels: expected 2, one for each vertex, got 1/,
    ],
    [
      "a label without class",
      [edgeIndex, names, ["y", writeNpy("<i8", [2], [0, 7])], ["class_names", writeNpy("<U", [1], ["A"])]],
      /label of vertex 1: expected one of 1 named classes, got 7/,
    ],
    [
      "an unknown vertex",
      [["edge_index", writeNpy("<i8", [2, 1], [0, 9])], names],
      /edge_index, edge 0: expected vertices from 0 to 1, got 9/,
    ],
    [
      "no graph",
      [["labels", writeNpy("<i8", [1], [0])]],
      /expected a graph with one of the arrays edge_index/,
    ],
    [
      "a column outside the matrix",
      [
        ["indptr", writeNpy("<i8", [2], [0, 1])],
        ["indices", writeNpy("<i8", [1], [5])],
        ["data", writeNpy("<f8", [1], [1])],
        ["shape", writeNpy("<i8", [2], [1, 1])],
      ],
      /entry 0: expected a column from 0 to 0, got 5/,
    ],
    [
      "overlapping masks",
      [
        edgeIndex,
        names,
        ...["train_masks", "val_masks", "test_masks"].map(
          (key) => [key, writeNpy("|b1", [1, 2], [1, 0])] as const,
        ),
      ],
      /split 0: vertex 0 is in more than one/,
    ],
  ] as [string, [string, Uint8Array][], RegExp][])("%s", async (_what, arrays, message) => {
    expect(await messageOf(writeNpz(new Map(arrays)), "x.npz")).toMatch(message);
  });
});

describe("pickle", () => {
  test.each([
    [
      "os.system",
      pickle([0x80, 2], global("os", "system"), "."),
      /^byte 2: pickle: refused the global "os\.system"/,
    ],
    [
      "a getter",
      pickle([0x80, 2], global("builtins", "getattr"), "."),
      /refused the global "builtins\.getattr"/,
    ],
    [
      "STACK_GLOBAL",
      pickle([0x80, 4, 0x8c, 2, 0x6f, 0x73, 0x8c, 1, 0x78, 0x93, 0x2e]),
      /^byte 9: pickle: refused the global "os\.x"/,
    ],
    ["another opcode", pickle([0x80, 2, 0x69]), /^byte 2: pickle: refused the opcode 0x69/],
    [
      "a length beyond the end",
      pickle([0x80, 3, 0x42, 255, 255, 255, 127]),
      /expected 2147483647 more bytes, got 0/,
    ],
    ["the end", pickle([0x80, 2, 0x4b, 1]), /expected 1 more bytes, got 0/],
    ["an empty stack", pickle("."), /takes a value from an empty stack/],
    ["nothing memorized", pickle("h", [1], "."), /nothing is memorized as 1/],
    ["protocol 5", pickle([0x80, 5]), /expected protocol 0 to 4, got 5/],
  ])("%s", (_what, content, message) => {
    expect(() => readPickle(content)).toThrow(message);
  });

  test("an array of a hostile shape is not made", async () => {
    const huge = pickle([0x80, 2], array("i4", [1, 2]), ".");
    const size = huge.findIndex((byte, k) => byte === 0x4b && huge[k + 1] === 2 && huge[k + 2] === 0x85) + 1;
    huge[size] = 200;
    expect(() => readPlanetoid("x", { allx: huge })).toThrow(
      /ind\.x\.allx: allx: expected a pickled SciPy CSR matrix/,
    );
    const npy = writeNpy("<U", [1], ["abc"]);
    const header = String.fromCharCode(...npy)
      .replace("<U3", "<U0")
      .replace("(1,)", "(9999999999,)");
    const npz = writeNpz(new Map([["edge_index", Uint8Array.from(header, (c) => c.charCodeAt(0))]]));
    expect(await messageOf(npz, "x.npz")).toMatch(
      /expected an array of numbers, booleans or strings, got type '<U0'/,
    );
  });
});

test("a graph with one vertex is read", async () => {
  const graph = await readGraph(bytes('{"nodes":[{"key":"only"}],"edges":[]}'), { name: "x.json" });
  expect([graph.adjacency.vertexCount, graph.vertexNames]).toEqual([1, ["only"]]);
  const loop = await readGraph(bytes("0 0\n"), { name: "x.txt" });
  expect([loop.adjacency.vertexCount, loop.dropped.selfLoops]).toEqual([1, 1]);
});

test("what a format cannot hold is refused by its writer", async () => {
  const graph = await readGraph(
    bytes('{"nodes":[{"key":"a\\u0000"},{"key":"b"}],"edges":[{"source":"b","target":"a\\u0000"}]}'),
    { name: "x.json" },
  );
  for (const format of ["csv", "graphml", "gexf", "npz"] as const)
    await expect(writeGraph(graph, format)).rejects.toThrow(/write json instead/);
  await expect(writeGraph(graph, "planetoid")).rejects.toThrow(/can be read only/);
});
