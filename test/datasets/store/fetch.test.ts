import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { openDataset } from "../../../datasets/open.js";
import { catalog } from "../../../datasets/store/catalog.js";
import { fetchDataset } from "../../../datasets/store/fetch.js";
import { InputError, InterruptedError } from "../../../src/errors.js";
import { sha256Hex } from "../../../src/files.js";
import { int64Npy, pathGraphNpz } from "../../generators/npz-bytes.js";
import { serve } from "../../support/file-server.js";
import { realData } from "../../support/real-data.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

afterEach(() => vi.unstubAllEnvs());

const filesBelow = async (folder: string) =>
  (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());

/** A mirror of the files that a data set has below SEPRANK_DATA, and what was asked of it. */
async function mirrorOf(context: Parameters<typeof realData>[0], name: string) {
  const files = catalog.find((entry) => entry.name === name)?.files ?? [];
  const contents = new Map(files.map(({ path }) => [`/${path}`, realData(context, path)]));
  const asked: string[] = [];
  const mirror = await serve((request, response) => {
    asked.push(request.url ?? "");
    response.end(contents.get(request.url ?? ""));
  });
  return { files, mirror, asked };
}

test("fetches a real file, once", async (context) => {
  const { mirror, asked } = await mirrorOf(context, "texas");
  const folder = temporaryFolder();
  const path = join(folder, "heterophilous", "texas.npz");
  expect(await fetchDataset("texas", { folder, mirror })).toEqual([{ path, bytes: 28586, downloaded: true }]);
  expect(await fetchDataset("texas", { folder, mirror })).toEqual([
    { path, bytes: 28586, downloaded: false },
  ]);
  expect(asked).toEqual(["/heterophilous/texas.npz"]);
  expect(await filesBelow(folder)).toHaveLength(1);
});

test("replaces a damaged file of the right size", async (context) => {
  const { files, mirror } = await mirrorOf(context, "texas");
  const folder = temporaryFolder();
  const [{ path }] = await fetchDataset("texas", { folder, mirror });
  const damaged = await readFile(path);
  damaged[1000] ^= 1;
  await writeFile(path, damaged);
  expect((await fetchDataset("texas", { folder, mirror }))[0].downloaded).toBe(true);
  expect(sha256Hex(await readFile(path))).toBe(files[0].sha256);
});

test("fetches all files of a data set, and after a break only what is missing", async (context) => {
  const { files, mirror, asked } = await mirrorOf(context, "cora-planetoid");
  const folder = temporaryFolder();
  const stop = new AbortController();
  const third = files[2].path;
  const stopped = fetchDataset("cora-planetoid", {
    folder,
    mirror,
    signal: stop.signal,
    onProgress: ({ url }) => url.endsWith(third) && stop.abort(),
  });
  await expect(stopped).rejects.toThrow(InterruptedError);
  expect(await filesBelow(folder)).toHaveLength(2);
  const fetched = await fetchDataset("cora-planetoid", { folder, mirror });
  expect(fetched.map((file) => file.downloaded)).toEqual(files.map((_, k) => k >= 2));
  expect(asked).toHaveLength(files.length + 1);
});

test("puts files into the cache folder where no other is given", async (context) => {
  const { mirror } = await mirrorOf(context, "texas");
  const cache = temporaryFolder();
  vi.stubEnv("SEPRANK_CACHE", cache);
  expect((await fetchDataset("texas", { mirror }))[0].path).toBe(join(cache, "heterophilous", "texas.npz"));
});

test("a mirror without the file", async () => {
  const folder = temporaryFolder();
  const mirror = await serve((_, response) => response.writeHead(404).end());
  await expect(fetchDataset("cora", { folder, mirror })).rejects.toThrow(
    `${mirror}/gnn-benchmark/cora.npz: the server answered 404 Not Found; try again, or put the file at ` +
      `${join(folder, "gnn-benchmark", "cora.npz")} by hand`,
  );
  expect(await filesBelow(folder)).toEqual([]);
});

test("embedded data need no fetching", async () => {
  expect(await fetchDataset("karate")).toEqual([]);
});

test("an unknown name", async () => {
  const fetched = fetchDataset("coar");
  await expect(fetched).rejects.toThrow(InputError);
  await expect(fetched).rejects.toThrow(/^coar: no such file or data set; did you mean cora\?/);
});

test("a file without a checksum is taken on trust once, pinned, and then has to stay what it was", async () => {
  const folder = temporaryFolder();
  let content = pathGraphNpz();
  const mirror = await serve((_, response) => response.end(content));
  const path = join(folder, "heterophilous", "roman_empire.npz");
  const refused = fetchDataset("roman-empire", { folder, mirror });
  await expect(refused).rejects.toThrow(
    /^roman-empire: the catalogue has no SHA-256 of .*; --trust-first takes it/,
  );
  expect(await filesBelow(folder)).toHaveLength(0);
  await expect(openDataset("roman-empire", { dataDir: folder })).rejects.toThrow(
    "run: seprank datasets fetch roman-empire --trust-first",
  );

  const sha256 = sha256Hex(content);
  const bytes = content.length;
  expect(await fetchDataset("roman-empire", { folder, mirror, trustFirst: true })).toEqual([
    { path, bytes, downloaded: true, pinned: sha256 },
  ]);
  expect(JSON.parse(await readFile(`${path}.pin.json`, "utf8"))).toMatchObject({ bytes, sha256 });
  const { dataset } = await openDataset("roman-empire", { dataDir: folder });
  expect(dataset.adjacency.vertexCount).toBe(12);
  // Neither the flag nor the server matters any more.
  content = pathGraphNpz({ extra: int64Npy([1]) });
  for (const trustFirst of [false, true])
    expect(await fetchDataset("roman-empire", { folder, mirror, trustFirst })).toEqual([
      { path, bytes, downloaded: false },
    ]);
  await writeFile(path, content);
  await expect(openDataset("roman-empire", { dataDir: folder })).rejects.toThrow(
    `expected SHA-256 ${sha256}, got ${sha256Hex(content)}`,
  );
  await expect(fetchDataset("roman-empire", { folder, mirror, trustFirst: true })).rejects.toThrow(
    /expected \d+ bytes, more came|of SHA-256|broke off/,
  );
});

test("a file that was put there by hand is pinned as it is; a pin that cannot be read is none", async () => {
  const folder = temporaryFolder();
  const path = join(folder, "heterophilous", "questions.npz");
  await mkdir(dirname(path));
  // Made once: an archive has the time of day in it.
  const content = pathGraphNpz();
  await writeFile(path, content);
  await expect(openDataset("questions", { dataDir: folder })).rejects.toThrow(
    "has no SHA-256 to be checked by, in the catalogue or pinned",
  );
  const mirror = await serve((_, response) => response.writeHead(404).end());
  const [file] = await fetchDataset("questions", { folder, mirror, trustFirst: true });
  expect(file).toMatchObject({ downloaded: false, pinned: sha256Hex(content) });
  expect((await openDataset("questions", { dataDir: folder })).dataset.labels).toHaveLength(12);
  await writeFile(`${path}.pin.json`, '{"bytes": 3}');
  await expect(openDataset("questions", { dataDir: folder })).rejects.toThrow("--trust-first");
});
