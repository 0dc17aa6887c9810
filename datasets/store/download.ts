import { createHash } from "node:crypto";
import { dirname } from "node:path";
import { DownloadError, InterruptedError } from "../../src/errors.js";
import { makeFolder, sweepTemporaryFiles, writeFileAtomic } from "../../src/files.js";
import type { CatalogFile } from "./catalog.js";
import type { Pin } from "./pins.js";

/** How far the download of one file is. */
export interface DownloadProgress {
  readonly url: string;
  readonly received: number;
  /** null where nobody knows how many there will be */
  readonly bytes: number | null;
}

/** The slowest that a download may be. */
export interface LeastRate {
  readonly bytes: number;
  readonly seconds: number;
}

/** About 1 kB/s: slower than any line that people wait for. */
const LEAST_RATE: LeastRate = Object.freeze({ bytes: 65_536, seconds: 60 });

export interface DownloadOptions {
  /** URL of a folder with the files under their catalogue paths, instead of where they were published */
  readonly mirror?: string | undefined;
  /** a download that gives less than `bytes` in `seconds` has failed; default: 64 KiB in 60 s */
  readonly leastRate?: LeastRate | undefined;
  /** stops the download */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: DownloadProgress) => void) | undefined;
}

/**
 * Downloads one file.
 *
 * It is streamed to a temporary name beside `path`, its size and SHA-256 are checked where they are known, and only then it takes its name: whatever
 * fails, no part of it stays, and what was under that name before is still there.
 *
 * @returns its size and SHA-256
 *
 * @throws DownloadError where the server cannot be reached, does not have the file or is too slow, or what comes is not of the size and
 *   SHA-256 expected
 * @throws InputError where the folder cannot be written to
 * @throws InterruptedError where the signal stopped it
 */
export async function downloadFile(
  file: CatalogFile,
  path: string,
  options: DownloadOptions = {},
): Promise<Pin> {
  const { mirror, signal, leastRate = LEAST_RATE } = options;
  const url = mirror === undefined ? file.url : `${mirror.replace(/\/+$/, "")}/${file.path}`;
  const slow = new AbortController();
  const wayOut = `try again, or put the file at ${path} by hand`;
  const failure: Failure = (reason, cause) =>
    signal?.aborted
      ? new InterruptedError(`${url}: download interrupted, nothing of it was kept`, { cause })
      : new DownloadError(`${url}: ${slow.signal.aborted ? tooSlow(leastRate) : reason}; ${wayOut}`, {
          cause,
        });

  await makeFolder(dirname(path));
  await sweepTemporaryFiles(dirname(path));
  let [received, seen] = [0, 0];
  const watch = setInterval(() => {
    if (received - seen < leastRate.bytes) slow.abort();
    seen = received;
  }, 1000 * leastRate.seconds);
  const onProgress = (progress: DownloadProgress) => {
    received = progress.received;
    options.onProgress?.(progress);
  };
  try {
    const ends = [slow.signal, ...(signal === undefined ? [] : [signal])];
    const response = await fetch(url, { signal: AbortSignal.any(ends) }).catch((error: unknown) => {
      throw failure(`cannot be reached (${rootCause(error)})`, error);
    });
    if (!response.ok || response.body === null) {
      await response.body?.cancel();
      throw failure(`the server answered ${response.status} ${response.statusText}`.trimEnd());
    }
    const learnt = { bytes: 0, sha256: "" };
    const chunks = checkedChunks(response.body, { ...file, url }, { onProgress, signal, failure }, learnt);
    await writeFileAtomic(path, chunks);
    return learnt;
  } finally {
    clearInterval(watch);
  }
}

/** A file of unknown size may not have more: 2 GiB, which one buffer still holds. */
const MOST_UNKNOWN = 2 ** 31;

function tooSlow({ bytes, seconds }: LeastRate): string {
  return `less than ${bytes} bytes came in ${seconds} s`;
}

type Failure = (reason: string, cause?: unknown) => Error;

/** The chunks of a download; throws as soon as there are too many bytes, and at the end where they are not the file's. */
async function* checkedChunks(
  body: AsyncIterable<Uint8Array>,
  { url, bytes, sha256 }: CatalogFile,
  { onProgress, signal, failure }: DownloadOptions & { readonly failure: Failure },
  learnt: { bytes: number; sha256: string },
): AsyncGenerator<Uint8Array> {
  const hash = createHash("sha256");
  const most = bytes ?? MOST_UNKNOWN;
  let received = 0;
  const brokeOff = () =>
    `the download broke off after ${received}${bytes === null ? "" : ` of ${bytes}`} bytes`;
  const connected = rethrowing(body, (error) => failure(`${brokeOff()} (${rootCause(error)})`, error));
  for await (const chunk of connected) {
    received += chunk.length;
    if (received > most) break;
    hash.update(chunk);
    yield chunk;
    onProgress?.({ url, received, bytes });
    // Node 22 can wait for ever for the next chunk where the signal comes between two of them.
    if (signal?.aborted) throw failure(brokeOff());
  }
  if (bytes !== null && received < bytes) throw failure(brokeOff());
  if (received > most) throw failure(`expected ${bytes ?? `at most ${most}`} bytes, more came`);
  const digest = hash.digest("hex");
  learnt.bytes = received;
  learnt.sha256 = digest;
  if (sha256 !== null && digest !== sha256)
    throw failure(`expected a file of SHA-256 ${sha256}, got ${digest}`);
}

/** The same chunks; what their source throws, and nothing else, becomes another error. */
async function* rethrowing<T>(
  source: AsyncIterable<T>,
  failure: (error: unknown) => Error,
): AsyncGenerator<T> {
  try {
    yield* source;
  } catch (error) {
    throw failure(error);
  }
}

/** What fetch hides below "fetch failed": the innermost cause, in one line. */
function rootCause(error: unknown): string {
  let root = error;
  while (root instanceof Error && root.cause !== undefined) root = root.cause;
  if (!(root instanceof Error)) return String(root);
  // An AggregateError (several addresses tried) has a code, and no message.
  return (root.message || String("code" in root ? root.code : root.name)).split("\n", 1)[0];
}
