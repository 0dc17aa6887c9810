import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { openDataset } from "../../../../datasets/open.js";
import { FormatError } from "../../../../src/errors.js";
import { readTu, TU_PARTS, type TuPart } from "../../../../src/graph/formats/folders/tu.js";

/** A triangle of class 5 with two kinds of edges, an isolated vertex of class -1, and a path of class 5. */
const FILES: Readonly<Record<TuPart, string>> = {
  A: "1, 2\n2, 1\n2, 3\n3, 2\n1, 3\n3, 1\n5, 6\n6, 5\n",
  graph_indicator: "1\n1\n1\n2\n3\n3\n",
  graph_labels: "5\n-1\n5\n",
  node_labels: "2\n0\n2\n7\n0\n0\n",
  node_attributes: "0.5, 1\n 1e1,2\n3,-4\n5,6\n7,8\n9,.5\n\n",
  edge_labels: "1\n1\n4\n4\n1\n1\n4\n4\n",
};

const bytesOf = (texts: Partial<Record<TuPart, string>>) =>
  Object.fromEntries(Object.entries(texts).map(([part, text]) => [part, new TextEncoder().encode(text)]));

const read = (change: Partial<Record<TuPart, string>> = {}, directed = false) =>
  readTu("DS", bytesOf({ ...FILES, ...change }), directed);

test("a collection by its definition", () => {
  const { adjacency, features, graphs, dropped, labels, name } = read();
  expect(name).toBe("DS");
  expect(labels).toBeNull();
  expect([...adjacency.sources].map((source, e) => [source, adjacency.targets[e]])).toEqual([
    [0, 1],
    [1, 2],
    [0, 2],
    [4, 5],
  ]);
  expect([...(adjacency.types ?? [])]).toEqual([0, 1, 0, 1]);
  expect(dropped).toEqual({ selfLoops: 0, duplicates: 0 });
  expect(graphs).toEqual({
    offsets: Uint32Array.of(0, 3, 4, 6),
    labels: Int32Array.of(1, 0, 1),
    classNames: ["-1", "5"],
  });
  expect(features).toEqual({
    kind: "dense",
    rows: 6,
    columns: 5,
    values: Float32Array.of(
      ...[0.5, 1, 0, 1, 0],
      ...[10, 2, 1, 0, 0],
      ...[3, -4, 0, 1, 0],
      ...[5, 6, 0, 0, 1],
      ...[7, 8, 1, 0, 0],
      ...[9, 0.5, 1, 0, 0],
    ),
  });
});

test("only what must be there, listed once or too often, directed or not", () => {
  const { A, graph_indicator, graph_labels } = FILES;
  const given = { A: `${A}1, 2\n4, 4\n`, graph_indicator, graph_labels };
  const { adjacency, features, dropped } = readTu("DS", bytesOf(given));
  expect(features).toBeNull();
  expect(adjacency).toMatchObject({ edgeCount: 4, types: null, directed: false });
  expect(dropped).toEqual({ selfLoops: 1, duplicates: 1 });
  expect(readTu("DS", bytesOf({ ...given, A: "1,2\n" })).dropped.duplicates).toBe(0);
  expect(readTu("DS", bytesOf(given), true).adjacency).toMatchObject({ edgeCount: 8, directed: true });
});

test.each<[string, Partial<Record<TuPart, string>>, string]>([
  ["a vertex of no graph", { A: "1, 7\n" }, "DS_A.txt:1: expected vertices from 1 to 6, got 7"],
  ["a vertex zero", { A: "1,2\n0, 1\n" }, "DS_A.txt:2: expected vertices from 1 to 6, got 0"],
  ["an edge between graphs", { A: "3, 4\n" }, "DS_A.txt:1: expected an edge within one graph"],
  ["three numbers", { A: "1, 2, 3\n" }, 'DS_A.txt:1: expected 2 numbers separated by commas, got "1, 2, 3"'],
  ["no number", { A: "1, x\n" }, 'DS_A.txt:1: expected a finite number, got "x"'],
  ["half a vertex", { A: "1, 1.5\n" }, "DS_A.txt:1: expected vertices from 1 to 6, got 1.5"],
  [
    "a graph of no label",
    { graph_indicator: "1\n1\n1\n2\n3\n4\n" },
    "DS_graph_indicator.txt:6: expected a graph from 1 to 3, got 4",
  ],
  [
    "graphs in disorder",
    { graph_indicator: "1\n2\n1\n2\n3\n3\n" },
    "DS_graph_indicator.txt:3: expected ascending graphs, got 1 after 2",
  ],
  [
    "too few node labels",
    { node_labels: "1\n" },
    "DS_node_labels.txt: expected 6 lines, one for each vertex, got 1",
  ],
  [
    "too many edge labels",
    { edge_labels: "1\n".repeat(9) },
    "DS_edge_labels.txt: expected 8 lines, one for each edge, got 9",
  ],
  ["a ragged matrix", { node_attributes: "1,2\n3\n" }, "DS_node_attributes.txt:2: expected 2 numbers"],
  [
    "an infinite attribute",
    { node_attributes: "1e400\n" },
    'DS_node_attributes.txt:1: expected a finite number, got "1e400"',
  ],
])("%s", (_, change, message) => {
  expect(() => read(change)).toThrow(FormatError);
  expect(() => read(change)).toThrow(message);
});

test("a missing part is named", () => {
  const { graph_labels: _, ...rest } = FILES;
  expect(() => readTu("DS", bytesOf(rest))).toThrow(
    "tu DS: the part graph_labels is missing; expected the file DS_graph_labels.txt",
  );
});

test("damaged bytes are one clear line, or still a collection", () => {
  fc.assert(
    fc.property(fc.constantFrom(...TU_PARTS), fc.nat(20), fc.nat(255), (part, at, byte) => {
      const files = bytesOf(FILES);
      files[part] = files[part].with(at % files[part].length, byte);
      try {
        readTu("DS", files);
      } catch (error) {
        expect(error).toBeInstanceOf(FormatError);
        expect((error as Error).message).not.toContain("\n");
      }
    }),
    { numRuns: 300 },
  );
});

test("any of its files opens the collection, with the parts that are there", async () => {
  const folder = mkdtempSync(join(tmpdir(), "seprank-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const part of ["A", "graph_indicator", "graph_labels", "node_labels"] as const)
    writeFileSync(join(folder, `DS_${part}.txt`), FILES[part]);
  for (const part of ["A", "node_labels"]) {
    const { dataset, sha256 } = await openDataset(join(folder, `DS_${part}.txt`));
    expect(dataset).toMatchObject({ name: "DS", graphs: { offsets: Uint32Array.of(0, 3, 4, 6) } });
    expect(dataset.features?.columns).toBe(3);
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  }
});
