import { FormatError } from "../../../errors.js";
import { buildAdjacency } from "../../adjacency.js";
import { featuresFromDense } from "../../attributes/features.js";
import { labelsFromNumbers } from "../../attributes/labels.js";
import { checkSplit } from "../../attributes/split.js";
import { bareDataset } from "../../bare-dataset.js";
import type { GraphDataset, Split } from "../../dataset.js";
import { claimVertices, type ReadLimits, takeGraph, withReadBudget } from "../../read-budget.js";
import { gunzip, isGzip } from "../compression/gzip.js";
import { numberRows } from "../text/number-rows.js";

/** The files below an OGB vertex-prediction data set's folder that are read, each maybe with `.gz`; the first two must be there. */
export const OGB_FILES = {
  edges: "raw/edge.csv",
  counts: "raw/num-node-list.csv",
  features: "raw/node-feat.csv",
  labels: "raw/node-label.csv",
} as const;

/** The files of a split's folder, `split/NAME/`. */
export const OGB_SPLIT_FILES = { train: "train.csv", validation: "valid.csv", test: "test.csv" } as const;

export type OgbPart = keyof typeof OGB_FILES;

/** The bytes of an OGB data set's files. */
export interface OgbFiles extends Partial<Readonly<Record<OgbPart, Uint8Array>>> {
  /** of each split's folder, its three files */
  readonly splits: readonly Readonly<Record<keyof typeof OGB_SPLIT_FILES, Uint8Array>>[];
}

/**
 * Reads a vertex-prediction data set in the folder layout of the Open Graph Benchmark: csv files without headers, compressed or not.
 *
 * `edge`: an edge a row, vertices from 0. `num-node-list`: the number of vertices, one row. `node-feat`: a row of features for each
 * vertex. `node-label`: its class; a row without a number (`nan`) is a vertex without a label. Splits list vertices.
 *
 * Source: Hu et al., Open Graph Benchmark, NeurIPS 2020. Complexity: O(bytes).
 *
 * @param directed default false
 * @throws FormatError naming the file and the line where one is missing or damaged, or they do not fit together
 */
export function readOgb(
  name: string,
  files: OgbFiles,
  directed = false,
  limits: ReadLimits = {},
): GraphDataset {
  const all = [
    files.edges,
    files.counts,
    files.features,
    files.labels,
    ...files.splits.flatMap(Object.values),
  ];
  const bytes = all.reduce((sum, file: Uint8Array | undefined) => sum + (file?.length ?? 0), 0);
  return withReadBudget(bytes, limits, () => readFolder(name, files, directed));
}

function readFolder(name: string, files: OgbFiles, directed: boolean): GraphDataset {
  const [vertexCount] = read(files, "counts", 1, 1).values;
  if (!(Number.isInteger(vertexCount) && vertexCount > 0))
    throw new FormatError(`expected the number of vertices, got ${vertexCount}`, {
      file: OGB_FILES.counts,
      line: 1,
    });
  claimVertices(vertexCount, { file: OGB_FILES.counts, line: 1 });
  const edges = read(files, "edges", undefined, 2);
  takeGraph(vertexCount, edges.rows);
  for (let k = 0; k < edges.values.length; k++)
    checkVertex(edges.values[k], vertexCount, OGB_FILES.edges, Math.floor(k / 2) + 1);
  const features = files.features === undefined ? null : read(files, "features", vertexCount);
  const labels = files.labels === undefined ? null : read(files, "labels", vertexCount, 1);
  return bareDataset({
    name,
    ...buildAdjacency({
      vertexCount,
      sources: edges.values.filter((_, k) => k % 2 === 0),
      targets: edges.values.filter((_, k) => k % 2 === 1),
      directed,
    }),
    features: features === null ? null : featuresFromDense(features.values, vertexCount, features.columns),
    ...(labels === null
      ? {}
      : labelsFromNumbers(
          labels.values.map((label) => (Number.isNaN(label) ? -1 : label)),
          vertexCount,
        )),
    splits: files.splits.map((split) => readSplit(split, vertexCount)),
  });
}

function read(files: OgbFiles, part: OgbPart, rows?: number, columns?: number) {
  const bytes = files[part];
  const file = OGB_FILES[part];
  if (bytes === undefined) throw new FormatError(`expected the file ${file} or ${file}.gz, there is none`);
  const table = numberRowsOf(bytes, file, part === "labels");
  if (columns !== undefined && table.columns !== columns)
    throw new FormatError(`expected ${columns} numbers a row, got ${table.columns}`, { file, line: 1 });
  if (rows !== undefined && table.rows !== rows)
    throw new FormatError(`expected ${rows} rows, got ${table.rows}`, { file });
  return table;
}

function readSplit(split: OgbFiles["splits"][number], vertexCount: number): Split {
  const part = (key: keyof typeof OGB_SPLIT_FILES) => {
    const file = OGB_SPLIT_FILES[key];
    const { values, columns } = numberRowsOf(split[key], file, false);
    // An empty part is valid in a file; training on the split refuses it.
    if (values.length > 0 && columns !== 1)
      throw new FormatError(`expected one vertex a row, got ${columns} numbers`, { file, line: 1 });
    values.forEach((vertex, k) => {
      checkVertex(vertex, vertexCount, file, k + 1);
    });
    return Uint32Array.from(values).sort();
  };
  const read = { train: part("train"), validation: part("validation"), test: part("test") };
  return checkSplit(read, vertexCount);
}

function numberRowsOf(bytes: Uint8Array, file: string, gaps: boolean) {
  try {
    return numberRows(isGzip(bytes) ? gunzip(bytes) : bytes, gaps);
  } catch (error) {
    throw error instanceof FormatError ? error.inFile(file) : error;
  }
}

function checkVertex(vertex: number, vertexCount: number, file: string, line: number): void {
  if (!(Number.isInteger(vertex) && vertex >= 0 && vertex < vertexCount))
    throw new FormatError(`expected a vertex from 0 to ${vertexCount - 1}, got ${vertex}`, { file, line });
}
