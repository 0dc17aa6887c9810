import { decompress } from "fzstd";
import { FormatError } from "../../../errors.js";
import { takeBytes } from "../../read-budget.js";

const MAGIC = 0xfd2fb528;

/**
 * Inflates one Zstandard frame (RFC 8878).
 *
 * Complexity: O(bytes in + bytes out).
 *
 * @param size bytes that come out
 * @throws FormatError where the bytes are damaged, or inflate to another size
 */
export function inflateZstd(bytes: Uint8Array, size: number): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length < 9 || view.getUint32(0, true) !== MAGIC)
    throw new FormatError("zstd: damaged or truncated (no frame)");
  // Blocks are inflated one by one, into a window that the frame asks for, or into all of it.
  takeBytes(2 * size + frameBytes(view), "inflated bytes");
  try {
    const out = decompress(bytes);
    if (out.length === size) return out;
    throw new FormatError(`zstd: damaged or truncated (${size} bytes declared, ${out.length} found)`);
  } catch (error) {
    if (error instanceof FormatError) throw error;
    throw new FormatError(`zstd: damaged or truncated (${(error as Error).message})`, {}, { cause: error });
  }
}

/** What the frame's header asks for at once: its content, or a window (RFC 8878, section 3.1.1.1). */
function frameBytes(view: DataView): number {
  const descriptor = view.getUint8(4);
  const singleSegment = (descriptor & 32) !== 0;
  if (!singleSegment) {
    const window = view.getUint8(5);
    const base = 2 ** (10 + (window >> 3));
    return base + (base / 8) * (window & 7);
  }
  const at = 5 + [0, 1, 2, 4][descriptor & 3];
  const width = [1, 2, 4, 8][descriptor >> 6];
  let content = width === 2 ? 256 : 0;
  for (let k = 0; k < width && at + k < view.byteLength; k++) content += view.getUint8(at + k) * 256 ** k;
  return content;
}
