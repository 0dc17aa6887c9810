import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { InputError } from "../src/errors.js";
import { readFileBytes, STANDARD_INPUT, sha256Hex } from "../src/files.js";
import type { GraphDataset } from "../src/graph/dataset.js";
import { checkChoices, checkVertexTable } from "../src/graph/formats/file-choices.js";
import { readPlanetoid } from "../src/graph/formats/folders/planetoid.js";
import { readTu, type TuPart } from "../src/graph/formats/folders/tu.js";
import {
  checkFormat,
  type FileChoices,
  type GraphFormat,
  isTableFormat,
  nodesFile,
  readGraph,
  type VertexColumns,
} from "../src/graph/formats/formats.js";
import type { ReadLimits } from "../src/graph/read-budget.js";
import { generateCitations } from "./graphs/citations.js";
import { karate } from "./graphs/karate.js";
import { findOgbFolder, isOgbFolder, openOgb } from "./graphs/open-ogb.js";
import { PLANETOID_PARTS, planetoidPaths } from "./graphs/planetoid-paths.js";
import { tuPaths } from "./graphs/tu-paths.js";
import type { CatalogEntry } from "./store/catalog.js";
import { datasetDigest } from "./store/digest.js";
import { findEntry, unknownDataset } from "./store/find-entry.js";
import { findFiles, isFile } from "./store/find-files.js";
import { dataFolders } from "./store/folders.js";
import { expectedFile } from "./store/pins.js";

export interface OpenOptions extends FileChoices, ReadLimits {
  /** the folder to look for the catalogue's files in first; default: `SEPRANK_DATA` */
  readonly dataDir?: string | undefined;
  /** format of a file, see {@link readGraph}; default: by its content and name */
  readonly format?: string | undefined;
  /** whether a file's edges have a direction; default: what the file says, else not */
  readonly directed?: boolean | undefined;
  /** a file's table of vertices; default: of `graph.parquet` and `graph.arrow` the file `graph.nodes.*` beside it, where there is one */
  readonly nodes?: VertexTableFile | undefined;
  /** takes a line on where the data come from */
  readonly onMessage?: ((message: string) => void) | undefined;
}

/** A file with a row for each vertex: csv, Parquet, Arrow. */
export interface VertexTableFile extends VertexColumns {
  readonly path: string;
}

export interface OpenedDataset {
  readonly dataset: GraphDataset;
  /**
   * what was read, for records: SHA-256 of the file; of several files, of their SHA-256s, one a line; of embedded data, see
   * {@link datasetDigest}
   */
  readonly sha256: string;
  /** where it was read from: a path, "standard input", or "embedded" */
  readonly source: string;
}

const EMBEDDED: Readonly<Record<string, () => GraphDataset>> = {
  karate,
  citations: () => generateCitations(),
};

/**
 * Opens a graph by name or path.
 *
 * A name of the catalogue is that data set (a file of that name is ./NAME): embedded data are made; files are looked for in
 * `dataDir` or else `SEPRANK_DATA`, then in the user's cache folder, and must have the catalogue's SHA-256. All else is the path
 * of a file in a format that {@link readGraph} knows, "-" for standard input, or the path of one of a Planetoid data set's eight
 * files, or of their common beginning (`data/ind.cora`), which stands for all of them. A folder in the layout of the Open Graph Benchmark is one data set.
 *
 * @throws InputError where there is no such data set or file, or a data set's file is not the one that the catalogue knows
 * @throws FormatError where a file's content is not what its format asks for
 *
 * @example
 * ```ts
 * import { openDataset } from "seprank/datasets";
 *
 * const { dataset, sha256 } = await openDataset("karate");
 * dataset.adjacency.edgeCount; // => 78
 * sha256.length; // => 64
 * ```
 */
export async function openDataset(nameOrPath: string, options: OpenOptions = {}): Promise<OpenedDataset> {
  const entry = findEntry(nameOrPath);
  if (entry !== undefined) checkChoices(nameOrPath, null, options);
  if (entry !== undefined && options.nodes !== undefined) checkVertexTable(nameOrPath, null);
  const opened =
    entry === undefined
      ? await openPath(nameOrPath, options)
      : entry.format === "embedded"
        ? openEmbedded(entry.name)
        : await openEntry(entry, entry.format, options);
  options.onMessage?.(`${opened.dataset.name}: from ${opened.source}, SHA-256 ${opened.sha256}`);
  return opened;
}

function openEmbedded(name: string): OpenedDataset {
  const dataset = EMBEDDED[name]();
  return { dataset, sha256: datasetDigest(dataset), source: "embedded" };
}

async function openEntry(
  entry: CatalogEntry,
  format: GraphFormat | "tu" | "ogb",
  { dataDir, directed, memory, maxVertices }: OpenOptions,
): Promise<OpenedDataset> {
  const { name, files } = entry;
  const limits = { memory, maxVertices };
  if (format === "ogb") {
    const folder = await findOgbFolder(entry, dataDir);
    if (folder === null)
      throw new InputError(`${name}: not found in ${dataFolders(dataDir).join(", ")}; ${entry.manual}`);
    return openOgb(folder, { name, directed, ...limits });
  }
  const paths = await findFiles(entry, dataDir);
  if (paths === null)
    throw new InputError(
      `${name}: not found in ${dataFolders(dataDir).join(", ")}; run: seprank datasets fetch ${name}${files.some(({ sha256 }) => sha256 === null) ? " --trust-first" : ""}`,
    );
  const expected = await Promise.all(files.map((file, k) => expectedFile(paths[k], file)));
  const unknown = expected.indexOf(null);
  if (unknown >= 0)
    throw new InputError(
      `${name}: ${paths[unknown]} has no SHA-256 to be checked by, in the catalogue or pinned; run: seprank datasets fetch ${name} --trust-first`,
    );
  const check = (hashes: readonly string[]) => {
    for (const [k, pin] of expected.entries()) {
      const sha256 = pin?.sha256;
      if (hashes[k] !== sha256)
        throw new InputError(
          `${name}: ${paths[k]} is damaged or another version (expected SHA-256 ${sha256}, got ${hashes[k]}); ` +
            `remove it and run: seprank datasets fetch ${name}`,
        );
    }
  };
  const tu = format === "tu" ? tuPaths(paths[0]) : undefined;
  if (tu !== undefined)
    return openTu(tu.name, await presentFiles(tu.paths), { name, directed, ...limits }, check);
  return openFiles(paths, { name, format: format as GraphFormat, directed, ...limits }, check);
}

