import { FormatError } from "../../../errors.js";
import { buildAdjacency } from "../../adjacency.js";
import { featuresFromCsr } from "../../attributes/features.js";
import { labelsFromNumbers } from "../../attributes/labels.js";
import type { CsrMatrix } from "../../csr.js";
import type { GraphDataset } from "../../dataset.js";
import type { NumericValues } from "../../dtype.js";
import { type ReadLimits, withReadBudget } from "../../read-budget.js";
import { pickledCsr } from "../numpy/npz-pickled.js";
import { readPickle } from "../numpy/pickle.js";
import { readNeighbors, readOneHot, readTestIndex } from "./planetoid-parts.js";

/** The files `ind.NAME.PART` of a Planetoid data set. */
export type PlanetoidPart = "x" | "y" | "tx" | "ty" | "allx" | "ally" | "graph" | "test.index";

/** What each split validates on: the vertices behind the training ones (Kipf and Welling, 2017). */
const VALIDATION_SIZE = 500;

/**
 * Reads a Planetoid data set (Cora, CiteSeer, PubMed) with its public split.
 *
 * Vertices 0 .. len(allx)-1 are the rows of `allx` and `ally`; row k of `tx` and `ty` belongs to vertex `test.index[k]`.
 * Vertices of the test range that `test.index` does not list (15 of CiteSeer) have zero features and no label (-1).
 * Split: train the first len(y) vertices, validation the next 500, test those of `test.index`.
 *
 * Source: Yang, Cohen and Salakhutdinov, "Revisiting semi-supervised learning with graph embeddings" (2016), and its
 * repository kimiyoung/planetoid. Complexity: O(bytes).
 *
 * @param files the parts; `x` and `tx` hold nothing that is not also in the others but the test features
 * @param directed default false
 * @param limits what reading may cost
 * @throws FormatError where a part is missing or damaged, or the parts do not fit together
 */
export function readPlanetoid(
  name: string,
  files: Partial<Readonly<Record<PlanetoidPart, Uint8Array>>>,
  directed = false,
  limits: ReadLimits = {},
): GraphDataset {
  const bytes = Object.values(files).reduce((sum, file) => sum + file.length, 0);
  return withReadBudget(bytes, limits, () => readParts(name, files, directed));
}

function readParts(
  name: string,
  files: Partial<Readonly<Record<PlanetoidPart, Uint8Array>>>,
  directed: boolean,
): GraphDataset {
  const part = <T>(key: PlanetoidPart, read: (bytes: Uint8Array) => T): T => {
    const bytes = files[key];
    if (bytes === undefined)
      throw new FormatError(
        `planetoid ${name}: the part ${key} is missing; expected the files ind.${name}.{x,y,tx,ty,allx,ally,graph,test.index}`,
      );
    try {
      return read(bytes);
    } catch (error) {
      throw error instanceof FormatError ? error.inFile(`ind.${name}.${key}`) : error;
    }
  };
  const matrix = (key: PlanetoidPart) => part(key, (bytes) => pickledCsr(key, readPickle(bytes)));
  const known = matrix("allx");
  const tested = matrix("tx");
  const knownLabels = part("ally", readOneHot);
  const testLabels = part("ty", readOneHot);
  const trainCount = part("y", readOneHot).length;
  const order = part("test.index", readTestIndex);
  const edges = part("graph", readNeighbors);
  const vertexCount = order.reduce((highest, vertex) => Math.max(highest, vertex + 1), known.rows);
  checkParts({
    known,
    tested,
    knownLabels,
    testLabels,
    order,
    vertexCount,
    trainCount,
    highest: edges.highest,
  });

  const labels = new Int32Array(vertexCount).fill(-1);
  labels.set(knownLabels);
  order.forEach((vertex, k) => {
    labels[vertex] = testLabels[k];
  });
  const { adjacency, dropped } = buildAdjacency({ ...edges, vertexCount, directed });
  const range = (start: number, end: number) =>
    Uint32Array.from({ length: end - start }, (_, k) => start + k);
  return {
    name,
    adjacency,
    vertexNames: null,
    vertexAttributes: null,
    edgeAttributes: null,
    graphAttributes: {},
    features: featuresFromCsr(stack(known, tested, order, vertexCount)),
    ...labelsFromNumbers(labels, vertexCount),
    splits: [
      {
        train: range(0, trainCount),
        validation: range(trainCount, Math.min(trainCount + VALIDATION_SIZE, known.rows)),
        test: Uint32Array.from(order).sort(),
      },
    ],
    dropped,
  };
}

interface Parts {
  readonly known: CsrMatrix;
  readonly tested: CsrMatrix;
  readonly knownLabels: Int32Array;
  readonly testLabels: Int32Array;
  readonly order: readonly number[];
  readonly vertexCount: number;
  readonly trainCount: number;
  readonly highest: number;
}

function checkParts({
  known,
  tested,
  knownLabels,
  testLabels,
  order,
  vertexCount,
  trainCount,
  highest,
}: Parts): void {
  const expect = (what: string, got: number, expected: number) => {
    if (got !== expected) throw new FormatError(`planetoid: expected ${expected} ${what}, got ${got}`);
  };
  expect("rows of ally, as many as of allx", knownLabels.length, known.rows);
  expect("rows of tx, as many as test.index lists", tested.rows, order.length);
  expect("rows of ty, as many as of tx", testLabels.length, tested.rows);
  expect("columns of tx, as many as of allx", tested.columns, known.columns);
  if (trainCount > known.rows)
    throw new FormatError(`planetoid: expected at most ${known.rows} rows of y, got ${trainCount}`);
  if (order.some((vertex) => vertex < known.rows))
    throw new FormatError(`planetoid: expected test vertices from ${known.rows} on, behind those of allx`);
  // The ids between are vertices too; a damaged index must not make up billions of them.
  if (vertexCount > 2 * (known.rows + order.length) || highest >= vertexCount)
    throw new FormatError(
      `planetoid: expected vertices from 0 to about ${known.rows + order.length}, got ${Math.max(highest, vertexCount - 1)}`,
    );
}

/** The rows of `known`, then those of `tested` in the places that `order` tells, rows without features between. */
function stack(
  known: CsrMatrix,
  tested: CsrMatrix,
  order: readonly number[],
  vertexCount: number,
): CsrMatrix {
  const rowOf = new Int32Array(vertexCount).fill(-1);
  order.forEach((vertex, row) => {
    rowOf[vertex] = row;
  });
  const indptr = new Float64Array(vertexCount + 1);
  const indices = new Float64Array(known.indices.length + tested.indices.length);
  const data = new Float64Array(indices.length);
  indices.set(known.indices);
  data.set(known.data);
  indptr.set(known.indptr);
  let at = known.indices.length;
  const copy = (from: NumericValues, to: Float64Array, begin: number, end: number) =>
    to.set(from.subarray(begin, end), at);
  for (let vertex = known.rows; vertex < vertexCount; vertex++) {
    const row = rowOf[vertex];
    if (row >= 0) {
      const [begin, end] = [tested.indptr[row], tested.indptr[row + 1]];
      copy(tested.indices, indices, begin, end);
      copy(tested.data, data, begin, end);
      at += end - begin;
    }
    indptr[vertex + 1] = at;
  }
  return { rows: vertexCount, columns: known.columns, indptr, indices, data };
}
