import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { afterEach, describe, expect, test, vi } from "vitest";
import { openDataset } from "../../datasets/open.js";
import { catalog } from "../../datasets/store/catalog.js";
import { datasetDigest } from "../../datasets/store/digest.js";
import { FormatError, InputError } from "../../src/errors.js";
import { sha256Hex } from "../../src/files.js";
import type { GraphDataset } from "../../src/graph/dataset.js";
import { realDataPath } from "../support/real-data.js";
import { temporaryFolder } from "../support/temporary-folder.js";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const countsOf = ({ adjacency, features, labels, classNames, graphs }: GraphDataset) => ({
  vertices: adjacency.vertexCount,
  edges: adjacency.edgeCount,
  features: features?.columns ?? 0,
  classes: classNames?.length ?? new Set(labels?.filter((label) => label >= 0)).size,
  ...(graphs === undefined
    ? {}
    : {
        graphs: graphs.labels.length,
        classes: new Set(graphs.labels.filter((label) => label >= 0)).size,
      }),
});

/** Looks for data nowhere but in two empty folders. */
async function emptyPlaces() {
  const [data, cache] = [temporaryFolder(), await temporaryFolder()];
  vi.stubEnv("SEPRANK_DATA", data);
  vi.stubEnv("SEPRANK_CACHE", cache);
  return { data, cache };
}

async function copyInto(folder: string, file: string, path: string): Promise<string> {
  const target = join(folder, path);
  await mkdir(dirname(target), { recursive: true });
  await copyFile(file, target);
  return target;
}

describe("the catalogue", () => {
  test("is frozen, of distinct names and files", () => {
    expect(new Set(catalog.map((entry) => entry.name)).size).toBe(catalog.length);
    const files = catalog.flatMap((entry) => entry.files);
    expect(new Set(files.map((file) => file.path)).size).toBe(files.length);
    for (const { url, sha256, bytes } of files) {
      expect(url).toMatch(/^https:\/\/raw\.githubusercontent\.com\/[\w-]+\/[\w-]+\/[0-9a-f]{40}\/[\w/.-]+$/);
      if (sha256 === null) {
        expect(bytes).toBeNull();
        continue;
      }
      expect(sha256).toMatch(/^[0-9a-f]{64}$/);
      expect(bytes).toBeGreaterThan(0);
    }
    for (const { title, files: own } of catalog)
      expect(title.includes("--trust-first")).toBe(own.some((file) => file.sha256 === null));
    for (const entry of catalog) {
      expect(Object.isFrozen(entry) && Object.isFrozen(entry.counts) && Object.isFrozen(entry.files)).toBe(
        true,
      );
      expect(entry.files.length === 0).toBe(entry.format === "embedded" || entry.manual !== undefined);
    }
  });

  test.for(catalog)("counts $name as it is", async (entry, context) => {
    if (entry.format === "ogb") {
      realDataPath(context, `${entry.folder}/raw/edge.csv.gz`);
      return expect(countsOf((await openDataset(entry.name)).dataset)).toEqual(entry.counts);
    }
    for (const file of entry.files) if (file.sha256 === null) realDataPath(context, `${file.path}.pin.json`);
    const [first] = entry.files;
    const source = first === undefined ? "embedded" : realDataPath(context, first.path);
    const opened = await openDataset(entry.name);
    expect(opened.dataset.name).toBe(entry.name);
    expect(opened.source).toBe(source);
    const hashes = entry.files.map((file) => file.sha256);
    const expected = [datasetDigest(opened.dataset), hashes[0]][hashes.length];
    expect(opened.sha256).toBe(expected ?? sha256Hex(Buffer.from(hashes.join("\n"))));
    expect(countsOf(opened.dataset)).toEqual(entry.counts);
  });

  test("planetoid brings the public split", async (context) => {
    realDataPath(context, "planetoid/ind.cora.graph");
    const { dataset } = await openDataset("cora-planetoid");
    expect(
      dataset.splits.map((split) => [split.train, split.validation, split.test].map((s) => s.length)),
    ).toEqual([[140, 500, 1000]]);
  });
});

