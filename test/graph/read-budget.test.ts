import { deflateSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { FormatError } from "../../src/errors.js";
import { createLargeMap } from "../../src/graph/attributes/large-map.js";
import { readOgb } from "../../src/graph/formats/folders/ogb.js";
import { readPlanetoid } from "../../src/graph/formats/folders/planetoid.js";
import { readNeighbors } from "../../src/graph/formats/folders/planetoid-parts.js";
import { readGraph } from "../../src/graph/formats/formats.js";
import { takeBytes, takeObjects, withReadBudget } from "../../src/graph/read-budget.js";
import { readPartitions } from "../../src/partitions/read-partitions.js";
import { int64Npy, npyBytes, npzBytes } from "../generators/npz-bytes.js";
import { csrPickle, pickle } from "../generators/pickles.js";

const bytes = (text: string) => new TextEncoder().encode(text);
const none = new Uint8Array();

const padded = (data: Uint8Array) => {
  const result = new Uint8Array(Math.ceil(data.length / 8) * 8);
  result.set(data);
  return result;
};
const joined = (parts: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(parts));
const element = (type: number, data: Uint8Array) =>
  joined([new Uint8Array(Uint32Array.of(type, data.length).buffer), padded(data)]);
const array = (arrayClass: number, shape: readonly number[], type: number, data: Uint8Array) =>
  element(
    14,
    joined([
      element(6, new Uint8Array(Uint32Array.of(arrayClass, 0).buffer)),
      element(5, new Uint8Array(Int32Array.from(shape).buffer)),
      element(1, bytes("A")),
      element(type, data),
    ]),
  );
/** A character array of zeros, stored a byte each. */
const charArray = (count: number) => array(4, [1, count], 2, new Uint8Array(count));
/** A square matrix of zeros, stored a byte each. */
const int8Array = (size: number) => array(8, [size, size], 1, new Uint8Array(size * size));
/** A MAT-file of one compressed variable. */
function matOf(variable: Uint8Array): Uint8Array {
  const head = new Uint8Array(128).fill(0x20);
  head.set([0, 1, 0x49, 0x4d], 124);
  const data = new Uint8Array(deflateSync(variable));
  return joined([head, new Uint8Array(Uint32Array.of(15, data.length).buffer), data]);
}

/** Reads a file that must be refused: a typed error of one line, soon. */
async function refusal(name: string, content: Uint8Array): Promise<string> {
  const began = performance.now();
  const error: unknown = await readGraph(content, { name }).then(
    () => "read",
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(FormatError);
  expect(performance.now() - began, "milliseconds").toBeLessThan(20_000);
  return (error as Error).message;
}

describe("vertices that only a number claims", () => {
  test.each([
    ["a.jlg", bytes("268435456,0,u,x\n")],
    ["a.mtx", bytes("%%MatrixMarket matrix coordinate pattern general\n268435456 268435456 0\n")],
    ["a.npz", npzBytes({ edge_index: int64Npy([0, 300_000_000], [2, 1]) })],
    ["a.npz", npzBytes({ edge_index: int64Npy([0, 2_000_000_000], [2, 1]) })],
    [
      "a.npz",
      npzBytes({ edges: int64Npy([0, 1], [1, 2]), node_features: npyBytes("<f4", [500_000_000, 0], none) }),
    ],
    ["a.npz", npzBytes({ edge_index: int64Npy([0, 1], [2, 1]), x: npyBytes("<f4", [10 ** 12, 0], none) })],
    [
      "a.npz",
      npzBytes({
        format: npyBytes("|S3", [], bytes("coo")),
        shape: int64Npy([400_000_000, 400_000_000]),
        row: int64Npy([]),
        col: int64Npy([]),
        data: int64Npy([]),
      }),
    ],
  ])("of %s are refused with both numbers", async (name, content) => {
    expect(await refusal(name, content)).toMatch(
      /expected at most \d+ vertices .* got a claim of \d+; --max-vertices/,
    );
  });

  test("are read where they are asked for, or in proportion to the file", async () => {
    const content = bytes("3000000,1,u,x\n1,2\n");
    expect(await refusal("a.jlg", content)).toContain("got a claim of 3000000");
    const read = await readGraph(content, { name: "a.jlg", maxVertices: 3_000_000 });
    expect(read.adjacency.vertexCount).toBe(3_000_000);
    const small = await readGraph(bytes("900000,1,u,x\n1,2\n"), { name: "a.jlg" });
    expect(small.adjacency.vertexCount).toBe(900_000);
  });

  test("of an OGB folder are refused", () => {
    const files = { edges: bytes("0,1\n"), counts: bytes("268435456\n"), splits: [] };
    expect(() => readOgb("x", files)).toThrow(/raw\/num-node-list.csv:1: expected at most \d+ vertices/);
  });

  test("of an empty matrix of a Planetoid set are refused", () => {
    const array = pickle(
      "cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\n",
      [0x4b, 0, 0x85, 0x43, 1, 0x62, 0x87, 0x52, 0x28, 0x4b, 1],
      [0x8a, 5, 0, 0xca, 0x9a, 0x3b, 0, 0x4b, 0, 0x86],
      "cnumpy\ndtype\n",
      [0x58, 2, 0, 0, 0, 0x69, 0x34, 0x4b, 0, 0x4b, 1, 0x87, 0x52],
      [0x28, 0x4b, 3, 0x58, 1, 0, 0, 0, 0x3c, 0x74, 0x62, 0x89, 0x43, 0, 0x74, 0x62, 0x2e],
    );
    const csr = csrPickle();
    const files = {
      allx: csr,
      tx: csr,
      x: csr,
      ally: array,
      ty: array,
      y: array,
      graph: none,
      "test.index": none,
    };
    expect(() => readPlanetoid("x", files)).toThrow(/ind.x.ally: expected at most \d+ vertices/);
  });
});

describe("one budget counts what a file inflates and widens to", () => {
  const gz = (text: Uint8Array) => new Uint8Array(gzipSync(text, { level: 6 }));
  test.each([
    ["commas", "a.csv.gz", gz(new Uint8Array(50_000_000).fill(0x2c)), "fields in a row"],
    ["brackets", "a.json.gz", gz(bytes(`{"nodes":[${"[],".repeat(30_000_000)}[]]}`)), "--memory allows more"],
    ["rows", "a.csv.gz", gz(bytes("1,2\n".repeat(14_000_000))), "--memory allows more"],
    [
      "elements",
      "a.graphml.gz",
      gz(bytes(`<graphml><graph>${"<node/>".repeat(8_000_000)}`)),
      "--memory allows more",
    ],
    [
      "empty dictionaries",
      "a.npz",
      npzBytes({ adj_matrix: npyBytes("|O", [1], new Uint8Array(30_000_000).fill(0x7d)) }),
      "--memory allows more",
    ],
    [
      "defaults",
      "a.gexf",
      bytes(
        `<gexf><graph><attributes class="node"><attribute id="0" type="liststring"><default>${"a|".repeat(100_000)}</default></attribute>${Array.from({ length: 2000 }, (_, k) => `<attribute id="x${k}"><default>1</default></attribute>`).join("")}</attributes><nodes>${Array.from({ length: 20_000 }, (_, k) => `<node id="${k}"/>`).join("")}</nodes></graph></gexf>`,
      ),
      "--memory allows more",
    ],
    ["characters of a MAT-file", "a.mat", matOf(charArray(100_000_000)), "--memory allows more"],
    ["int8 of a MAT-file", "a.mat", matOf(int8Array(9000)), "--memory allows more"],
  ])("%s", async (_, name, content, message) => {
    expect(content.length).toBeLessThan(2 ** 20);
    expect(await refusal(name, content)).toContain(message);
  });

  test("a default that is a list is parsed once, and every node has it", async () => {
    const list = "a|".repeat(2000);
    const nodes = Array.from({ length: 3000 }, (_, k) => `<node id="${k}"/>`).join("");
    const text = `<gexf><graph><attributes class="node"><attribute id="0" title="t" type="liststring"><default>${list}</default></attribute></attributes><nodes>${nodes}</nodes></graph></gexf>`;
    const { vertexAttributes } = await readGraph(bytes(text), { name: "a.gexf" });
    expect(vertexAttributes?.[0].t).toHaveLength(2001);
    expect(vertexAttributes?.[2999].t).toBe(vertexAttributes?.[0].t);
  });

  test("one list under many keys of a pickle counts under each", () => {
    // A list of 20,000 zeros, memorized; then a dictionary with it under 60,000 keys.
    const items = [0x5d, 0x71, 0, 0x28, ...Array.from({ length: 20_000 }, () => [0x4b, 0]).flat(), 0x65];
    const entries: number[] = [];
    for (let k = 0; k < 60_000; k++) entries.push(0x4d, k & 255, k >> 8, 0x68, 0);
    const graph = pickle([0x80, 2, ...items, 0x71, 1, 0x7d, 0x28], entries, [0x75, 0x2e]);
    expect(() => withReadBudget(graph.length, {}, () => readNeighbors(graph))).toThrow("neighbours");
  });

  test("raised by memory, lowered by memory", async () => {
    const content = gz(bytes("1,2\n".repeat(2_000_000)));
    await expect(readGraph(content, { name: "a.csv.gz", memory: 2 ** 26 })).rejects.toThrow(
      "expected a file that can be read in 64 MiB",
    );
    const read = await readGraph(content, { name: "a.csv.gz", memory: 2 ** 31 });
    expect(read.adjacency.edgeCount).toBe(1);
  });
});

describe("what used to hang, or fail without a type", () => {
  test("an array of 400,001 axes", async () => {
    const shape = Array.from({ length: 400_001 }, () => 1);
    const header = `{'descr': '<f4', 'fortran_order': True, 'shape': (${shape.join(", ")}), }\n`;
    const npy = new Uint8Array(12 + header.length + 4);
    npy.set([
      0x93,
      0x4e,
      0x55,
      0x4d,
      0x50,
      0x59,
      2,
      0,
      ...new Uint8Array(Uint32Array.of(header.length).buffer),
    ]);
    npy.set(bytes(header), 12);
    expect(await refusal("a.npz", npzBytes({ edge_index: npy }))).toContain(
      "expected at most 64 axes, got 400001",
    );
  });

  test("a csv of quotes without a line feed is linear", async () => {
    const began = performance.now();
    await readGraph(bytes(`a,b\n"${'""'.repeat(500_000)}",c\n`), { name: "a.csv" });
    await readGraph(bytes(`${'"x","y"\n'}${'"a","b"\n'.repeat(100_000)}`), { name: "a.csv" });
    expect(performance.now() - began).toBeLessThan(8000);
  });

  test("lines are still counted after fields with line feeds", async () => {
    const text = 'a,b\n"c\nd","e\n\nf"\n"g","h"\ni,j,k\n';
    await expect(readGraph(bytes(text), { name: "a.csv" })).rejects.toThrow("a.csv:7:");
  });

  test("blanks in a list of GEXF are trimmed in linear time", async () => {
    const value = `a|${" ".repeat(400_000)}b`;
    const text = `<gexf><graph><attributes class="node"><attribute id="0" title="t" type="liststring"/></attributes><nodes><node id="1"><attvalues><attvalue for="0" value="${value}"/></attvalues></node></nodes></graph></gexf>`;
    const began = performance.now();
    const { vertexAttributes } = await readGraph(bytes(text), { name: "a.gexf" });
    expect(vertexAttributes?.[0].t).toEqual(["a", "b"]);
    expect(performance.now() - began).toBeLessThan(5000);
  });

  // Whether a digit belongs before or behind a point that is not there was tried for each of them: 60,000 digits took six seconds.
  test("a long row of digits that is no number, in an edge list and in GML", async () => {
    const digits = "7".repeat(1_000_000);
    const { adjacency } = await readGraph(bytes(`source\ttarget\na\t${digits}x\n`), { name: "a.tsv" });
    expect(adjacency.edgeCount).toBe(1);
    await expect(
      readGraph(bytes(`graph [ node [ id 0 size ${digits}x ] ]`), { name: "a.gml" }),
    ).rejects.toThrow("a.gml");
  });

  const deep = `${"[".repeat(200_000)}${"]".repeat(200_000)}`;
  test.each([
    [
      "as a weight",
      `{"nodes":[{"key":"a"},{"key":"b"}],"edges":[{"source":"a","target":"b","attributes":{"weight":${deep}}}]}`,
    ],
    [
      "that has methods",
      `{"nodes":[{"key":"a"},{"key":"b"}],"edges":[{"source":"a","target":"b","attributes":{"weight":{"toString":1}}}]}`,
    ],
  ])("a JSON value %s", async (_, text) => {
    expect(await refusal("a.json", bytes(text))).toMatch(
      /expected a finite number as weight, got (a list|an object)/,
    );
  });

  test("a JSON value as an edge's type", async () => {
    const text = `{"nodes":[{"key":"a"},{"key":"b"}],"edges":[{"source":"a","target":"b","attributes":{"t":${deep}}}]}`;
    await expect(readGraph(bytes(text), { name: "a.json", edgeType: "t" })).rejects.toThrow(
      "expected a string or a number as its type",
    );
  });

  test("a deep value as a vertex of a partition", async () => {
    const dataset = await readGraph(bytes("a,b\nb,c\n"), { name: "a.csv" });
    expect(() => readPartitions(bytes(`{"p":[${deep}]}`), dataset)).toThrow("got a list");
  });

  test("an error that a reader did not foresee is typed", () => {
    const overflow = (): number => 1 + overflow();
    expect(() => withReadBudget(0, {}, overflow)).toThrow(FormatError);
    expect(() => withReadBudget(0, {}, () => new Float64Array(2 ** 40))).toThrow(
      // V8 says either, by version.
      /^expected a file that fits into memory.*(Invalid typed array length|Array buffer allocation failed)/,
    );
    expect(() => withReadBudget(0, {}, () => (undefined as unknown as string).length)).toThrow(FormatError);
    // The budget is not in force any more.
    expect(() => takeBytes(2 ** 30 - 1, "x")).not.toThrow();
  });
});

test("objects are counted against the heap as well", () => {
  expect(() => withReadBudget(0, { memory: 2 ** 50 }, () => takeObjects(10 ** 12, 40, "names"))).toThrow(
    /names fit into a JavaScript heap of .* --max-old-space-size/,
  );
});

test("a map of several maps finds what was added, in order", () => {
  const map = createLargeMap<string, number>(3);
  for (let k = 0; k < 10; k++) map.add(`${k}`, k);
  expect(map.size).toBe(10);
  expect(map.keys()).toEqual(Array.from({ length: 10 }, (_, k) => `${k}`));
  for (let k = 0; k < 10; k++) expect(map.get(`${k}`)).toBe(k);
  expect(map.get("10")).toBeUndefined();
});
