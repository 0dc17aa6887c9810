import { FormatError, InputError } from "../../../errors.js";
import { buildAdjacency } from "../../adjacency.js";
import { selectEdgeAttributes } from "../../attributes/edge-attributes.js";
import { checkFeatureRows, featuresFromCsr, featuresFromDense } from "../../attributes/features.js";
import { labelsFromNumbers } from "../../attributes/labels.js";
import { allVertexNames, listedNames } from "../../attributes/vertex-names.js";
import type { EdgeColumn, Features, GraphDataset, Split } from "../../dataset.js";
import { claimVertices, OBJECT_BYTES, takeGraph, takeObjects } from "../../read-budget.js";
import { writeNpy } from "./npy.js";
import { type Npz, writeNpz } from "./npz.js";
import { csrOf, type NpzReadOptions, numbersOf, pygSplitsOf, splitsOf, textsOf } from "./npz-arrays.js";

/** What the keys of arrays of edge attributes begin with. */
const EDGE_ATTRIBUTE = "edge_attr.";
/** PyTorch Geometric's numbers of an edge: here an attribute of this name, a number or a list of numbers. */
const EDGE_NUMBERS = "edge_attr";

/**
 * Writes a graph as a NumPy archive that `numpy.load` reads without pickle and PyTorch Geometric takes as it is.
 *
 * | key | type and shape | |
 * |---|---|---|
 * | `edge_index` | int64 [2, E] | sources, targets; every undirected edge once, in edge order (PyG: `to_undirected`) |
 * | `directed` | bool [] | |
 * | `vertex_names` | str [V] | |
 * | `edge_weight` | float64 [E] | where the graph has weights |
 * | `edge_type` | int64 [E] | where the graph has several types of edges |
 * | `edge_type_names` | str [R] | where the types have names |
 * | `edge_attr` | float32 or float64 [E] or [E, D] | the attribute `edge_attr`, where it is a number or D numbers for every edge |
 * | `edge_attr.NAME` | float64, bool or str [E] | an attribute of the edges; of numbers NaN, of texts "" where an edge lacks it |
 * | `x` | float32 [V, F] | dense features |
 * | `x_data`, `x_indices`, `x_indptr`, `x_shape` | float32, int64 | sparse features, as SciPy's CSR |
 * | `y` | int64 [V] | labels, -1 for none |
 * | `class_names` | str [C] | where the classes have names |
 * | `train_masks`, `val_masks`, `test_masks` | bool [S, V] | where there are splits |
 *
 * Attributes of vertices and of the graph are not written; an edge's that is neither number, boolean nor text is written as JSON. Same dataset, same bytes.
 *
 * @throws InputError where a name ends in NUL, which NumPy's strings cannot hold
 */
export function writeNpzDataset(dataset: GraphDataset): Uint8Array {
  const { adjacency, features, labels, classNames, edgeTypeNames, edgeAttributes, splits } = dataset;
  const { vertexCount, edgeCount, sources, targets, weights, types, directed } = adjacency;
  const arrays = new Map<string, Uint8Array>();
  const ends = new Uint32Array(2 * edgeCount);
  ends.set(sources);
  ends.set(targets, edgeCount);
  arrays.set("edge_index", writeNpy("<i8", [2, edgeCount], ends));
  arrays.set("directed", writeNpy("|b1", [], [directed ? 1 : 0]));
  arrays.set("vertex_names", writeNpy("<U", [vertexCount], checkTexts("vertex", allVertexNames(dataset))));
  if (weights !== null) arrays.set("edge_weight", writeNpy("<f8", [edgeCount], weights));
  if (types !== null) arrays.set("edge_type", writeNpy("<i8", [edgeCount], types));
  if (edgeTypeNames !== undefined)
    arrays.set(
      "edge_type_names",
      writeNpy("<U", [edgeTypeNames.length], checkTexts("edge type", edgeTypeNames)),
    );
  for (const [attribute, column] of edgeAttributes ?? []) {
    const numbers = attribute === EDGE_NUMBERS ? edgeNumbers(column) : null;
    if (numbers !== null) arrays.set(EDGE_NUMBERS, numbers);
    else arrays.set(`${EDGE_ATTRIBUTE}${attribute}`, attributeArray(attribute, column));
  }
  if (features !== null) for (const [key, array] of featureArrays(features)) arrays.set(key, array);
  if (labels !== null) arrays.set("y", writeNpy("<i8", [vertexCount], labels));
  if (classNames !== null)
    arrays.set("class_names", writeNpy("<U", [classNames.length], checkTexts("class", classNames)));
  if (splits.length > 0)
    for (const [key, part] of [
      ["train_masks", "train"],
      ["val_masks", "validation"],
      ["test_masks", "test"],
    ] as const)
      arrays.set(key, writeNpy("|b1", [splits.length, vertexCount], masksOf(splits, part, vertexCount)));
  return writeNpz(arrays);
}

