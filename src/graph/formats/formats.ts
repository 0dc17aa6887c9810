import { FormatError, InputError } from "../../errors.js";
import type { GraphDataset } from "../dataset.js";
import type { AttributedReadOptions } from "../graphology/attributed-graph.js";
import { type ReadLimits, takeBytes, withReadBudget } from "../read-budget.js";
import { gunzip, gzip, isGzip } from "./compression/gzip.js";
import { checkChoices, checkVertexTable, type FileChoices } from "./file-choices.js";
import { checkFormat, detectFormat, type GraphFormat } from "./format-names.js";
import { TABLE_FORMATS, type TableFormat } from "./tables/decode-table.js";
import { readTableApart } from "./tables/read-table-apart.js";
import { columnBytes, type Table } from "./tables/table.js";
import { isArrowFile, isArrowStream, isParquet } from "./tables/table-marks.js";
import type { VertexColumns } from "./tables/vertex-table.js";
import type { Separator } from "./text/delimited-rows.js";

export type { FileChoices } from "./file-choices.js";
export { partsLost, verticesLost } from "./format-losses.js";
export { checkFormat, formatOf, GRAPH_FORMATS, type GraphFormat } from "./format-names.js";
export type { VertexColumns } from "./tables/vertex-table.js";

/** What every reader does with input that a simple graph has no place for; one rule each. */
export const INPUT_RULES = Object.freeze({
  duplicates:
    "of several equal edges the first is kept, with its weight and attributes; the others are counted",
  selfLoops: "left out and counted: every vertex has an implied one",
  directions: "dropped unless asked for; npz, parquet and arrow written by seprank remember them",
  isolatedVertices:
    "kept by all formats but edge-list, csv and tsv, which list edges only; parquet and arrow keep them in their table of vertices",
  unknownVertices: "an edge that names a vertex which the file does not declare is an error",
  features:
    "finite numbers for all vertices, else an error; sparse where at most a quarter of them is nonzero",
  labels: "integers or names; a vertex without one, or with a negative number, has the label -1",
});

export interface ReadGraphOptions extends FileChoices, ReadLimits {
  /** of the file, for detection by extension and for messages */
  readonly name: string;
  /** default: known by the content, else by the name */
  readonly format?: GraphFormat | undefined;
  /** whether edges have a direction; default false, or what seprank's own npz says */
  readonly directed?: boolean | undefined;
  /** a table of the vertices, beside a table or list of edges */
  readonly nodes?: VertexTable | undefined;
}

/** A table with a row for each vertex, as Parquet, Arrow, or delimited text whose first row names the columns; gzip is inflated. */
export interface VertexTable extends VertexColumns {
  readonly bytes: Uint8Array;
  /** of its file, for messages */
  readonly name: string;
}

export interface WriteGraphOptions {
  /** of the file to write: where it ends in `.gz` the content is compressed */
  readonly name?: string | undefined;
}

type Reader = (bytes: Uint8Array, options: ReadGraphOptions) => GraphDataset;

interface Handler {
  /** loads the reader, and of a table its columns: all else is synchronous, under a budget */
  readonly reader: (bytes: Uint8Array, options: ReadGraphOptions) => Promise<Reader>;
  readonly write: (dataset: GraphDataset) => Promise<Uint8Array>;
}