async function openPath(path: string, options: OpenOptions): Promise<OpenedDataset> {
  const { format, directed, memory, maxVertices } = options;
  const limits = { memory, maxVertices };
  if (format !== undefined) checkFormat(format);
  if (path === STANDARD_INPUT) return openFiles([path], { ...options, name: "stdin", format });
  const planetoid = format === undefined || format === "planetoid" ? planetoidPaths(path) : undefined;
  if (planetoid !== undefined) {
    checkChoices(path, null, options);
    if (options.nodes !== undefined) checkVertexTable(path, null);
    return openFiles(planetoid.paths, { name: planetoid.name, format: "planetoid", directed, ...limits });
  }
  const tu = format === undefined ? tuPaths(path) : undefined;
  // A file may happen to have such a name: of a TU data set, the graphs are told beside it.
  const isTu = tu !== undefined && (await isFile(tu.paths.get("graph_indicator") as string));
  const isOgb = !isTu && format === undefined && (await isOgbFolder(path));
  if (isTu || isOgb) {
    checkChoices(path, null, options);
    if (options.nodes !== undefined) checkVertexTable(path, null);
  }
  if (isTu) return openTu(tu.name, await presentFiles(tu.paths), { directed, ...limits });
  if (isOgb) return openOgb(path, { directed, ...limits });
  // A bare word that is no file was meant as a name.
  if (/^[\w-]+$/.test(path) && (await isMissing(path))) throw unknownDataset(path);
  const nodes = options.nodes ?? (await vertexTableBeside(path, format));
  return openFiles([path], { ...options, name: basename(path), format, nodes });
}

/** Of a table of edges as this program writes it, the table of vertices. */
async function vertexTableBeside(
  path: string,
  format: GraphFormat | undefined,
): Promise<VertexTableFile | undefined> {
  const isTable =
    format === undefined ? /\.(parquet|arrow|feather|ftr|ipc)$/i.test(path) : isTableFormat(format);
  const beside = nodesFile(path);
  return isTable && (await isFile(beside)) ? { path: beside } : undefined;
}

interface FileOptions extends FileChoices, ReadLimits {
  /** the data set's */
  readonly name: string;
  readonly format: GraphFormat | undefined;
  readonly directed?: boolean | undefined;
  readonly nodes?: VertexTableFile | undefined;
}

async function openFiles(
  paths: readonly string[],
  { name, format, directed, nodes, ...choices }: FileOptions,
  check: (hashes: readonly string[]) => void = () => {},
): Promise<OpenedDataset> {
  const contents: Uint8Array[] = [];
  // In order, so that of several missing files the first is named.
  for (const path of paths) contents.push(await readFileBytes(path));
  const vertices = nodes === undefined ? undefined : await vertexTable(nodes);
  const hashes = [...contents, vertices?.bytes ?? []].flat().map(sha256Hex);
  check(hashes);
  const source = paths[0] === STANDARD_INPUT ? "standard input" : paths[0];
  const planetoid = format === "planetoid" ? planetoidPaths(source) : undefined;
  const dataset =
    planetoid === undefined
      ? await readGraph(contents[0], { ...choices, name: source, format, directed, nodes: vertices })
      : readPlanetoid(
          planetoid.name,
          Object.fromEntries(PLANETOID_PARTS.map((part, k) => [part, contents[k]])),
          directed,
          choices,
        );
  const sha256 = hashes.length === 1 ? hashes[0] : sha256Hex(new TextEncoder().encode(hashes.join("\n")));
  return { dataset: { ...dataset, name }, sha256, source };
}

async function vertexTable({ path, ...columns }: VertexTableFile) {
  return { ...columns, bytes: await readFileBytes(path), name: path };
}

async function presentFiles(paths: ReadonlyMap<TuPart, string>): Promise<Map<TuPart, string>> {
  const present = new Map<TuPart, string>();
  for (const [part, path] of paths) if (await isFile(path)) present.set(part, path);
  return present;
}

async function openTu(
  name: string,
  paths: ReadonlyMap<TuPart, string>,
  {
    name: title = name,
    directed,
    ...limits
  }: ReadLimits & { readonly name?: string; readonly directed: boolean | undefined },
  check: (hashes: readonly string[]) => void = () => {},
): Promise<OpenedDataset> {
  const contents = new Map<TuPart, Uint8Array>();
  for (const [part, path] of paths) contents.set(part, await readFileBytes(path));
  const hashes = [...contents.values()].map(sha256Hex);
  check(hashes);
  const dataset = readTu(name, Object.fromEntries(contents), directed, limits);
  const sha256 = sha256Hex(new TextEncoder().encode(hashes.join("\n")));
  return { dataset: { ...dataset, name: title }, sha256, source: [...paths.values()][0] };
}

const isMissing = (path: string) =>
  stat(path).then(
    () => false,
    () => true,
  );
