/** [8][256] tables for eight bytes a step; table k holds the effect of a byte that k further bytes follow. */
const TABLES = createTables();

/**
 * The CRC-32 of gzip and ZIP (reflected polynomial 0xEDB88320), as an unsigned 32-bit integer.
 *
 * Source: Kounavis and Berry, "Novel table lookup-based algorithms for high-performance CRC generation" (slicing by 8).
 *
 * @param previous the checksum of the bytes before these, to go on from; default 0, there are none
 *
 * Complexity: O(bytes).
 */
export function crc32(bytes: Uint8Array, previous = 0): number {
  const [t0, t1, t2, t3, t4, t5, t6, t7] = TABLES;
  const whole = bytes.length - (bytes.length % 8);
  let crc = ~previous;
  let k = 0;
  for (; k < whole; k += 8) {
    crc ^= bytes[k] | (bytes[k + 1] << 8) | (bytes[k + 2] << 16) | (bytes[k + 3] << 24);
    crc =
      t7[crc & 255] ^
      t6[(crc >>> 8) & 255] ^
      t5[(crc >>> 16) & 255] ^
      t4[crc >>> 24] ^
      t3[bytes[k + 4]] ^
      t2[bytes[k + 5]] ^
      t1[bytes[k + 6]] ^
      t0[bytes[k + 7]];
  }
  for (; k < bytes.length; k++) crc = t0[(crc ^ bytes[k]) & 255] ^ (crc >>> 8);
  return ~crc >>> 0;
}

function createTables(): Int32Array[] {
  const tables = Array.from({ length: 8 }, () => new Int32Array(256));
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
    tables[0][byte] = crc;
  }
  for (let k = 1; k < 8; k++)
    for (let byte = 0; byte < 256; byte++) {
      const previous = tables[k - 1][byte];
      tables[k][byte] = (previous >>> 8) ^ tables[0][previous & 255];
    }
  return tables;
}
