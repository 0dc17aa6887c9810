import { InputError } from "../../errors.js";
import { attributesOfEdge } from "../attributes/edge-attributes.js";
import { edgeTypeName } from "../attributes/edge-types.js";
import { classLabel } from "../attributes/labels.js";
import { allVertexNames } from "../attributes/vertex-names.js";
import type { Features, GraphDataset } from "../dataset.js";
import {
  ATTRIBUTE_NAMES,
  type AttributedGraph,
  type AttributedVertex,
  type AttributeNames,
} from "./attributed-graph.js";

/** More features than this are not written into attributes: half a gigabyte of numbers, and as much text again. */
const MAX_FEATURES = 2 ** 25;

/**
 * A data set as a graph with attributes: weights, labels (class names where there are any, else numbers) and features
 * become attributes, edge types (their names where there are any) the attribute `type`. Splits are left out.
 *
 * Complexity: O(V F + E).
 *
 * @throws InputError where the features are more than 2^25 numbers
 */
export function toAttributedGraph(
  dataset: GraphDataset,
  attributeNames: Partial<AttributeNames> = {},
): AttributedGraph {
  const { adjacency, labels, features, vertexAttributes, edgeAttributes } = dataset;
  const keys = { ...ATTRIBUTE_NAMES, ...attributeNames };
  if (features !== null && features.rows * features.columns > MAX_FEATURES)
    throw new InputError(
      `features: expected at most ${MAX_FEATURES} numbers for vertex attributes, got ${features.rows} x ${features.columns}; write .npz instead`,
    );
  const vertices = allVertexNames(dataset).map((name, vertex): AttributedVertex => {
    const attributes: Record<string, unknown> = { ...vertexAttributes?.[vertex] };
    if (labels !== null && labels[vertex] >= 0) attributes[keys.label] = classLabel(dataset, labels[vertex]);
    if (features !== null) attributes[keys.features] = featureRow(features, vertex);
    return { name, attributes };
  });
  const { sources, targets, weights, types, directed } = adjacency;
  const edges = Array.from(sources, (source, e) => {
    const attributes = attributesOfEdge(edgeAttributes, e);
    if (types !== null) attributes[keys.edgeType ?? "type"] = edgeTypeName(dataset, e);
    if (weights !== null) attributes[keys.weight] = weights[e];
    return { source, target: targets[e], attributes };
  });
  return { directed, attributes: dataset.graphAttributes, vertices, edges };
}

function featureRow(features: Features, vertex: number): number[] {
  const { columns, values } = features;
  if (features.kind === "dense") return Array.from(values.subarray(vertex * columns, (vertex + 1) * columns));
  const row = new Array<number>(columns).fill(0);
  for (let k = features.offsets[vertex]; k < features.offsets[vertex + 1]; k++)
    row[features.indices[k]] = values[k];
  return row;
}
