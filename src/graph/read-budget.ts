/**
 * What a file may cost while it is read: a small file with large claims must not take the machine's memory.
 *
 * Readers are synchronous, so that one budget at a time is in force: {@link withReadBudget} sets it, and whatever a reader is about to take
 * is counted first. Outside of it every request is measured alone.
 */

import { FormatError, type FormatLocation, InputError } from "../errors.js";

/** Limits of one file, or of all files of one data set. */
export interface ReadLimits {
  /** bytes that reading may take in all; default: 2^29 + 256 for each byte of input, at most half of the machine's memory */
  readonly memory?: number | undefined;
  /** vertices that only a number claims, no name and no edge; default: 10^6 + 16 for each byte of input */
  readonly maxVertices?: number | undefined;
  /** seconds that decoding a table of Parquet or Arrow may take, under Node; default: 10 and 1 for each MiB of it */
  readonly decodingSeconds?: number | undefined;
}

/** No file needs more columns than this to tell its edges. */
export const MOST_COLUMNS = 2 ** 16;

/** Axes of an array, as NumPy 2 has them. */
export const MOST_AXES = 64;

/** Estimates of the bytes that V8 takes for small objects, on the high side. */
export const OBJECT_BYTES = Object.freeze({ text: 40, list: 56, record: 120, map: 240, entry: 48 });

const BASE_MEMORY = 2 ** 29;
const MEMORY_PER_BYTE = 256;
const BASE_VERTICES = 10 ** 6;
const VERTICES_PER_BYTE = 16;
/** Of the JavaScript heap; the rest is for what is not counted, and for the garbage collector. */
const HEAP_SHARE = 0.7;

interface Budget {
  readonly memory: number;
  readonly heap: number;
  readonly maxVertices: number;
  taken: number;
  objects: number;
}

let current: Budget | null = null;

/**
 * Runs a reader under a budget; one that is in force already stays in force.
 *
 * What a reader runs into that it did not foresee (an allocation that fails, a stack that overflows) becomes a {@link FormatError} here.
 *
 * @param inputBytes of the file as it lies on the disk, or of all files that are read together
 * @throws FormatError where the budget does not suffice
 * @throws InputError where a limit is not above 0
 */
export function withReadBudget<T>(inputBytes: number, limits: ReadLimits, read: () => T): T {
  if (current !== null) return read();
  current = createBudget(inputBytes, limits);
  try {
    return read();
  } catch (error) {
    throw asFormatError(error);
  } finally {
    current = null;
  }
}

/** A failure inside a reader as a typed error; an error that is typed already stays as it is. */
export function asFormatError(error: unknown): unknown {
  if (error instanceof InputError) return error;
  if (error instanceof RangeError)
    return new FormatError(
      `expected a file that fits into memory, got one that is too large, or nested too deeply (${error.message})`,
      {},
      { cause: error },
    );
  if (error instanceof TypeError || error instanceof SyntaxError)
    return new FormatError(
      `cannot be read: its content is not what the format asks for (${error.message})`,
      {},
      {
        cause: error,
      },
    );
  return error;
}

/** The bytes that reading a file may take in all. @throws InputError where a limit is not above 0 */
export function readMemory(inputBytes: number, limits: ReadLimits): number {
  return createBudget(inputBytes, limits).memory;
}

/** Counts bytes that are about to be taken. @throws FormatError where they are more than are left */
export function takeBytes(bytes: number, what: string): void {
  const budget = current ?? createBudget(Number.POSITIVE_INFINITY, {});
  budget.taken += bytes;
  if (!(budget.taken <= budget.memory))
    throw new FormatError(
      `expected a file that can be read in ${inBytes(budget.memory)}, got one that needs ${inBytes(budget.taken)} or more (for ${what}); --memory allows more`,
    );
}

