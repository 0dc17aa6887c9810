import { readSync } from "node:fs";

/** Bytes `at` .. `at + length - 1` of an open file; fewer where it ends before. */
export function readBytes(file: number, at: number, length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let done = 0;
  while (done < length) {
    const got = readSync(file, bytes, done, length - done, at + done);
    if (got === 0) return bytes.slice(0, done);
    done += got;
  }
  return bytes;
}
