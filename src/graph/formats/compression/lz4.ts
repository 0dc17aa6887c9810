import { FormatError } from "../../../errors.js";
import { takeBytes } from "../../read-budget.js";

const FRAME_MAGIC = 0x184d2204;

const fail = (what: string) => new FormatError(`lz4: damaged or truncated (${what})`);

/**
 * Inflates one LZ4 frame, as Arrow compresses a buffer; checksums are skipped.
 *
 * Source: lz4/lz4, doc/lz4_Frame_format.md. Complexity: O(bytes in + bytes out).
 *
 * @param size bytes that come out
 * @throws FormatError where the frame is damaged, or inflates to another size
 */
export function inflateLz4Frame(bytes: Uint8Array, size: number): Uint8Array {
  takeBytes(size, "inflated bytes");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length < 11 || view.getUint32(0, true) !== FRAME_MAGIC) throw fail("no frame");
  const flags = bytes[4];
  if (flags >> 6 !== 1) throw fail("a frame of another version");
  if ((flags & 1) !== 0) throw new FormatError("lz4: frames with a dictionary are not read");
  let at = 4 + 2 + ((flags & 8) !== 0 ? 8 : 0) + 1;
  const out = new Uint8Array(size);
  let to = 0;
  for (;;) {
    if (at + 4 > bytes.length) throw fail("no end mark");
    const word = view.getUint32(at, true);
    at += 4;
    if (word === 0) break;
    const length = word & 0x7fffffff;
    if (at + length > bytes.length) throw fail("a block that is too long");
    const block = bytes.subarray(at, at + length);
    if (word >= 2 ** 31) {
      if (to + length > size) throw fail("more bytes than declared");
      out.set(block, to);
      to += length;
    } else to = inflateBlock(block, out, to);
    at += length + ((flags & 16) !== 0 ? 4 : 0);
  }
  if (to !== size) throw fail(`${size} bytes declared, ${to} found`);
  return out;
}

/** Source: lz4/lz4, doc/lz4_Block_format.md. Returns where the output ends. */
function inflateBlock(bytes: Uint8Array, out: Uint8Array, start: number): number {
  let at = 0;
  let to = start;
  const longer = (length: number): number => {
    if (length < 15) return length;
    let sum = length;
    for (;;) {
      if (at >= bytes.length) throw fail("a length without end");
      const byte = bytes[at++];
      sum += byte;
      if (byte < 255) return sum;
    }
  };
  while (at < bytes.length) {
    const token = bytes[at++];
    const literals = longer(token >> 4);
    if (at + literals > bytes.length || to + literals > out.length) throw fail("a literal that is too long");
    out.set(bytes.subarray(at, at + literals), to);
    at += literals;
    to += literals;
    // The last sequence is of literals only.
    if (at === bytes.length) break;
    if (at + 2 > bytes.length) throw fail("a copy without its place");
    const back = bytes[at] + 256 * bytes[at + 1];
    at += 2;
    const length = longer(token & 15) + 4;
    if (back === 0 || back > to || to + length > out.length) throw fail("a copy from outside");
    for (let k = 0; k < length; k++, to++) out[to] = out[to - back];
  }
  return to;
}
