import { join } from "node:path";
import { z } from "zod";
import { InputError } from "../../errors.js";
import { makeFolder, readFileIfPresent, sha256Hex, writeFileAtomic } from "../../files.js";
import type { GraphDataset } from "../../graph/dataset.js";
import { readNpzDataset } from "../../graph/formats/numpy/npz-dataset.js";
import { writeNpzDataset } from "../../graph/formats/numpy/npz-edge-index.js";
import { ORDERS_FOLDER } from "../orders/order-cache.js";
import type { Configuration } from "../records/configuration.js";
import { giveSameResults } from "../records/version.js";

/** Graphs of more edges are not kept, nor drawn: their picture is a blot. */
export const MOST_DRAWN_EDGES = 20_000;
/** Isolated vertices have no edge, but take memory, too. */
export const MOST_DRAWN_VERTICES = 50_000;

const head = z.strictObject({
  seprank: z.string(),
  input: z.string(),
  /** of the bytes of the .npz file */
  sha256: z.string(),
});

type Source = Pick<Configuration, "seprank" | "input">;

/** Whether a report has a picture of the graph. */
export function isDrawn({ vertices, edges }: Source["input"]): boolean {
  return edges <= MOST_DRAWN_EDGES && vertices <= MOST_DRAWN_VERTICES;
}

/**
 * Keeps the graph beside its removal orders, which number its edges, so that a folder's report can be made without the data set:
 * `orders/graph-SHA256.npz` holds edges, vertex names and labels, no features, and the .json file of that name says whose they are.
 *
 * What is there and whole is left as it is; a graph too large to be drawn is not kept.
 *
 * Complexity: O(V + E).
 * @throws InputError where the folder cannot be written to
 */
export async function keepGraph(folder: string, source: Source, dataset: GraphDataset): Promise<void> {
  if (!isDrawn(source.input) || (await readKeptGraph(folder, source)) !== undefined) return;
  const path = pathOf(folder, source);
  const bytes = writeNpzDataset({
    ...dataset,
    features: null,
    splits: [],
    vertexAttributes: null,
    edgeAttributes: null,
    graphAttributes: {},
  });
  const content: z.infer<typeof head> = {
    seprank: source.seprank,
    input: source.input.sha256,
    sha256: sha256Hex(bytes),
  };
  await makeFolder(join(folder, ORDERS_FOLDER));
  await writeFileAtomic(`${path}.npz`, bytes);
  await writeFileAtomic(`${path}.json`, new TextEncoder().encode(`${JSON.stringify(content, null, 2)}\n`));
}

/** The graph that {@link keepGraph} kept for the same input, by a version with the same results; undefined where there is none that is whole. */
export async function readKeptGraph(folder: string, source: Source): Promise<GraphDataset | undefined> {
  const path = pathOf(folder, source);
  const text = await readFileIfPresent(`${path}.json`);
  const bytes = await readFileIfPresent(`${path}.npz`);
  if (text === undefined || bytes === undefined) return undefined;
  const kept = parseHead(new TextDecoder().decode(text));
  const { seprank, input } = source;
  if (kept === undefined || !giveSameResults(kept.seprank, seprank)) return undefined;
  if (kept.input !== input.sha256 || kept.sha256 !== sha256Hex(bytes)) return undefined;
  try {
    const dataset = readNpzDataset(bytes, { name: input.name });
    const { vertexCount, edgeCount } = dataset.adjacency;
    return vertexCount === input.vertices && edgeCount === input.edges ? dataset : undefined;
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

/** Hexadecimal digits only: a record's text must not name another folder. */
function pathOf(folder: string, { input }: Source): string {
  return join(
    folder,
    ORDERS_FOLDER,
    `graph-${sha256Hex(new TextEncoder().encode(input.sha256)).slice(0, 16)}`,
  );
}

function parseHead(text: string): z.infer<typeof head> | undefined {
  try {
    return head.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