/** Counts small objects that are about to be made: they go into the JavaScript heap as well. @throws FormatError as {@link takeBytes} */
export function takeObjects(count: number, bytesEach: number, what: string): void {
  const budget = current ?? createBudget(Number.POSITIVE_INFINITY, {});
  takeBytes(count * bytesEach, what);
  budget.objects += count * bytesEach;
  if (!(budget.objects <= budget.heap))
    throw new FormatError(
      `expected a file whose ${what} fit into a JavaScript heap of ${inBytes(budget.heap / HEAP_SHARE)}, got one that needs ${inBytes(budget.objects)} or more; write npz, or run node with --max-old-space-size`,
    );
}

/**
 * Counts what the values of a JSON text take when they are parsed: every bracket begins an object, every comma and colon stands beside a
 * value. Some are inside strings; then the count is too high. O(characters).
 *
 * @throws FormatError as {@link takeObjects}
 */
export function takeJson(text: string): void {
  let bytes = 2 * text.length;
  for (let k = 0; k < text.length; k++) {
    const code = text.charCodeAt(k);
    if (code === 0x7b || code === 0x5b) bytes += OBJECT_BYTES.list;
    else if (code === 0x2c || code === 0x3a) bytes += 16;
  }
  takeObjects(1, bytes, "JSON values");
}

/**
 * Refuses vertices that a file claims by a number only, when they are out of proportion to it.
 *
 * @throws FormatError with both numbers
 */
export function claimVertices(count: number, location: FormatLocation = {}): void {
  const { maxVertices } = current ?? createBudget(Number.POSITIVE_INFINITY, {});
  if (!(count <= maxVertices))
    throw new FormatError(
      `expected at most ${maxVertices} vertices in a file of this size, got a claim of ${count}; --max-vertices allows more`,
      location,
    );
}

/** Counts a graph that is about to be built, with its vertices' names. @throws FormatError as {@link takeBytes} */
export function takeGraph(vertexCount: number, pairCount: number): void {
  takeBytes(64 * vertexCount + 64 * pairCount, `${vertexCount} vertices and ${pairCount} edges`);
}

function createBudget(inputBytes: number, { memory, maxVertices }: ReadLimits): Budget {
  if (memory !== undefined && !(memory > 0))
    throw new InputError(`memory: expected bytes above 0, got ${memory}`);
  if (maxVertices !== undefined && !(maxVertices >= 1))
    throw new InputError(`max-vertices: expected at least 1 vertex, got ${maxVertices}`);
  const { total, heap } = machineMemory();
  const bytes = memory ?? Math.min(total / 2, BASE_MEMORY + MEMORY_PER_BYTE * inputBytes);
  return {
    memory: bytes,
    heap: HEAP_SHARE * heap,
    maxVertices: maxVertices ?? Math.min(2 ** 32 - 2, BASE_VERTICES + VERTICES_PER_BYTE * inputBytes),
    taken: 0,
    objects: 0,
  };
}

interface Machine {
  readonly total: number;
  readonly heap: number;
}

let machine: Machine | undefined;

/** What the machine has: Node's own modules are asked without an import, so that this file runs in a browser, too. */
function machineMemory(): Machine {
  if (machine !== undefined) return machine;
  const { process, navigator } = globalThis as {
    process?: NodeJS.Process;
    navigator?: { deviceMemory?: number };
  };
  const os = process?.getBuiltinModule?.("os");
  const v8 = process?.getBuiltinModule?.("v8");
  // Containers allow less than the machine has; without a limit the number is 0 or absurd.
  const allowed = process?.constrainedMemory?.() || Number.POSITIVE_INFINITY;
  const inBrowser = (navigator?.deviceMemory ?? 4) * 2 ** 30;
  machine = {
    total: Math.min(os?.totalmem() ?? inBrowser, allowed),
    heap: v8?.getHeapStatistics().heap_size_limit ?? 2 ** 31,
  };
  return machine;
}

function inBytes(bytes: number): string {
  return bytes < 2 ** 30 ? `${Math.ceil(bytes / 2 ** 20)} MiB` : `${(bytes / 2 ** 30).toFixed(1)} GiB`;
}