/**
 * Reads what {@link writeNpzDataset} writes, and the tensors of a PyTorch Geometric `Data`: `edge_attr` [E] or [E, D], and
 * `train_mask`, `val_mask`, `test_mask` [V] or [V, S]. Without `vertex_names` the vertices are 0 .. V-1, with V from `x`, `y`, or
 * the highest vertex of an edge.
 *
 * @throws FormatError where the arrays do not fit together
 */
export function readEdgeIndexLayout(npz: Npz, options: NpzReadOptions): GraphDataset {
  const index = numbersOf(npz, "edge_index", 2);
  const [rows, edgeCount] = index.shape;
  if (rows !== 2)
    throw new FormatError(`npz array edge_index: expected shape (2, E), got (${index.shape.join(", ")})`);
  const names = textsOf(npz, "vertex_names");
  const optional = (key: string) => (npz.keys.has(key) ? numbersOf(npz, key, 1).values : null);
  const dense = npz.keys.has("x") ? numbersOf(npz, "x", 2) : null;
  const features =
    dense !== null
      ? featuresFromDense(dense.values, dense.shape[0], dense.shape[1])
      : npz.keys.has("x_indptr")
        ? featuresFromCsr(csrOf(npz, "x_"))
        : null;
  const y = optional("y");
  const isDirected = npz.keys.has("directed") && numbersOf(npz, "directed", 0).values[0] !== 0;
  let highest = -1;
  for (let k = 0; k < index.values.length; k++) highest = Math.max(highest, index.values[k]);
  const named = names?.length ?? features?.rows ?? y?.length;
  const vertexCount = named ?? highest + 1;
  if (named === undefined) claimVertices(vertexCount);
  takeGraph(vertexCount, edgeCount);
  for (let k = 0; k < index.values.length; k++) {
    const vertex = index.values[k];
    if (!(vertex >= 0 && vertex < vertexCount && Number.isInteger(vertex)))
      throw new FormatError(
        `edge_index, edge ${k % edgeCount}: expected vertices from 0 to ${vertexCount - 1}, got ${vertex}`,
      );
  }
  const types = checkTypes(optional("edge_type"), edgeCount);
  const edgeTypeNames = checkTypeNames(textsOf(npz, "edge_type_names"), types);
  const { adjacency, dropped, kept } = buildAdjacency({
    vertexCount,
    sources: index.values.subarray(0, edgeCount),
    targets: index.values.subarray(edgeCount),
    weights: checkWeights(optional("edge_weight"), edgeCount),
    types,
    directed: options.directed ?? isDirected,
  });
  const ownSplits = splitsOf(npz, vertexCount);
  const pyg = ownSplits.length > 0 ? { splits: ownSplits, notices: [] } : pygSplitsOf(npz, vertexCount);
  return {
    name: options.name,
    adjacency,
    vertexNames: listedNames(names),
    vertexAttributes: null,
    edgeAttributes: selectEdgeAttributes(readAttributes(npz, edgeCount), kept),
    ...(edgeTypeNames === null ? {} : { edgeTypeNames }),
    graphAttributes: {},
    features: checkFeatureRows(features, vertexCount),
    ...(y === null
      ? { labels: null, classNames: null }
      : labelsFromNumbers(y, vertexCount, textsOf(npz, "class_names"))),
    splits: pyg.splits,
    dropped,
    ...(pyg.notices.length > 0 ? { notices: pyg.notices } : {}),
  };
}

/** Numbers of every edge as one array, as narrow as holds them exactly; null where an edge has something else, or another number of them. */
function edgeNumbers(column: EdgeColumn): Uint8Array | null {
  const [first] = column;
  const width = Array.isArray(first) ? first.length : null;
  const rows = Array.from(column, (value) => (Array.isArray(value) ? value : [value]));
  const isWhole = rows.every(
    (row, e) =>
      Array.isArray(column[e]) === (width !== null) &&
      row.length === (width ?? 1) &&
      row.every((value) => typeof value === "number"),
  );
  if (!isWhole) return null;
  const values = rows.flat() as number[];
  const isSingle = values.every((value) => Object.is(Math.fround(value), value));
  return writeNpy(isSingle ? "<f4" : "<f8", width === null ? [rows.length] : [rows.length, width], values);
}

function attributeArray(name: string, column: EdgeColumn): Uint8Array {
  const isAll = (type: string) =>
    Array.prototype.every.call(column, (value) => value === undefined || typeof value === type);
  const shape = [column.length];
  if (column instanceof Float64Array) return writeNpy("<f8", shape, column);
  if (isAll("number"))
    return writeNpy(
      "<f8",
      shape,
      Float64Array.from(column, (value) => (value === undefined ? Number.NaN : Number(value))),
    );
  if (column.every((value) => typeof value === "boolean"))
    return writeNpy("|b1", shape, Uint8Array.from(column, Number));
  const texts = column.map((value) =>
    typeof value === "string"
      ? value
      : value === undefined || value === null
        ? ""
        : (JSON.stringify(value) ?? ""),
  );
  return writeNpy("<U", shape, checkTexts(`edge attribute ${JSON.stringify(name)}`, texts));
}

