import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { openDataset } from "../../../datasets/open.js";
import { fetchDataset } from "../../../datasets/store/fetch.js";
import { gzip } from "../../../src/graph/formats/compression/gzip.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

afterEach(() => vi.unstubAllEnvs());

const FILES = {
  "raw/edge.csv": "0,1\n1,0\n3,2\n1,2\n2,2\n",
  "raw/num-node-list.csv": "5\n",
  "raw/num-edge-list.csv": "5\n",
  "raw/node-feat.csv": "0.5,-1\n0,0\n1,2\n3,4\n-0.25,1e-3\n",
  "raw/node-label.csv": "2\n0\nnan\n1\n2\n",
  "split/time/train.csv": "3\n0\n",
  "split/time/valid.csv": "1\n",
  "split/time/test.csv": "4\n",
};

async function folderWith(files: Readonly<Record<string, string>>, folder: string): Promise<string> {
  for (const [path, text] of Object.entries(files)) {
    const zipped = path !== "raw/num-node-list.csv";
    const target = join(folder, zipped ? `${path}.gz` : path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, zipped ? gzip(new TextEncoder().encode(text)) : text);
  }
  return folder;
}

test("a folder in OGB's layout opens with features, labels and its own split", async () => {
  const folder = await folderWith(FILES, join(temporaryFolder(), "tiny"));
  const { dataset, source } = await openDataset(folder);
  expect(source).toBe(folder);
  expect(dataset.name).toBe("tiny");
  expect(dataset.adjacency).toMatchObject({ vertexCount: 5, edgeCount: 3, directed: false });
  expect(dataset.dropped).toEqual({ selfLoops: 1, duplicates: 1 });
  expect(dataset.labels).toEqual(Int32Array.of(2, 0, -1, 1, 2));
  expect(dataset.features).toEqual({
    kind: "dense",
    rows: 5,
    columns: 2,
    values: Float32Array.of(0.5, -1, 0, 0, 1, 2, 3, 4, -0.25, 1e-3),
  });
  expect(dataset.splits).toEqual([
    { train: Uint32Array.of(0, 3), validation: Uint32Array.of(1), test: Uint32Array.of(4) },
  ]);
  expect((await openDataset(folder, { directed: true })).dataset.adjacency.edgeCount).toBe(4);
});

test.each([
  ["raw/edge.csv", "0,1\n1,9\n", /raw\/edge\.csv:2: expected a vertex from 0 to 4, got 9/],
  ["raw/edge.csv", "0,1\n1\n", /raw\/edge\.csv:2: expected 2 numbers, as in the first row, got 1/],
  ["raw/node-feat.csv", "1\n2\n", /raw\/node-feat\.csv: expected 5 rows, got 2/],
  ["raw/node-feat.csv", "1\n2\nx\n4\n5\n", /raw\/node-feat\.csv:3: expected a number, got "x"/],
  ["raw/num-node-list.csv", "-1\n", /num-node-list\.csv:1: expected the number of vertices, got -1/],
  ["split/time/test.csv", "4\n3\n", /vertex 3 is in more than one of .*: in train and test/],
  ["split/time/test.csv", "4\n2\n4\n", /expected every vertex once, got vertex 4 twice in test/],
  ["split/time/test.csv", "1.5\n", /test\.csv:1: expected a vertex from 0 to 4, got 1\.5/],
])("a damaged %s is refused with its place", async (file, text, message) => {
  const folder = await folderWith({ ...FILES, [file]: text }, temporaryFolder());
  await expect(openDataset(folder)).rejects.toThrow(message);
});

test("a part of a split may be empty", async () => {
  const folder = await folderWith({ ...FILES, "split/time/valid.csv": "" }, temporaryFolder());
  const [split] = (await openDataset(folder)).dataset.splits;
  expect(split).toEqual({
    train: Uint32Array.of(0, 3),
    validation: new Uint32Array(),
    test: Uint32Array.of(4),
  });
});

test("ogbn-arxiv is found by name in a data folder, and says how to get it where it is not there", async () => {
  const data = temporaryFolder();
  vi.stubEnv("SEPRANK_CACHE", temporaryFolder());
  await expect(openDataset("ogbn-arxiv", { dataDir: data })).rejects.toThrow(
    /ogbn-arxiv: not found in .*download .*arxiv\.zip/,
  );
  await expect(fetchDataset("ogbn-arxiv", { folder: data })).rejects.toThrow(/cannot be fetched; download/);
  await folderWith(FILES, join(data, "arxiv"));
  expect((await openDataset("ogbn-arxiv", { dataDir: data })).dataset.name).toBe("ogbn-arxiv");
});