// Readers and writers are loaded when they are needed, so that importing the registry costs next to nothing.
const HANDLERS: Readonly<Record<GraphFormat, Handler>> = {
  "edge-list": edgeListHandler(" ", ["\t", ",", ";", " "]),
  csv: edgeListHandler(",", [",", ";", "\t", " "]),
  tsv: edgeListHandler("\t", ["\t", ",", ";", " "]),
  json: {
    reader: async () => {
      const { readJson } = await import("./json/graphology-json.js");
      return (bytes, options) => readJson(bytes, attributedOptions(options));
    },
    write: async (dataset) => (await import("./json/graphology-json.js")).writeGraphologyJson(dataset),
  },
  "node-link": {
    reader: async () => {
      const { readJson } = await import("./json/graphology-json.js");
      return (bytes, options) => readJson(bytes, attributedOptions(options));
    },
    write: async (dataset) => (await import("./json/node-link.js")).writeNodeLink(dataset),
  },
  graphml: {
    reader: async () => {
      const { readGraphml } = await import("./xml/graphml.js");
      return (bytes, options) => readGraphml(bytes, attributedOptions(options));
    },
    write: async (dataset) => (await import("./xml/write-graphml.js")).writeGraphml(dataset),
  },
  gexf: {
    reader: async () => {
      const { readGexf } = await import("./xml/gexf.js");
      return (bytes, options) => readGexf(bytes, attributedOptions(options));
    },
    write: async (dataset) => (await import("./xml/write-gexf.js")).writeGexf(dataset),
  },
  gml: {
    reader: async () => {
      const { readGml } = await import("./text/gml.js");
      return (bytes, options) => readGml(bytes, attributedOptions(options));
    },
    write: async (dataset) => (await import("./text/write-gml.js")).writeGml(dataset),
  },
  npz: {
    reader: async () => {
      const { readNpzDataset } = await import("./numpy/npz-dataset.js");
      return (bytes, options) => readNpzDataset(bytes, options);
    },
    write: async (dataset) => (await import("./numpy/npz-edge-index.js")).writeNpzDataset(dataset),
  },
  parquet: {
    reader: tableGraphReader("parquet"),
    write: async (dataset) => (await tableWriter("parquet"))(await edgesAsTable(dataset, "parquet")),
  },
  "matrix-market": {
    reader: async () => {
      const { readMatrixMarket } = await import("./text/matrix-market.js");
      return (bytes, options) => readMatrixMarket(bytes, options);
    },
    write: async (dataset) => (await import("./text/write-matrix-market.js")).writeMatrixMarket(dataset),
  },
  metis: {
    reader: async () => {
      const { readMetis } = await import("./text/metis.js");
      return (bytes, options) => readMetis(bytes, options);
    },
    write: async (dataset) => (await import("./text/write-metis.js")).writeMetis(dataset),
  },
  jlg: {
    reader: async () => {
      const { readJlg } = await import("./binary/jlg.js");
      return (bytes, options) => readJlg(bytes, options);
    },
    write: async () => {
      throw new InputError("jlg: can be read only; write matrix-market, which Julia reads too");
    },
  },
  mat: {
    reader: async () => {
      const { readMatGraph } = await import("./matlab/mat-graph.js");
      return (bytes, options) => readMatGraph(bytes, options);
    },
    write: async () => {
      throw new InputError("mat: can be read only; write matrix-market, which MATLAB's mmread reads too");
    },
  },
  arrow: {
    reader: tableGraphReader("arrow"),
    write: async (dataset) => (await tableWriter("arrow"))(await edgesAsTable(dataset, "arrow")),
  },
  planetoid: {
    reader:
      async () =>
      (_bytes, { name }) => {
        throw new InputError(
          `${name}: a Planetoid data set is eight files; expected all of them (readPlanetoid)`,
        );
      },
    write: async () => {
      throw new InputError("planetoid: can be read only; write npz, which holds all that it holds");
    },
  },
};

/**
 * Reads a graph in any known format, gzip inflated first. Rules: {@link INPUT_RULES}.
 *
 * Without `format` the content decides (ZIP, Arrow, Parquet, JSON, XML), then the extension; other text is a list of edges.
 *
 * @throws FormatError naming the file where its content is not what the format asks for, or there is no vertex
 * @throws InputError where the format is unknown or can be written only
 *
 * @example
 * ```ts
 * import { readGraph, toGraphology } from "seprank";
 *
 * const bytes = new TextEncoder().encode("a,b\nb,c\n");
 * const dataset = await readGraph(bytes, { name: "edges.csv" });
 * toGraphology(dataset).nodes(); // => ["a", "b", "c"]
 * ```
 */
export async function readGraph(bytes: Uint8Array, options: ReadGraphOptions): Promise<GraphDataset> {
  const { name } = options;
  if (options.format !== undefined) checkFormat(options.format);
  try {
    // A plain view: subclasses (Buffer) share memory where a Uint8Array copies it.
    const plain = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
    const inputBytes = plain.length + (options.nodes?.bytes.length ?? 0);
    const budgeted = <T>(read: () => T): T => withReadBudget(inputBytes, options, read);
    const inflated = isGzip(plain) ? budgeted(() => gunzip(plain)) : null;
    const content = inflated ?? plain;
    const format = options.format ?? detectFormat(content, name);
    checkChoices(name, format, options);
    if (options.nodes !== undefined) checkVertexTable(name, format);
    const read = await HANDLERS[format].reader(content, options);
    const dataset = budgeted(() => {
      // What was inflated stays in memory, and counts again.
      if (inflated !== null) takeBytes(2 * inflated.length, "inflated bytes");
      return read(content, options);
    });
    if (dataset.adjacency.vertexCount === 0)
      throw new FormatError(`expected a graph, got no vertex (read as ${format})`);
    return options.nodes === undefined
      ? dataset
      : await withVertices(dataset, options.nodes, options, budgeted);
  } catch (error) {
    throw error instanceof FormatError && error.location.file === undefined ? error.inFile(name) : error;
  }
}

