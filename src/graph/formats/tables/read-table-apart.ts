import { FormatError, InputError } from "../../../errors.js";
import { type ReadLimits, readMemory } from "../../read-budget.js";
import { decodeTable, type TableFormat } from "./decode-table.js";
import type { Table } from "./table.js";
import type { TableAnswer, TableRequest } from "./table-worker.js";
import { TABLE_WORKER } from "./worker-url.js";

/** Seconds that decoding may take where `decodingSeconds` does not say: these, and one for each MiB of the file. */
const DECODING_SECONDS = 10;

/**
 * Reads a table of Parquet or Arrow.
 *
 * hyparquet and apache-arrow believe what a file claims of itself: a few damaged bytes make them loop for ever or fill the memory. Under Node
 * they run in a thread of their own, which is ended when its time (`decodingSeconds`) or its memory (as of all readers) is used up. In a
 * browser they run in the thread that asks: a page that takes files from others reads them in a web worker of its own.
 *
 * @throws FormatError where the file is damaged, or would take more
 */
export async function readTableApart(
  bytes: Uint8Array,
  format: TableFormat,
  limits: ReadLimits,
): Promise<Table> {
  const threads = globalThis.process?.getBuiltinModule?.("worker_threads");
  const answer = await (threads === undefined
    ? decodeHere(bytes, format)
    : decodeApart(threads.Worker, { bytes, format }, limits));
  if ("table" in answer) return { ...answer.table, metadata: new Map(answer.table.metadata) };
  throw new FormatError(
    "refused" in answer
      ? `${format}: ${answer.refused}`
      : `${format}: damaged or truncated (${answer.failed.message.slice(0, 200).replaceAll(/\s+/g, " ")})`,
  );
}

interface Thread {
  once(event: "message", listener: (answer: TableAnswer) => void): void;
  once(event: "error", listener: (error: Error & { readonly code?: string }) => void): void;
  once(event: "exit", listener: (code: number) => void): void;
  terminate(): Promise<number>;
}

/** Node's `worker_threads.Worker`, as far as it is used: this file runs in a browser, too. */
type ThreadClass = new (
  entry: URL,
  options: {
    workerData: TableRequest;
    execArgv: string[];
    resourceLimits: { maxOldGenerationSizeMb: number };
  },
) => Thread;

function decodeApart(Thread: ThreadClass, request: TableRequest, limits: ReadLimits): Promise<TableAnswer> {
  const size = request.bytes.length;
  const memory = readMemory(size, limits);
  const seconds = limits.decodingSeconds ?? DECODING_SECONDS + size / 2 ** 20;
  if (!(seconds > 0)) throw new InputError(`decodingSeconds: expected seconds above 0, got ${seconds}`);
  const thread = new Thread(TABLE_WORKER, {
    workerData: request,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: Math.max(64, Math.ceil(memory / 2 ** 20)) },
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  return new Promise<TableAnswer>((resolve) => {
    const refuse = (refused: string) => resolve({ refused });
    const tooSlow = `expected a file that can be decoded in ${Math.ceil(seconds)} s, got one that takes longer`;
    timer = setTimeout(refuse, 1000 * seconds, tooSlow);
    thread.once("message", resolve);
    thread.once("error", ({ code, name, message }) =>
      code === "ERR_WORKER_OUT_OF_MEMORY"
        ? refuse(
            `expected a file that can be decoded in ${Math.ceil(memory / 2 ** 20)} MiB, got one that needs more; --memory allows more`,
          )
        : resolve({ failed: { name, message } }),
    );
    thread.once("exit", (code) =>
      refuse(`expected a table from the thread that decodes, it ended with ${code}`),
    );
  }).finally(() => {
    clearTimeout(timer);
    return thread.terminate();
  });
}

async function decodeHere(bytes: Uint8Array, format: TableFormat): Promise<TableAnswer> {
  try {
    return { table: await decodeTable(bytes, format) };
  } catch (error) {
    const { name, message } = error as Error;
    return error instanceof InputError ? { refused: message } : { failed: { name, message } };
  }
}
