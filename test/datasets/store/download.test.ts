import { readdir, readFile, utimes, writeFile } from "node:fs/promises";
import type { RequestListener, ServerResponse } from "node:http";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  type DownloadOptions,
  type DownloadProgress,
  downloadFile,
} from "../../../datasets/store/download.js";
import { DownloadError, InputError, InterruptedError } from "../../../src/errors.js";
import { sha256Hex } from "../../../src/files.js";
import { closedPort, serve } from "../../support/file-server.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

const content = Uint8Array.from({ length: 200_000 }, (_, k) => (k * k) % 251);
const sha256 = sha256Hex(content);

/** Downloads from a server that answers so; gives the folder that was downloaded to and what was thrown. */
async function attempt(listener: RequestListener, options: DownloadOptions = {}) {
  const folder = temporaryFolder();
  const url = `${await serve(listener)}/a.bin`;
  const path = join(folder, "a.bin");
  const error: unknown = await downloadFile(
    { path: "a.bin", url, bytes: content.length, sha256 },
    path,
    options,
  ).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return { folder, path, url, error };
}

/** Sends all headers, half of the content, and then what `end` does. */
const half = (end: (response: ServerResponse) => void, headers = {}) =>
  ((_, response) => {
    response.writeHead(200, headers);
    response.write(content.subarray(0, content.length / 2), () => setTimeout(() => end(response), 20));
  }) satisfies RequestListener;

test("writes what the server sends, and says how far it is", async () => {
  const progress: DownloadProgress[] = [];
  const { path, url, error } = await attempt((_, response) => response.end(content), {
    onProgress: (now) => progress.push(now),
  });
  expect(error).toBeUndefined();
  expect(sha256Hex(await readFile(path))).toBe(sha256);
  expect(progress).toEqual(progress.toSorted((a, b) => a.received - b.received));
  expect(progress.at(-1)).toEqual({ url, received: content.length, bytes: content.length });
});

test("takes the file's catalogue path from a mirror", async () => {
  const asked: (string | undefined)[] = [];
  const mirror = await serve((request, response) => {
    asked.push(request.url);
    response.end(content);
  });
  const path = join(temporaryFolder(), "deep", "a.bin");
  const file = { path: "deep/a.bin", url: "http://host.invalid/a.bin", bytes: content.length, sha256 };
  await downloadFile(file, path, { mirror: `${mirror}/data//` });
  expect(asked).toEqual(["/data/deep/a.bin"]);
  expect((await readFile(path)).length).toBe(content.length);
});

