import { FormatError } from "../../../errors.js";
import { buildAdjacency } from "../../adjacency.js";
import { checkFeatureRows, featuresFromCsr } from "../../attributes/features.js";
import { labelsFromNumbers } from "../../attributes/labels.js";
import { listedNames } from "../../attributes/vertex-names.js";
import { type CsrMatrix, checkCsr, edgesOfCsr } from "../../csr.js";
import type { GraphDataset } from "../../dataset.js";
import type { Npz } from "./npz.js";
import { type NpzReadOptions, numbersOf } from "./npz-arrays.js";
import { pickledArray } from "./pickle.js";
import { isKind, type PickleValue } from "./pickle-values.js";

/**
 * A graph as pickled SciPy matrices: `adj_matrix`, `node_attr`, with `node_label` and a `metadata` dictionary of
 * `node_names` and `class_names` (GraphData). No code of the pickles runs.
 *
 * @throws FormatError where the arrays do not fit together, or a pickle holds something else
 */
export function readPickledLayout(npz: Npz, { name, directed = false }: NpzReadOptions): GraphDataset {
  const { vertexCount, ...pairs } = edgesOfCsr(pickledCsr("adj_matrix", objectOf(npz, "adj_matrix")));
  const { adjacency, dropped } = buildAdjacency({ vertexCount, ...pairs, directed });
  const attributes = npz.keys.has("node_attr") ? objectOf(npz, "node_attr") : null;
  const features = attributes === null ? null : featuresFromCsr(pickledCsr("node_attr", attributes));
  const metadata = npz.keys.has("metadata") ? objectOf(npz, "metadata") : null;
  const vertexNames = metadataTexts(metadata, "node_names");
  if (vertexNames !== null && vertexNames.length !== vertexCount)
    throw new FormatError(`metadata: expected ${vertexCount} node_names, got ${vertexNames.length}`);
  const labels = npz.keys.has("node_label")
    ? labelsFromNumbers(
        numbersOf(npz, "node_label", 1).values,
        vertexCount,
        metadataTexts(metadata, "class_names"),
      )
    : { labels: null, classNames: null };
  return {
    name,
    adjacency,
    vertexNames: listedNames(vertexNames),
    vertexAttributes: null,
    edgeAttributes: null,
    graphAttributes: {},
    features: checkFeatureRows(features, vertexCount),
    ...labels,
    splits: [],
    dropped,
  };
}

/**
 * The CSR matrix of a pickled SciPy object.
 *
 * @param name what the matrix is, for the message
 * @throws FormatError where the value is no CSR matrix, or its parts do not fit together
 */
export function pickledCsr(name: string, value: PickleValue): CsrMatrix {
  if (!isKind(value, "csr_matrix")) throw new FormatError(`${name}: expected a pickled SciPy CSR matrix`);
  const { state } = value;
  const part = (key: string) => {
    const array = pickledArray(state.get(key));
    if (array.kind !== "numbers" || array.shape.length !== 1)
      throw new FormatError(`${name}.${key}: expected one axis of numbers`);
    return array.values;
  };
  const shape = state.get("_shape");
  if (!Array.isArray(shape) || !shape.every((size) => typeof size === "number"))
    throw new FormatError(`${name}._shape: expected two sizes`);
  return checkCsr(name, shape as number[], {
    data: part("data"),
    indices: part("indices"),
    indptr: part("indptr"),
  });
}

/** The only object of an array without axes. */
function objectOf(npz: Npz, key: string): PickleValue {
  const array = npz.read(key);
  if (array.kind !== "objects" || array.values.length !== 1)
    throw new FormatError(`npz array ${key}: expected one pickled object`);
  return array.values[0];
}

function metadataTexts(metadata: PickleValue, key: string): string[] | null {
  const value = metadata instanceof Map ? metadata.get(key) : undefined;
  if (value === undefined || value === null) return null;
  const array = pickledArray(value);
  const texts: readonly unknown[] = array.kind === "numbers" ? [] : array.values;
  if (array.kind === "numbers" || !texts.every((text) => typeof text === "string"))
    throw new FormatError(`metadata.${key}: expected strings`);
  return texts as string[];
}
