import { FormatError } from "../../errors.js";
import { buildAdjacency } from "../adjacency.js";
import { columnsOfRecords } from "../attributes/edge-attributes.js";
import { type EdgeTypes, edgeTypesFromNames } from "../attributes/edge-types.js";
import { featuresFromDense } from "../attributes/features.js";
import { type Labels, labelsFromNames } from "../attributes/labels.js";
import { compactNames } from "../attributes/vertex-names.js";
import type { Attributes, Features, GraphDataset } from "../dataset.js";
import { takeGraph, takeJson } from "../read-budget.js";
import {
  ATTRIBUTE_NAMES,
  type AttributedEdge,
  type AttributedGraph,
  type AttributedReadOptions,
  type AttributedVertex,
} from "./attributed-graph.js";

/**
 * The data set of a graph with attributes.
 *
 * - Directions are dropped unless `directed`; then an edge that has none stands for both.
 * - Weight: where any edge has the attribute, an edge without it weighs 1.
 * - Edge type: none unless an attribute is named; every edge then has it, a string or a number, see {@link edgeTypesFromNames}.
 * - Label: strings and numbers, by the rules of {@link labelsFromNames}; a vertex without one, or with a negative number,
 *   has no label. Strings that all differ are display names of the vertices, not classes: they stay an attribute.
 * - Features: an array of numbers, or its JSON text; all vertices have equally many.
 * - All else stays attributes.
 *
 * Complexity: O(V F + E).
 *
 * @throws FormatError where a weight or feature is not a finite number, a vertex lacks features that others have, or an edge its type
 */
export function fromAttributedGraph(graph: AttributedGraph, options: AttributedReadOptions): GraphDataset {
  const { vertices } = graph;
  takeGraph(vertices.length, graph.edges.length);
  const { directed = false } = options;
  const names = { ...ATTRIBUTE_NAMES, ...options.attributeNames };
  const edges = directed && graph.directed ? withBothDirections(graph.edges) : graph.edges;
  const { types, ...typeNames } = typesOf(edges, vertices, names.edgeType);
  const { adjacency, dropped, kept } = buildAdjacency({
    vertexCount: vertices.length,
    sources: edges.map(({ source }) => source),
    targets: edges.map(({ target }) => target),
    weights: weightsOf(edges, vertices, names.weight),
    types,
    directed: directed && graph.directed,
  });
  const features = featuresOf(vertices, names.features);
  const labels = labelsOf(vertices, names.label);
  const taken = [features === null ? [] : names.features, labels.labels === null ? [] : names.label].flat();
  const takenOfEdges = [names.weight, names.edgeType ?? []].flat();
  return {
    name: options.name,
    adjacency,
    vertexNames: compactNames(vertices.map(({ name }) => name)),
    vertexAttributes: remaining(vertices.map(({ attributes }) => omit(attributes, taken))),
    edgeAttributes: columnsOfRecords(Array.from(kept, (e) => omit(edges[e].attributes, takenOfEdges))),
    ...typeNames,
    graphAttributes: graph.attributes,
    features,
    ...labels,
    splits: [],
    dropped,
  };
}

/** A value for a message; of an object only what it is, as it may be large, or too deep to be written. */
function inWords(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.slice(0, 40));
  return Array.isArray(value)
    ? "a list"
    : typeof value === "object" && value !== null
      ? "an object"
      : String(value);
}

function withBothDirections(edges: readonly AttributedEdge[]): AttributedEdge[] {
  return edges.flatMap((edge) =>
    edge.undirected === true && edge.source !== edge.target
      ? [edge, { ...edge, source: edge.target, target: edge.source }]
      : [edge],
  );
}