describe("leaves nothing, and says what went wrong in one line, where", () => {
  const cases: [what: string, listener: RequestListener, message: RegExp][] = [
    [
      "the server does not have it",
      (_, response) => response.writeHead(404).end("no"),
      /the server answered 404 Not Found; try again, or put the file at .*a\.bin by hand$/,
    ],
    ["the server fails", (_, response) => response.writeHead(503).end(), /answered 503 Service Unavailable/],
    [
      "the body ends early",
      half((response) => response.end()),
      /the download broke off after 100000 of 200000 bytes;/,
    ],
    [
      "the body ends before its declared length",
      half((response) => response.destroy(), { "content-length": content.length }),
      /the download broke off after \d+ of 200000 bytes \(.+\);/,
    ],
    [
      "the connection breaks in the middle",
      half((response) => response.socket?.resetAndDestroy()),
      /the download broke off after \d+ of 200000 bytes \(.+\);/,
    ],
    [
      "the connection breaks before the answer",
      (request) => request.socket.destroy(),
      /cannot be reached \(.+\)/,
    ],
    ["nothing comes", (_, response) => response.end(), /broke off after 0 of 200000 bytes;/],
    [
      "too much comes",
      (_, response) => {
        response.write(content);
        response.end("x");
      },
      /expected 200000 bytes, more came;/,
    ],
    [
      "one byte differs",
      (_, response) => response.end(content.with(77, 1)),
      new RegExp(`expected a file of SHA-256 ${sha256}, got [0-9a-f]{64};`),
    ],
  ];
  test.each(cases)("%s", async (_, listener, message) => {
    const { folder, url, error } = await attempt(listener);
    expect(error).toBeInstanceOf(DownloadError);
    expect((error as Error).message).toMatch(message);
    expect((error as Error).message.startsWith(`${url}: `)).toBe(true);
    expect((error as Error).message).not.toContain("\n");
    expect(await readdir(folder)).toEqual([]);
  });

  test("nobody listens", async () => {
    const folder = temporaryFolder();
    const file = { path: "a.bin", url: await closedPort(), bytes: 1, sha256 };
    await expect(downloadFile(file, join(folder, "a.bin"))).rejects.toThrow(
      /cannot be reached \(.*ECONNREFUSED/,
    );
    expect(await readdir(folder)).toEqual([]);
  });

  test("the folder cannot be made", async () => {
    const folder = temporaryFolder();
    await writeFile(join(folder, "file"), "");
    const file = { path: "a.bin", url: "http://host.invalid/", bytes: 1, sha256 };
    await expect(downloadFile(file, join(folder, "file", "a.bin"))).rejects.toThrow(InputError);
  });
});

describe("stops when asked to", () => {
  test("before the answer", async () => {
    const { folder, error } = await attempt(() => {}, { signal: AbortSignal.timeout(50) });
    expect(error).toBeInstanceOf(InterruptedError);
    expect(await readdir(folder)).toEqual([]);
  });

  test("in the middle", async () => {
    const stop = new AbortController();
    const { folder, url, error } = await attempt(
      half(() => {}),
      { signal: stop.signal, onProgress: ({ received }) => received >= 100_000 && stop.abort() },
    );
    expect(error).toBeInstanceOf(InterruptedError);
    expect((error as Error).message).toBe(`${url}: download interrupted, nothing of it was kept`);
    expect(await readdir(folder)).toEqual([]);
  });
});

test("a download that fails leaves the file that was there before", async () => {
  const path = join(temporaryFolder(), "a.bin");
  await writeFile(path, "older version");
  const url = await serve((_, response) => response.end("wrong"));
  await expect(downloadFile({ path: "a.bin", url, bytes: 5, sha256 }, path)).rejects.toThrow(/SHA-256/);
  expect(await readFile(path, "utf8")).toBe("older version");
});

test("what downloads that were killed left is deleted after an hour, and sooner not", async () => {
  const url = await serve((_request, response) => response.end(content));
  const folder = temporaryFolder();
  const name = (digit: number) => `.seprank-${`${digit}`.repeat(8)}-0000-4000-8000-000000000000.tmp`;
  const now = Date.now() / 1000;
  for (const [digit, age] of [
    [1, 3700],
    [2, 60],
  ]) {
    await writeFile(join(folder, name(digit)), "half");
    await utimes(join(folder, name(digit)), now - age, now - age);
  }
  await downloadFile({ path: "file.bin", url, bytes: content.length, sha256 }, join(folder, "file.bin"));
  expect((await readdir(folder)).sort()).toEqual([name(2), "file.bin"]);
});

test("a download that only drips has failed", async () => {
  let drip: NodeJS.Timeout | undefined;
  const begun = performance.now();
  const { folder, error } = await attempt(
    (_, response) => {
      response.writeHead(200);
      drip = setInterval(() => response.write(Uint8Array.of(1)), 20);
      response.on("close", () => clearInterval(drip));
    },
    { leastRate: { bytes: 1000, seconds: 0.2 } },
  );
  clearInterval(drip);
  expect(error).toBeInstanceOf(DownloadError);
  expect((error as Error).message).toMatch(/less than 1000 bytes came in 0\.2 s; try again/);
  expect(performance.now() - begun).toBeLessThan(5000);
  expect(await readdir(folder)).toEqual([]);
});

test("a server that never answers has failed, too", async () => {
  const { error } = await attempt(() => undefined, { leastRate: { bytes: 1, seconds: 0.2 } });
  expect((error as Error).message).toMatch(/less than 1 bytes came/);
});
