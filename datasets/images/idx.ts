import { FormatError } from "../../src/errors.js";
import { gunzip, isGzip } from "../../src/graph/formats/compression/gzip.js";

/** An array of unsigned bytes of an IDX file, row-major: images [count, rows, columns], labels [count]. */
export interface IdxArray {
  readonly shape: readonly number[];
  readonly values: Uint8Array;
}

const UNSIGNED_BYTE = 0x08;

/**
 * Reads the IDX format of MNIST: two zero bytes, the type, the order N, N big-endian 32-bit dimensions, then the entries.
 *
 * Source: LeCun, Cortes and Burges, the MNIST database, "File formats". Gzip is inflated first. Only unsigned bytes (type 8), the type of
 * MNIST and of its successors, are read. Complexity: O(bytes).
 *
 * @param order expected number of dimensions: 3 for images, 1 for labels
 * @throws FormatError where the header is another one, or there are more or fewer bytes than it says
 */
export function readIdx(bytes: Uint8Array, order: number): IdxArray {
  const content = isGzip(bytes) ? gunzip(bytes) : bytes;
  const start = 4 + 4 * order;
  if (content.length < start)
    throw new FormatError(`idx: expected a header of ${start} bytes, got ${content.length} (truncated?)`, {
      byte: content.length,
    });
  if (content[0] !== 0 || content[1] !== 0 || content[2] !== UNSIGNED_BYTE || content[3] !== order)
    throw new FormatError(
      `idx: expected the bytes 0, 0, ${UNSIGNED_BYTE} (unsigned bytes), ${order} (dimensions), got ${content.subarray(0, 4).join(", ")}`,
      { byte: 0 },
    );
  const view = new DataView(content.buffer, content.byteOffset, content.length);
  const shape = Array.from({ length: order }, (_, axis) => view.getUint32(4 + 4 * axis));
  const size = shape.reduce((product, dimension) => product * dimension, 1);
  if (size !== content.length - start)
    throw new FormatError(
      `idx: expected ${size} bytes for dimensions ${shape.join(" x ")}, got ${content.length - start}`,
      { byte: start },
    );
  return { shape, values: content.subarray(start) };
}
