/** Whether bytes begin as an Arrow IPC file (Feather version 2) does. */
export function isArrowFile(bytes: Uint8Array): boolean {
  return asciiAt(bytes, 0, 6) === "ARROW1";
}

/** Whether bytes begin as a stream of Arrow IPC messages does: a mark, a size, and a message of that size. */
export function isArrowStream(bytes: Uint8Array): boolean {
  if (bytes.length < 16) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (view.getUint32(0, true) !== 0xffffffff) return false;
  const size = view.getUint32(4, true);
  return size > 0 && size % 8 === 0 && size + 8 <= bytes.length;
}

/** Whether bytes begin as a Parquet file does. */
export function isParquet(bytes: Uint8Array): boolean {
  return asciiAt(bytes, 0, 4) === "PAR1";
}

export function asciiAt(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}
