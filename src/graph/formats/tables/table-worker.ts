// Decodes a table in a thread of its own, which `readTableApart` starts and may end.
import { InputError } from "../../../errors.js";
import { decodeTable, type TableFormat } from "./decode-table.js";
import type { Table } from "./table.js";

/** What the thread is asked. */
export interface TableRequest {
  readonly bytes: Uint8Array;
  readonly format: TableFormat;
}

/** What it answers: a table, or why there is none. */
export type TableAnswer =
  | { readonly table: Table }
  | { readonly refused: string }
  | { readonly failed: { readonly name: string; readonly message: string } };

const { parentPort, workerData } = process.getBuiltinModule("worker_threads");
const { bytes, format } = workerData as TableRequest;
try {
  const table = await decodeTable(bytes, format);
  parentPort?.postMessage({ table } satisfies TableAnswer);
} catch (error) {
  const { name, message } = error as Error;
  const answer: TableAnswer =
    error instanceof InputError ? { refused: message } : { failed: { name, message } };
  parentPort?.postMessage(answer);
}