function weightsOf(
  edges: readonly AttributedEdge[],
  vertices: readonly AttributedVertex[],
  key: string,
): Float64Array | null {
  const isMissing = (value: unknown) => value === undefined || value === null;
  if (edges.every(({ attributes }) => isMissing(attributes[key]))) return null;
  return Float64Array.from(edges, ({ source, target, attributes }) => {
    const given = attributes[key];
    if (isMissing(given)) return 1;
    const weight = typeof given === "string" && isNumeral(given) ? Number(given) : given;
    if (typeof weight !== "number" || !Number.isFinite(weight))
      throw new FormatError(
        `edge ${JSON.stringify(vertices[source].name)} - ${JSON.stringify(vertices[target].name)}: expected a finite number as ${key}, got ${inWords(weight)}`,
      );
    return weight;
  });
}

/** Whether a text is a decimal number: files without types for their values have no other numbers. */
function isNumeral(text: string): boolean {
  return /^\s*[+-]?(\d+(?:\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*$/.test(text);
}

function typesOf(
  edges: readonly AttributedEdge[],
  vertices: readonly AttributedVertex[],
  key: string | undefined,
): EdgeTypes | { types: null } {
  if (key === undefined) return { types: null };
  const texts = edges.map(({ source, target, attributes }) => {
    const type = Object.hasOwn(attributes, key) ? attributes[key] : undefined;
    if (typeof type !== "string" && typeof type !== "number")
      throw new FormatError(
        `edge ${JSON.stringify(vertices[source].name)} - ${JSON.stringify(vertices[target].name)}: expected a string or a number as its type ${JSON.stringify(key)}, got ${type === undefined ? "none" : inWords(type)}`,
      );
    return `${type}`;
  });
  return edgeTypesFromNames(texts);
}

function labelsOf(vertices: readonly AttributedVertex[], key: string): Labels {
  const values = vertices.map(({ attributes }) => attributes[key]);
  const names = values.map((value) =>
    typeof value === "string" || (typeof value === "number" && value >= 0) ? `${value}` : null,
  );
  const labelled = names.filter((name) => name !== null);
  const areDisplayNames =
    labelled.length > 1 &&
    new Set(labelled).size === labelled.length &&
    values.every((value) => typeof value !== "number");
  const isOther = (value: unknown) =>
    value !== undefined && value !== null && !/^(string|number)$/.test(typeof value);
  const isPresent = values.some((value) => typeof value === "string" || typeof value === "number");
  return !isPresent || areDisplayNames || values.some(isOther)
    ? { labels: null, classNames: null }
    : labelsFromNames(names);
}

function featuresOf(vertices: readonly AttributedVertex[], key: string): Features | null {
  const rows = vertices.map(({ attributes }) => numbersOf(attributes[key]));
  const columns = rows.find((row) => row !== null)?.length;
  if (columns === undefined) return null;
  const values = new Float64Array(vertices.length * columns);
  rows.forEach((row, vertex) => {
    if (row?.length !== columns)
      throw new FormatError(
        `${key} of vertex ${JSON.stringify(vertices[vertex].name)}: expected ${columns} numbers, got ${row === null ? "none" : row.length}`,
      );
    values.set(row, vertex * columns);
  });
  return featuresFromDense(values, vertices.length, columns);
}

/** The numbers of a features attribute, or null where it is something else. */
function numbersOf(value: unknown): number[] | null {
  if (typeof value === "string" && value.startsWith("[")) {
    try {
      takeJson(value);
      return numbersOf(JSON.parse(value));
    } catch (error) {
      if (error instanceof SyntaxError) return null;
      throw error;
    }
  }
  const list =
    ArrayBuffer.isView(value) && !(value instanceof DataView) ? Array.from(value as Float64Array) : value;
  return Array.isArray(list) && list.every((item) => typeof item === "number") ? list : null;
}

function omit(attributes: Attributes, keys: readonly string[]): Attributes {
  if (!keys.some((key) => Object.hasOwn(attributes, key))) return attributes;
  return Object.fromEntries(Object.entries(attributes).filter(([key]) => !keys.includes(key)));
}

function remaining(attributes: readonly Attributes[]): readonly Attributes[] | null {
  return attributes.some((record) => Object.keys(record).length > 0) ? attributes : null;
}
