import { readdir } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { readFileIfPresent, sha256Hex } from "../../src/files.js";
import type { GraphDataset } from "../../src/graph/dataset.js";
import { OGB_FILES, OGB_SPLIT_FILES, type OgbPart, readOgb } from "../../src/graph/formats/folders/ogb.js";
import type { ReadLimits } from "../../src/graph/read-budget.js";
import { isFile } from "../store/find-files.js";
import { dataFolders } from "../store/folders.js";

/** Whether a path is a folder in the layout of the Open Graph Benchmark. */
export async function isOgbFolder(path: string): Promise<boolean> {
  const edges = join(path, OGB_FILES.edges);
  return (await isFile(`${edges}.gz`)) || (await isFile(edges));
}

/** The folder of a catalogue's entry in this layout, in the first data folder that has it, or null where none has. */
export async function findOgbFolder(
  { name, folder = name }: { readonly name: string; readonly folder?: string | undefined },
  dataDir?: string,
): Promise<string | null> {
  for (const data of dataFolders(dataDir))
    if (await isOgbFolder(join(data, folder))) return join(data, folder);
  return null;
}

/**
 * Opens a folder in the layout of the Open Graph Benchmark (`arxiv/raw/edge.csv.gz`, `arxiv/split/time/train.csv.gz`, ...).
 *
 * @throws FormatError where a file is missing or damaged, or they do not fit together
 */
export async function openOgb(
  folder: string,
  {
    name = basename(resolve(folder)),
    directed,
    ...limits
  }: ReadLimits & { readonly name?: string; readonly directed: boolean | undefined },
): Promise<{ dataset: GraphDataset; sha256: string; source: string }> {
  const hashes: string[] = [];
  const read = async (path: string): Promise<Uint8Array | undefined> => {
    const bytes =
      (await readFileIfPresent(join(folder, `${path}.gz`))) ?? (await readFileIfPresent(join(folder, path)));
    if (bytes !== undefined) hashes.push(sha256Hex(bytes));
    return bytes;
  };
  const parts: Partial<Record<OgbPart, Uint8Array>> = {};
  for (const [part, file] of Object.entries(OGB_FILES)) {
    const bytes = await read(file);
    if (bytes !== undefined) parts[part as OgbPart] = bytes;
  }
  const splits: Record<keyof typeof OGB_SPLIT_FILES, Uint8Array>[] = [];
  const entries = await readdir(join(folder, "split")).catch(() => []);
  for (const entry of entries.sort()) {
    const [train, validation, test] = [
      await read(join("split", entry, OGB_SPLIT_FILES.train)),
      await read(join("split", entry, OGB_SPLIT_FILES.validation)),
      await read(join("split", entry, OGB_SPLIT_FILES.test)),
    ];
    if (train !== undefined && validation !== undefined && test !== undefined)
      splits.push({ train, validation, test });
  }
  const dataset = readOgb(name, { ...parts, splits }, directed, limits);
  return { dataset, sha256: sha256Hex(new TextEncoder().encode(hashes.join("\n"))), source: folder };
}
