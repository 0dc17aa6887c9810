import { FormatError } from "../../errors.js";
import type { TensorValues } from "../backend/tensor-values.js";

/** Tensors by name, and texts by name beside them. */
export interface TensorFile {
  readonly tensors: ReadonlyMap<string, TensorValues>;
  readonly metadata: Readonly<Record<string, string>>;
}

/** The header of a file may not be longer, as in the format's own library. */
const LONGEST_HEADER = 100_000_000;
const METADATA = "__metadata__";

interface Entry {
  readonly name: string;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

/**
 * Writes float32 tensors in the safetensors format: the header's length as an unsigned 64-bit integer, the header in
 * JSON, padded with spaces to a multiple of 8 bytes, and the tensors' bytes one after the other, all little-endian.
 *
 * Source: github.com/huggingface/safetensors, section "Format". Same content, same bytes.
 *
 * Complexity: O(bytes).
 *
 * @example
 * ```ts
 * import { writeSafetensors } from "seprank/nn";
 *
 * const tensors = new Map([["weights", { shape: [2], values: Float32Array.of(1, 2) }]]);
 * // Eight bytes with the length of the header, the header, and eight bytes of values.
 * const bytes = writeSafetensors({ tensors, metadata: {} });
 * new DataView(bytes.buffer).getUint32(0, true) + 16 === bytes.length; // => true
 * ```
 */
export function writeSafetensors({ tensors, metadata }: TensorFile): Uint8Array {
  let size = 0;
  const header: Record<string, unknown> = { [METADATA]: metadata };
  for (const [name, { shape, values }] of tensors) {
    header[name] = { dtype: "F32", shape, data_offsets: [size, size + 4 * values.length] };
    size += 4 * values.length;
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  const padded = Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(8 + padded + size).fill(0x20, 8 + json.length, 8 + padded);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(padded), true);
  bytes.set(json, 8);
  let at = 8 + padded;
  for (const { values } of tensors.values())
    for (const value of values) {
      view.setFloat32(at, value, true);
      at += 4;
    }
  return bytes;
}

/**
 * Reads a file in the safetensors format whose tensors are float32.
 *
 * Complexity: O(bytes).
 *
 * @throws FormatError where the header is no such header, the tensors do not fill the rest of the file, each where the
 *   one before ends, or one is not of float32
 *
 * @example
 * ```ts
 * import { readSafetensors, writeSafetensors } from "seprank/nn";
 *
 * const tensors = new Map([["weights", { shape: [2], values: Float32Array.of(1, 2) }]]);
 * readSafetensors(writeSafetensors({ tensors, metadata: {} })).tensors.get("weights")?.values; // => Float32Array.of(1, 2)
 * ```
 */
export function readSafetensors(bytes: Uint8Array): TensorFile {
  const { header, start } = readHeader(bytes);
  const { [METADATA]: metadata = {}, ...described } = header;
  if (!isRecord(metadata) || Object.values(metadata).some((text) => typeof text !== "string"))
    throw new FormatError(`safetensors: expected texts by name under ${METADATA}`);
  const entries = Object.entries(described)
    .map(readEntry)
    .sort((a, b) => a.begin - b.begin || a.end - b.end);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = 0;
  const tensors = new Map<string, TensorValues>();
  for (const { name, shape, begin, end } of entries) {
    if (begin !== at)
      throw new FormatError(`safetensors: tensor ${name}: expected to start at byte ${at}, got ${begin}`);
    const count = shape.reduce((product, size) => product * size, 1);
    if (end - begin !== 4 * count)
      throw new FormatError(
        `safetensors: tensor ${name}: expected ${4 * count} bytes for shape [${shape.join(", ")}], got ${end - begin}`,
      );
    if (start + end > bytes.length)
      throw new FormatError(
        `safetensors: tensor ${name}: expected to end by byte ${bytes.length - start}, got ${end} (truncated?)`,
      );
    const values = Float32Array.from({ length: count }, (_, k) =>
      view.getFloat32(start + begin + 4 * k, true),
    );
    tensors.set(name, { shape, values });
    at = end;
  }
  if (start + at !== bytes.length)
    throw new FormatError(`safetensors: expected ${start + at} bytes, got ${bytes.length}`);
  return { tensors, metadata: metadata as Record<string, string> };
}

function readHeader(bytes: Uint8Array): { header: Record<string, unknown>; start: number } {
  if (bytes.length < 10)
    throw new FormatError(`safetensors: expected at least 10 bytes, got ${bytes.length}`);
  const length = new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true);
  if (length > BigInt(Math.min(LONGEST_HEADER, bytes.length - 8)))
    throw new FormatError(
      `safetensors: expected a header within the file's ${bytes.length} bytes, got ${length}`,
    );
  const start = 8 + Number(length);
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(8, start));
    const header: unknown = text.startsWith("{") ? JSON.parse(text) : null;
    if (isRecord(header)) return { header, start };
  } catch (error) {
    throw new FormatError(`safetensors: the header is no JSON (${(error as Error).message})`, { byte: 8 });
  }
  throw new FormatError("safetensors: expected a JSON object as the header", { byte: 8 });
}

function readEntry([name, entry]: [string, unknown]): Entry {
  const fail = (what: string) => new FormatError(`safetensors: tensor ${name}: ${what}`);
  if (!isRecord(entry)) throw fail("expected dtype, shape and data_offsets");
  const { dtype, shape, data_offsets: offsets } = entry;
  if (dtype !== "F32")
    throw fail(`expected dtype F32, got ${JSON.stringify(dtype)} (in Python: tensor.float())`);
  if (!isCounts(shape)) throw fail("expected a shape of integers >= 0");
  if (!isCounts(offsets) || offsets.length !== 2 || offsets[1] < offsets[0])
    throw fail("expected two ascending byte offsets");
  return { name, shape, begin: offsets[0], end: offsets[1] };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && item >= 0);
}
