import { readFileIfPresent, writeFileAtomic } from "../../src/files.js";
import type { CatalogFile } from "./catalog.js";

/** What a file was when it was first fetched. */
export interface Pin {
  readonly bytes: number;
  readonly sha256: string;
}

/** What a file has to be: by the catalogue, else by the pin beside it; null where neither knows. */
export async function expectedFile(path: string, { bytes, sha256 }: CatalogFile): Promise<Pin | null> {
  if (bytes !== null && sha256 !== null) return { bytes, sha256 };
  const text = await readFileIfPresent(pinPath(path));
  if (text === undefined) return null;
  try {
    const pin = JSON.parse(new TextDecoder().decode(text)) as Partial<Pin>;
    const isPin =
      Number.isSafeInteger(pin.bytes) && typeof pin.sha256 === "string" && /^[0-9a-f]{64}$/.test(pin.sha256);
    // A pin that cannot be read is no pin: the file is then fetched, or refused, as one that is not known.
    return isPin ? { bytes: pin.bytes as number, sha256: pin.sha256 as string } : null;
  } catch {
    return null;
  }
}

/** Keeps what a file is, in `PATH.pin.json`. */
export async function writePin(path: string, { bytes, sha256 }: Pin, url: string): Promise<void> {
  const text = `${JSON.stringify({ bytes, sha256, url, pinnedAt: new Date().toISOString() }, null, 2)}\n`;
  await writeFileAtomic(pinPath(path), new TextEncoder().encode(text));
}

function pinPath(path: string): string {
  return `${path}.pin.json`;
}