function readAttributes(npz: Npz, edgeCount: number): GraphDataset["edgeAttributes"] {
  const keys = [...npz.keys].filter((key) => key.startsWith(EDGE_ATTRIBUTE));
  const numbers = npz.keys.has(EDGE_NUMBERS)
    ? [[EDGE_NUMBERS, readEdgeNumbers(npz, edgeCount)] as const]
    : [];
  if (keys.length + numbers.length === 0) return null;
  return new Map<string, EdgeColumn>([
    ...numbers,
    ...keys.map((key) => {
      const { kind, shape, values } = npz.read(key);
      if (kind !== "numbers" && kind !== "text")
        throw new FormatError(`npz array ${key}: expected numbers or strings, got ${kind}`);
      if (shape.length !== 1 || shape[0] !== edgeCount)
        throw new FormatError(
          `npz array ${key}: expected shape (${edgeCount}), one value for each edge, got (${shape.join(", ")})`,
        );
      const column =
        kind === "numbers"
          ? Float64Array.from(values)
          : values.map((text) => (text === "" ? undefined : text));
      return [key.slice(EDGE_ATTRIBUTE.length), column] as const;
    }),
  ]);
}

function readEdgeNumbers(npz: Npz, edgeCount: number): EdgeColumn {
  const { shape, values } = numbersOf(npz, EDGE_NUMBERS);
  const [rows, width] = shape;
  if (shape.length < 1 || shape.length > 2 || rows !== edgeCount)
    throw new FormatError(
      `npz array ${EDGE_NUMBERS}: expected shape (${edgeCount}) or (${edgeCount}, D), a row for each edge, got (${shape.join(", ")})`,
    );
  if (width === undefined) return Float64Array.from(values);
  takeObjects(edgeCount, OBJECT_BYTES.list + 8 * width, "rows of edge_attr");
  return Array.from({ length: edgeCount }, (_, e) => Array.from(values.slice(e * width, (e + 1) * width)));
}

function featureArrays(features: Features): [key: string, array: Uint8Array][] {
  const { rows, columns, values } = features;
  if (features.kind === "dense") return [["x", writeNpy("<f4", [rows, columns], values)]];
  return [
    ["x_data", writeNpy("<f4", [values.length], values)],
    ["x_indices", writeNpy("<i8", [values.length], features.indices)],
    ["x_indptr", writeNpy("<i8", [rows + 1], features.offsets)],
    ["x_shape", writeNpy("<i8", [2], [rows, columns])],
  ];
}

function masksOf(splits: readonly Split[], part: keyof Split, vertexCount: number): Uint8Array {
  const masks = new Uint8Array(splits.length * vertexCount);
  splits.forEach((split, k) => {
    for (const vertex of split[part]) masks[k * vertexCount + vertex] = 1;
  });
  return masks;
}

function checkTexts(kind: string, texts: readonly string[]): readonly string[] {
  for (const text of texts)
    if (text.endsWith("\0"))
      throw new InputError(
        `${kind} ${JSON.stringify(text)}: expected a name that does not end in NUL; write json instead`,
      );
  return texts;
}

function checkWeights(weights: ArrayLike<number> | null, edgeCount: number): ArrayLike<number> | null {
  checkLength("edge_weight", weights, edgeCount);
  for (let e = 0; e < (weights?.length ?? 0); e++)
    if (!Number.isFinite(weights?.[e]))
      throw new FormatError(`edge_weight, edge ${e}: expected a finite number, got ${weights?.[e]}`);
  return weights;
}

function checkTypes(types: ArrayLike<number> | null, edgeCount: number): ArrayLike<number> | null {
  checkLength("edge_type", types, edgeCount);
  for (let e = 0; e < (types?.length ?? 0); e++) {
    const type = types?.[e] ?? 0;
    if (!(type >= 0 && type < 2 ** 16 && Number.isInteger(type)))
      throw new FormatError(`edge_type, edge ${e}: expected an integer from 0 to 65535, got ${type}`);
  }
  return types;
}

function checkTypeNames(
  names: readonly string[] | null,
  types: ArrayLike<number> | null,
): readonly string[] | null {
  if (names === null) return null;
  for (let e = 0; e < (types?.length ?? 0); e++)
    if ((types?.[e] ?? 0) >= names.length)
      throw new FormatError(
        `edge_type, edge ${e}: expected one of ${names.length} named types, got ${types?.[e]}`,
      );
  return names;
}

function checkLength(key: string, values: ArrayLike<number> | null, edgeCount: number): void {
  if (values !== null && values.length !== edgeCount)
    throw new FormatError(
      `npz array ${key}: expected ${edgeCount} entries, one for each edge, got ${values.length}`,
    );
}
