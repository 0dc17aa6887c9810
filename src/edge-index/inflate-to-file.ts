import { createWriteStream } from "node:fs";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { crc32, createInflateRaw } from "node:zlib";
import { FormatError, InputError } from "../errors.js";
import { writeFailure } from "../files.js";
import type { ZipEntry } from "../graph/formats/compression/zip.js";

/**
 * Inflates an entry of an archive to a file, in pieces.
 *
 * @param content its bytes as they stand in the archive
 * @throws FormatError where they are damaged, inflate to another size than declared, or fail the checksum
 * @throws InputError where the file cannot be written
 */
export async function inflateToFile(
  content: Readable,
  { name, size, crc }: ZipEntry,
  path: string,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<void> {
  const fail = (reason: string) => new FormatError(`zip entry ${JSON.stringify(name)}: ${reason}`);
  let done = 0;
  let sum = 0;
  try {
    await pipeline(
      content,
      createInflateRaw({ chunkSize: 2 ** 20 }),
      async function* (chunks: AsyncIterable<Uint8Array>) {
        for await (const chunk of chunks) {
          done += chunk.length;
          if (done > size) throw fail(`inflates beyond the ${size} bytes it declares`);
          sum = crc32(chunk, sum);
          onProgress(done, size);
          yield chunk;
        }
      },
      createWriteStream(path),
    );
  } catch (error) {
    if (error instanceof InputError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw String(code).startsWith("Z_")
      ? fail(`damaged (${(error as Error).message})`)
      : writeFailure(path, error);
  }
  if (done < size) throw fail(`declares ${size} bytes but inflates to ${done}`);
  if (sum !== crc) throw fail("damaged (the checksum differs)");
}
