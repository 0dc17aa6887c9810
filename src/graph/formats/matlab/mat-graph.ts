import { FormatError } from "../../../errors.js";
import { buildAdjacency } from "../../adjacency.js";
import { featuresFromCsr } from "../../attributes/features.js";
import { labelsFromNumbers } from "../../attributes/labels.js";
import { bareDataset } from "../../bare-dataset.js";
import { edgesOfCsr } from "../../csr.js";
import type { GraphDataset } from "../../dataset.js";
import type { StructureOptions } from "../text/matrix-market.js";
import { readMat } from "./mat.js";
import type { MatNumbers, MatSparse } from "./mat-values.js";

/** The column of `local_info` that is the label: gender. */
const LABEL_COLUMN = 1;

/**
 * Reads a graph from a MATLAB 5.0 MAT-file: its adjacency matrix `A`, sparse or full; entry (i, j) is the edge from i to j.
 *
 * With `local_info` (Facebook100: status, gender, major, second major, dorm, year, high school; 0 = missing) the label of a vertex is its
 * gender (0: none), and its features are the other columns in one-hot code, the missing value a category as any other, as in LINKX (Lim
 * et al., NeurIPS 2021). A stored zero is no edge.
 *
 * @throws FormatError where the file is damaged, `A` is missing or not square, or `local_info` does not fit it
 */
export function readMatGraph(bytes: Uint8Array, { name, directed = false }: StructureOptions): GraphDataset {
  const variables = readMat(bytes);
  const matrix = variables.get("A");
  if (matrix?.kind !== "sparse" && matrix?.kind !== "numbers")
    throw new FormatError(
      `mat: expected an adjacency matrix named A, got ${[...variables]
        .map(([key, { kind }]) => `${key} (${kind})`)
        .slice(0, 12)
        .join(", ")}`,
    );
  const { vertexCount, sources, targets, weights } = edgesOf(matrix);
  // Compressed columns are the compressed rows of the transpose: what edgesOfCsr calls a source is a target.
  const pairs = { vertexCount, sources: targets, targets: sources, weights, directed };
  const { adjacency, dropped } = buildAdjacency(pairs);
  const info = variables.get("local_info");
  if (info === undefined) return bareDataset({ name, adjacency, dropped });
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
    features: oneHotFeatures(info),
    ...labelsFromNumbers(
      genders.map((gender) => (gender === 0 ? -1 : gender)),
      vertexCount,
    ),
  });
}

function edgesOf(matrix: MatSparse | MatNumbers): ReturnType<typeof edgesOfCsr> {
  const [rows, columns] = matrix.shape;
  if (matrix.shape.length !== 2 || rows !== columns)
    throw new FormatError(`mat: expected a square matrix A, got ${matrix.shape.join(" x ")}`);
  if (matrix.kind === "sparse")
    return edgesOfCsr({
      rows,
      columns,
      indptr: matrix.columnPointers,
      indices: matrix.rowIndices,
      data: matrix.values,
    });
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
