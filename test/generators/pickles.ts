/** Pickles as Python writes them, put together by hand. */

const latin1 = (text: string) => Array.from(text, (character) => character.charCodeAt(0));
const u32 = (value: number) => [...new Uint8Array(Uint32Array.of(value).buffer)];

export type Piece = string | number | readonly number[];

/** Bytes of opcodes: numbers are bytes, strings Latin-1 text. */
export function pickle(...pieces: readonly Piece[]): Uint8Array {
  return Uint8Array.from(pieces.flatMap((piece) => (typeof piece === "string" ? latin1(piece) : piece)));
}

/** BINUNICODE */
export const text = (value: string): number[] => [0x58, ...u32(value.length), ...latin1(value)];

/** A global by its line. */
export const global = (module: string, name: string): string => `c${module}\n${name}\n`;

/** A NumPy array of one axis, protocol 2 and 3. */
export function array(code: "i4" | "f4", values: readonly number[]): number[] {
  const raw = new Uint8Array((code === "i4" ? Int32Array : Float32Array).from(values).buffer);
  return [
    ...latin1(global("numpy.core.multiarray", "_reconstruct")),
    ...latin1(global("numpy", "ndarray")),
    ...[0x4b, 0, 0x85, ...latin1("C"), 1, 0x62, 0x87, 0x52],
    ...[0x28, 0x4b, 1, 0x4b, values.length, 0x85],
    ...latin1(global("numpy", "dtype")),
    ...[...text(code), 0x4b, 0, 0x4b, 1, 0x87, 0x52],
    ...[
      0x28,
      0x4b,
      3,
      ...text("<"),
      0x4e,
      0x4e,
      0x4e,
      0x4a,
      ...u32(2 ** 32 - 1),
      0x4a,
      ...u32(2 ** 32 - 1),
      0x4b,
      0,
      0x74,
      0x62,
    ],
    ...[0x89, 0x42, ...u32(raw.length), ...raw, 0x74, 0x62],
  ];
}

/** The SciPy matrix [[0, 2], [3, 0]] in rows. */
export function csrPickle(): Uint8Array {
  return pickle(
    [0x80, 3],
    global("scipy.sparse.csr", "csr_matrix"),
    [0x29, 0x81, 0x7d, 0x28],
    [...text("_shape"), 0x4b, 2, 0x4b, 2, 0x86],
    [...text("indptr"), ...array("i4", [0, 1, 2])],
    [...text("indices"), ...array("i4", [1, 0])],
    [...text("data"), ...array("f4", [2, 3])],
    [...text("maxprint"), 0x4b, 50],
    [0x75, 0x62, 0x2e],
  );
}
