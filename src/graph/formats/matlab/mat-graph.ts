import { FormatError } from "../../../errors.js";
import { buildAdjacency } from "../../adjacency.js";
import { featuresFromCsr } from "../../attributes/features.js";
import { labelsFromNumbers } from "../../attributes/labels.js";
import { bareDataset } from "../../bare-dataset.js";
import { edgesOfCsr } from "../../csr.js";
import type { GraphDataset } from "../../dataset.js";
import { claimVertices, takeBytes, takeGraph } from "../../read-budget.js";
import type { StructureOptions } from "../text/matrix-market.js";
import { readMat } from "./mat.js";
import type { MatArray, MatNumbers, MatSparse } from "./mat-values.js";

/** The column of `local_info` that is the label: gender. */
const LABEL_COLUMN = 1;

export interface MatReadOptions extends StructureOptions {
  /** the name of the matrix; default: `A`, else the only square sparse one */
  readonly variable?: string | undefined;
}

/**
 * Reads a graph from a MATLAB 5.0 MAT-file: its adjacency matrix `A`, sparse or full, else its only
 * square sparse matrix, or `variable`; entry (i, j) is the edge from i to j.
 *
 * With `local_info` (Facebook100: status, gender, major, second major, dorm, year, high school; 0 = missing) the label of a vertex is its
 * gender (0: none), and its features are the other columns in one-hot code, the missing value a category as any other, as in LINKX (Lim
 * et al., NeurIPS 2021). A stored zero is no edge.
 *
 * @throws FormatError where the file is damaged, `A` is missing or not square, or `local_info` does not fit it
 */
export function readMatGraph(
  bytes: Uint8Array,
  { name, directed = false, variable }: MatReadOptions,
): GraphDataset {
  const variables = readMat(bytes);
  const [key, matrix] = chooseMatrix(variables, variable);
  const { vertexCount, sources, targets, weights } = edgesOf(matrix, key);
  // Compressed columns are the compressed rows of the transpose: what edgesOfCsr calls a source is a target.
  takeGraph(vertexCount, sources.length);
  const pairs = { vertexCount, sources: targets, targets: sources, weights, directed };
  const { adjacency, dropped } = buildAdjacency(pairs);
  const notices =
    key === "A" || variable !== undefined
      ? []
      : [`variable ${JSON.stringify(key)} read as the adjacency matrix`];
  const info = variables.get("local_info");
  if (info === undefined) return bareDataset({ name, adjacency, dropped, notices });
  if (
    info.kind !== "numbers" ||
    info.shape.length !== 2 ||
    info.shape[0] !== vertexCount ||
    info.shape[1] <= LABEL_COLUMN
  )
    throw new FormatError(
      `mat: expected local_info as a matrix with ${vertexCount} rows, one for each vertex, got ${info.kind === "numbers" ? info.shape.join(" x ") : info.kind}`,
    );
  const genders = info.values.subarray(LABEL_COLUMN * vertexCount, (LABEL_COLUMN + 1) * vertexCount);
  return bareDataset({
    name,
    adjacency,
    dropped,
    notices,
    features: oneHotFeatures(info),
    ...labelsFromNumbers(
      genders.map((gender) => (gender === 0 ? -1 : gender)),
      vertexCount,
    ),
  });
}

/** The variable asked for; else `A`, else the only square sparse matrix. @throws FormatError listing the variables */
function chooseMatrix(
  variables: ReadonlyMap<string, MatArray>,
  asked: string | undefined,
): [name: string, matrix: MatSparse | MatNumbers] {
  const isMatrix = (array: MatArray | undefined) => array?.kind === "sparse" || array?.kind === "numbers";
  const sparse = [...variables].filter(
    ([, array]) => array.kind === "sparse" && array.shape.length === 2 && array.shape[0] === array.shape[1],
  );
  const key = asked ?? (isMatrix(variables.get("A")) || sparse.length !== 1 ? "A" : sparse[0][0]);
  const matrix = variables.get(key);
  if (matrix?.kind === "sparse" || matrix?.kind === "numbers") return [key, matrix];
  const listed = [...variables].slice(0, 12).map(([name, { kind }]) => `${name} (${kind})`);
  throw new FormatError(
    asked === undefined
      ? `mat: expected an adjacency matrix named A, or one square sparse matrix, got ${listed.join(", ")}; choose one (--variable NAME)`
      : `mat: expected a matrix named ${JSON.stringify(asked)}, got ${listed.join(", ")}`,
  );
}

function edgesOf(matrix: MatSparse | MatNumbers, name: string): ReturnType<typeof edgesOfCsr> {
  const [rows, columns] = matrix.shape;
  if (matrix.kind === "numbers" && matrix.values.length === 0) claimVertices(rows);
  if (matrix.shape.length !== 2 || rows !== columns)
    throw new FormatError(`mat: expected a square matrix ${name}, got ${matrix.shape.join(" x ")}`);
  if (matrix.kind === "sparse")
    return edgesOfCsr({
      rows,
      columns,
      indptr: matrix.columnPointers,
      indices: matrix.rowIndices,
      data: matrix.values,
    });
  takeBytes(48 * matrix.values.length, "the entries of a full matrix");
  return edgesOfCsr({
    rows,
    columns,
    indptr: Float64Array.from({ length: columns + 1 }, (_, column) => column * rows),
    indices: Float64Array.from(matrix.values, (_, k) => k % rows),
    data: matrix.values,
  });
}

/** One column for each distinct value of each column but the label's, values ascending. O(V * columns). */
function oneHotFeatures({ shape: [rows, width], values }: MatNumbers): GraphDataset["features"] {
  takeBytes(48 * rows * width, "the categories of local_info");
  const places: Map<number, number>[] = [];
  let columns = 0;
  const kept = Array.from({ length: width }, (_, column) => column).filter(
    (column) => column !== LABEL_COLUMN,
  );
  for (const column of kept) {
    const distinct = [...new Set(values.subarray(column * rows, (column + 1) * rows))].sort((a, b) => a - b);
    if (!distinct.every(Number.isFinite))
      throw new FormatError(`mat: local_info column ${column}: expected finite numbers`);
    places.push(new Map(distinct.map((value, k) => [value, columns + k])));
    columns += distinct.length;
  }
  return featuresFromCsr({
    rows,
    columns,
    indptr: Float64Array.from({ length: rows + 1 }, (_, row) => row * kept.length),
    indices: Float64Array.from(
      { length: rows * kept.length },
      (_, k) =>
        places[k % kept.length].get(values[kept[k % kept.length] * rows + Math.floor(k / kept.length)])!,
    ),
    data: new Float64Array(rows * kept.length).fill(1),
  });
}
