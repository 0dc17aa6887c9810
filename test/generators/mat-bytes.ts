/** MAT-files of level 5: one that SciPy wrote, and pieces to put others together by hand. */

/** What SciPy 1.x writes by `savemat(..., do_compression=True)`; its content is what the first test expects. */
export const SCIPY_MAT = Uint8Array.from(
  Buffer.from(
    [
      "TUFUTEFCIDUuMCBNQVQtZmlsZSBQbGF0Zm9ybTogcG9zaXgsIENyZWF0ZWQgb246IFR1ZSBOb3YgMjQgMDA6MTg6MzkgMjAyNgAA",
      "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABSU0PAAAAMAAAAHic42NgYHAAYjYg5gBi",
      "LgYIYIXymYCYGYgZgbACyuYB81mAcqxAvg4jSD0ALiEBPg8AAAAqAAAAeJzjY2BgMABiNiDmAGIWBghghfIZgZgZTDMylABpASAv",
      "MSmZAQAbjAIRDwAAAD4AAAB4nONjYGBoAGI2IOYAYlYgZoHSID4zFDMCoSNUXADMhwAmKBsmzgDlM0PN4QRiBQYY+GCPSjM4wGgA",
      "v5wEOQ8AAABTAAAAeJzjY2Bg2AHEbEDMAcSMDBDAisRnAtOMDMlAmg+IDZDUs2BRz4xkjgBQRcbhlZUgfQFI+tjQ9DHB7YEATiBW",
      "YICBH/YQmsMBQrNAaQEHAELvBs4PAAAAOAAAAHic42NgYKgAYjYg5gBiJgYIYIXyGeGYkaEYLM4CVsMIJBOBNB8QWyDp58OpHwJ4",
      "kMRBAACsygIRDwAAACsAAAB4nONjYGDwAGI2IOYA0SACCFihfEY4ZmSoAtKcUHEI+GCPymdwAABOIQKPDwAAACQAAAB4nONjYGAw",
      "AGI2IOaA0iDACuWDADMQMwJhKpDmhIoBABdWANMPAAAAJwAAAHic42NgYLAAYjYg5gBifgYIYIXyGeGYkaEUSPNCxcEAKAEAI0kB",
      "AA8AAAAnAAAAeJzjY2BgMABiNiDmAGJOJgYwYIXyGYGYCUwzMiSB2UxgMQAX1ADR",
    ].join(""),
    "base64",
  ),
);

/** One element: tag, data, padding. */
export function matElement(type: number, data: Uint8Array): Uint8Array {
  const padded = type === 15 ? data.length : Math.ceil(data.length / 8) * 8;
  const bytes = new Uint8Array(8 + padded);
  new DataView(bytes.buffer).setUint32(0, type, true);
  new DataView(bytes.buffer).setUint32(4, data.length, true);
  bytes.set(data, 8);
  return bytes;
}

const join = (parts: readonly Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => Array.from(part)));
export const ints = (...values: number[]) => new Uint8Array(Int32Array.from(values).buffer);
export const doubles = (...values: number[]) => new Uint8Array(Float64Array.from(values).buffer);
export const text = (value: string) => new TextEncoder().encode(value);

export function matArray(
  arrayClass: number,
  name: string,
  shape: number[],
  ...parts: Uint8Array[]
): Uint8Array {
  return matElement(
    14,
    join([
      matElement(6, ints(arrayClass, 0)),
      matElement(5, ints(...shape)),
      matElement(1, text(name)),
      ...parts,
    ]),
  );
}

export function matFile(...elements: Uint8Array[]): Uint8Array {
  const header = new Uint8Array(128).fill(32);
  header.set(text("MATLAB 5.0 MAT-file, by hand"));
  header.set([0, 1, 0x49, 0x4d], 124);
  return join([header, ...elements]);
}

export const sparseMat = (rows: number[], pointers: number[], values: number[], shape = [2, 2]) =>
  matFile(
    matArray(
      5,
      "A",
      shape,
      matElement(5, ints(...rows)),
      matElement(5, ints(...pointers)),
      matElement(9, doubles(...values)),
    ),
  );
