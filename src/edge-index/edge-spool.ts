import { closeSync, openSync, writeSync } from "node:fs";
import { FormatError } from "../errors.js";
import { writeFailure } from "../files.js";
import { npyHeader } from "../graph/formats/numpy/npy.js";

/** An `edge_index` of 32-bit integers that is being written. */
export interface EdgeSpool {
  /** edges so far */
  readonly count: number;
  /** Appends edges: source and target in turn. */
  add(ends: Uint32Array): void;
  /** Writes the header, which says how many edges there are. */
  finish(): void;
  close(): void;
}

/**
 * Begins an `.npy` file of shape (2, E) in Fortran's order: the two ends of an edge stand together, so that edges are appended in pieces.
 *
 * @throws InputError where it cannot be written
 */
export function openEdgeSpool(path: string): EdgeSpool {
  const file = attempt(() => openSync(path, "w"));
  const reserved = headerOf(0).length;
  let count = 0;
  return {
    get count() {
      return count;
    },
    add(ends) {
      write(new Uint8Array(ends.buffer, ends.byteOffset, 4 * ends.length), reserved + 8 * count);
      count += ends.length / 2;
    },
    finish() {
      const header = headerOf(count);
      // Headers are filled up to a multiple of 64 bytes, with room for any number of edges.
      if (header.length !== reserved) throw new FormatError(`expected fewer edges, got ${count}`);
      write(header, 0);
    },
    close: () => closeSync(file),
  };

  function write(bytes: Uint8Array, at: number): void {
    for (let done = 0; done < bytes.length; )
      done += attempt(() => writeSync(file, bytes, done, bytes.length - done, at + done));
  }

  function attempt<T>(action: () => T): T {
    try {
      return action();
    } catch (error) {
      throw writeFailure(path, error);
    }
  }
}

function headerOf(count: number): Uint8Array {
  return npyHeader("<i4", [2, count], true);
}
