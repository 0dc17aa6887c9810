import { inflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { readZipEntry, writeZip, zipEntries } from "../../../../src/graph/formats/compression/zip.js";
import { createRandom } from "../../../../src/random.js";

describe("writeZip", () => {
  it("deflates small and large entries, which it and zlib inflate to what they were", () => {
    const random = createRandom(1, "zip");
    const numbers = Int32Array.from({ length: 2 ** 21 + 3 }, (_, k) =>
      k % 2 === 0 ? random.integer(2 ** 21) : 0,
    );
    const large = new Uint8Array(numbers.buffer);
    const entries = new Map([
      ["small.npy", large.subarray(0, 5000)],
      ["large.npy", large],
      ["empty.npy", new Uint8Array(0)],
    ]);
    const zip = writeZip(entries);
    expect(Buffer.compare(writeZip(entries), zip)).toBe(0);
    const found = zipEntries(zip);
    expect([...found.keys()]).toEqual([...entries.keys()]);
    for (const [name, bytes] of entries) {
      const entry = found.get(name)!;
      expect(Buffer.compare(readZipEntry(zip, entry), bytes)).toBe(0);
      const begin = entry.offset + 30 + name.length;
      const inflated = inflateRawSync(zip.subarray(begin, begin + entry.compressedSize));
      expect(Buffer.compare(inflated, bytes)).toBe(0);
      if (name === "large.npy") expect(entry.compressedSize).toBeLessThan(bytes.length / 2);
    }
  });
});
