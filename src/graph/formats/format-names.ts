import { InputError } from "../../errors.js";
import { isZip } from "./compression/zip.js";
import { refuseForeign, refuseProse } from "./foreign-formats.js";
import { isMat } from "./matlab/mat.js";
import { isArrowFile, isArrowStream, isParquet } from "./tables/table-marks.js";
import { isGml } from "./text/gml.js";

/** The known formats of graphs. */
export const GRAPH_FORMATS = [
  "edge-list",
  "csv",
  "tsv",
  "json",
  "node-link",
  "graphml",
  "gexf",
  "gml",
  "npz",
  "parquet",
  "matrix-market",
  "metis",
  "jlg",
  "mat",
  "arrow",
  "planetoid",
] as const;

export type GraphFormat = (typeof GRAPH_FORMATS)[number];

const EXTENSIONS: Readonly<Record<string, GraphFormat>> = {
  csv: "csv",
  tsv: "tsv",
  tab: "tsv",
  txt: "edge-list",
  edges: "edge-list",
  edgelist: "edge-list",
  el: "edge-list",
  json: "json",
  graphml: "graphml",
  xml: "graphml",
  gexf: "gexf",
  gml: "gml",
  npz: "npz",
  parquet: "parquet",
  mtx: "matrix-market",
  mm: "matrix-market",
  metis: "metis",
  graph: "metis",
  jlg: "jlg",
  mat: "mat",
  arrow: "arrow",
  feather: "arrow",
  ftr: "arrow",
  ipc: "arrow",
  arrows: "arrow",
};

/** The format of a file by its name, `.gz` aside. @throws InputError where the name tells none */
export function formatOf(fileName: string): GraphFormat {
  const format = formatOfName(fileName);
  if (format !== undefined) return format;
  const known = Object.keys(EXTENSIONS).map((extension) => `.${extension}`);
  throw new InputError(
    `${fileName}: expected a known extension (${known.join(", ")}, each also with .gz), or --format with one of ${GRAPH_FORMATS.join(", ")}`,
  );
}

/** @throws InputError listing the known formats where this is none of them */
export function checkFormat(format: string): asserts format is GraphFormat {
  if (!(GRAPH_FORMATS as readonly string[]).includes(format))
    throw new InputError(`format ${JSON.stringify(format)}: expected one of ${GRAPH_FORMATS.join(", ")}`);
}

/**
 * The format of a file by its content, else by its name; other text is a list of edges.
 *
 * @throws FormatError where it is of another known format, or its name tells none and it is no list of edges
 */
export function detectFormat(content: Uint8Array, name: string): GraphFormat {
  if (/(^|[/\\])ind\.[^./\\]+\.(x|y|tx|ty|allx|ally|graph|test\.index)$/.test(name)) return "planetoid";
  if (isZip(content)) {
    // Other archives are told by their names; what else is in one, npz says.
    refuseForeign("", name);
    return "npz";
  }
  if (isMat(content)) return "mat";
  const head = new TextDecoder("latin1")
    .decode(content.subarray(0, 4096))
    .replace(/^\xef\xbb\xbf/, "")
    .trimStart();
  if (isArrowFile(content) || isArrowStream(content)) return "arrow";
  if (isParquet(content)) return "parquet";
  if (/^%%MatrixMarket\s/i.test(head)) return "matrix-market";
  if (head.startsWith("{")) return "json";
  if (head.startsWith("<") && /<graphml[\s>]/.test(head)) return "graphml";
  if (head.startsWith("<") && /<gexf[\s>]/.test(head)) return "gexf";
  if (isGml(head)) return "gml";
  refuseForeign(head, name);
  const named = formatOfName(name);
  if (named === undefined) refuseProse(head);
  return named ?? "edge-list";
}

function formatOfName(fileName: string): GraphFormat | undefined {
  const extension = /\.([^./\\]+)$/.exec(fileName.toLowerCase().replace(/\.gz$/, ""))?.[1];
  return extension !== undefined && Object.hasOwn(EXTENSIONS, extension) ? EXTENSIONS[extension] : undefined;
}