/**
 * Writes a graph. Same data set, same bytes.
 *
 * @throws InputError where the format is unknown or can be read only, or cannot hold a name or an attribute of the graph
 *
 * @example
 * ```ts
 * import { karate, writeGraph } from "seprank";
 *
 * const bytes = await writeGraph(karate(), "csv", { name: "karate.csv" });
 * new TextDecoder().decode(bytes).split("\n")[0]; // => "source,target"
 * ```
 */
export async function writeGraph(
  dataset: GraphDataset,
  format: GraphFormat,
  { name }: WriteGraphOptions = {},
): Promise<Uint8Array> {
  checkFormat(format);
  const bytes = await HANDLERS[format].write(dataset);
  return name?.toLowerCase().endsWith(".gz") ? gzip(bytes) : bytes;
}

async function withVertices(
  dataset: GraphDataset,
  { bytes, name, ...columns }: VertexTable,
  limits: ReadLimits,
  budgeted: <T>(read: () => T) => T,
): Promise<GraphDataset> {
  try {
    const plain = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
    const content = isGzip(plain) ? budgeted(() => gunzip(plain)) : plain;
    const table = await readTable(content, limits, budgeted);
    const { joinVertexTable } = await import("./tables/vertex-table.js");
    return budgeted(() => {
      takeBytes(columnBytes(table), "columns");
      return joinVertexTable(dataset, table, columns);
    });
  } catch (error) {
    throw error instanceof FormatError ? error.inFile(name) : error;
  }
}

/** Whether a graph in this format is two files, of edges and of vertices. */
export function isTableFormat(format: string): format is TableFormat {
  return (TABLE_FORMATS as readonly string[]).includes(format);
}

/** The name of the table of vertices beside a table of edges: `graph.parquet` has `graph.nodes.parquet`. */
export function nodesFile(fileName: string): string {
  return fileName.replace(/(\.[^./\\]*)?$/, ".nodes$1");
}

/** The table of vertices that belongs beside a table of edges. @throws InputError where the features are too many */
export async function writeNodes(
  dataset: GraphDataset,
  format: TableFormat = "parquet",
): Promise<Uint8Array> {
  const { vertexTableOf } = await import("./tables/dataset-tables.js");
  return (await tableWriter(format))(vertexTableOf(dataset, format));
}

async function edgesAsTable(dataset: GraphDataset, format: TableFormat): Promise<Table> {
  return (await import("./tables/dataset-tables.js")).edgeTableOf(dataset, format);
}

async function tableWriter(format: TableFormat): Promise<(table: Table) => Uint8Array | Promise<Uint8Array>> {
  return format === "parquet"
    ? (await import("./tables/write-parquet.js")).writeParquetTable
    : (await import("./tables/write-arrow.js")).writeArrowTable;
}

function tableGraphReader(format: TableFormat): Handler["reader"] {
  return async (bytes, options) => {
    const [table, { readEdgeTable }] = await Promise.all([
      readTableApart(bytes, format, options),
      import("./tables/edge-table.js"),
    ]);
    return () => {
      takeBytes(columnBytes(table), "columns");
      return readEdgeTable(table, options);
    };
  };
}

/** A table of vertices by its content: Parquet, Arrow, else delimited text. */
async function readTable(
  bytes: Uint8Array,
  limits: ReadLimits,
  budgeted: <T>(read: () => T) => T,
): Promise<Table> {
  if (isParquet(bytes)) return readTableApart(bytes, "parquet", limits);
  if (isArrowFile(bytes) || isArrowStream(bytes)) return readTableApart(bytes, "arrow", limits);
  const { readDelimitedTable } = await import("./tables/delimited-table.js");
  return budgeted(() => readDelimitedTable(bytes));
}

function attributedOptions({ edgeType, ...options }: ReadGraphOptions): AttributedReadOptions {
  return { ...options, attributeNames: { edgeType } };
}

function edgeListHandler(separator: Separator, prefer: readonly Separator[]): Handler {
  return {
    reader: async () => {
      const { readEdgeList } = await import("./text/edge-list.js");
      return (bytes, options) => readEdgeList(bytes, { ...options, prefer });
    },
    write: async (dataset) => (await import("./text/write-edge-list.js")).writeEdgeList(dataset, separator),
  };
}