describe("a name of the catalogue", () => {
  test("that is nowhere: says where it was looked for, and how to get it", async () => {
    const { data, cache } = await emptyPlaces();
    await expect(openDataset("cora")).rejects.toThrow(
      new InputError(`cora: not found in ${data}, ${cache}; run: seprank datasets fetch cora`),
    );
    const given = temporaryFolder();
    await expect(openDataset("cora", { dataDir: given })).rejects.toThrow(
      `cora: not found in ${given}, ${cache};`,
    );
  });

  test("is looked for in the given folder, then in the cache", async (context) => {
    const file = realDataPath(context, "heterophilous/texas.npz");
    const { cache } = await emptyPlaces();
    const messages: string[] = [];
    const cached = await copyInto(cache, file, "heterophilous/texas.npz");
    expect((await openDataset("texas", { onMessage: (line) => messages.push(line) })).source).toBe(cached);
    expect(messages).toEqual([expect.stringContaining(`texas: from ${cached}, SHA-256 b164b99e`)]);
    const dataDir = temporaryFolder();
    const given = await copyInto(dataDir, file, "heterophilous/texas.npz");
    expect((await openDataset("texas", { dataDir })).source).toBe(given);
  });

  test("whose file is another one than the catalogue knows", async () => {
    const { data } = await emptyPlaces();
    const path = join(data, "heterophilous", "texas.npz");
    await mkdir(dirname(path));
    await writeFile(path, "damaged");
    await expect(openDataset("texas")).rejects.toThrow(
      new InputError(
        `texas: ${path} is damaged or another version (expected SHA-256 ` +
          "b164b99e6c3d43e4ab07488ec59bd8c815f90cbc1bd4cf425ce587d2b534d844, " +
          `got ${sha256Hex(Buffer.from("damaged"))}); remove it and run: seprank datasets fetch texas`,
      ),
    );
  });

  test("goes before a file of that name", async () => {
    expect((await openDataset("karate")).source).toBe("embedded");
  });
});

describe("a path", () => {
  const EDGES = "a,b\nb,c\nc,c\n";

  test("is a graph file, known by its hash", async () => {
    const path = join(temporaryFolder(), "small.csv");
    await writeFile(path, EDGES);
    const { dataset, sha256, source } = await openDataset(path);
    expect(dataset.name).toBe("small.csv");
    expect(source).toBe(path);
    expect(sha256).toBe(sha256Hex(Buffer.from(EDGES)));
    expect(countsOf(dataset)).toMatchObject({ vertices: 3, edges: 2 });
    expect(dataset.dropped.selfLoops).toBe(1);
    expect((await openDataset(path, { directed: true })).dataset.adjacency.directed).toBe(true);
  });

  test("may be - for standard input", async () => {
    const stdin = vi.spyOn(process, "stdin", "get");
    stdin.mockReturnValue(Readable.from([Buffer.from(EDGES)]) as typeof process.stdin);
    const { dataset, source } = await openDataset("-", { format: "csv" });
    expect(source).toBe("standard input");
    expect(dataset.adjacency.edgeCount).toBe(2);
  });

  test("whose content is wrong: the error names it", async () => {
    const path = join(temporaryFolder(), "wrong.npz");
    await writeFile(path, "not a zip archive");
    const error: unknown = await openDataset(path).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(FormatError);
    expect((error as Error).message).toMatch(/wrong\.npz:.* zip/);
    expect((error as Error).message).not.toContain("\n");
  });

  test("of one part of a Planetoid data set stands for all", async (context) => {
    const path = realDataPath(context, "planetoid/ind.cora.graph");
    const named = await openDataset("cora-planetoid");
    for (const other of [path, path.replace(/\.graph$/, ""), path.replace(/graph$/, "test.index")]) {
      const opened = await openDataset(other);
      expect(opened.sha256).toBe(named.sha256);
      expect(opened.dataset).toEqual({ ...named.dataset, name: "cora" });
    }
  });

  test("of a Planetoid data set with a part missing", async (context) => {
    const folder = temporaryFolder();
    const path = await copyInto(folder, realDataPath(context, "planetoid/ind.cora.graph"), "ind.cora.graph");
    await expect(openDataset(path)).rejects.toThrow(
      new InputError(`${join(folder, "ind.cora.x")}: no such file`),
    );
  });

  test("that is not there, or a folder", async () => {
    const folder = temporaryFolder();
    await expect(openDataset(join(folder, "none.csv"))).rejects.toThrow(/none\.csv: no such file$/);
    await expect(openDataset(folder)).rejects.toThrow(/expected a file, this is a folder$/);
  });

  test("that is a bare word: the names that were perhaps meant", async () => {
    await expect(openDataset("coras")).rejects.toThrow(
      /^coras: no such file or data set; did you mean cora\? Known data sets: karate, citations, cora, /,
    );
  });
});
