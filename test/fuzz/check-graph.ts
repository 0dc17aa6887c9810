import { vertexName } from "../../src/graph/attributes/vertex-names.js";
import type { GraphDataset } from "../../src/graph/dataset.js";

/** What is wrong with a graph that a reader gave, by the definitions of its fields; null where nothing is. O(V + E). */
export function faultOf(graph: GraphDataset): string | null {
  const { adjacency, features, labels, classNames, vertexNames } = graph;
  const { vertexCount, edgeCount, sources, targets, offsets, neighbors, edges, weights, types } = adjacency;
  const entries = adjacency.directed ? edgeCount : 2 * edgeCount;
  if (!(vertexCount >= 1)) return `${vertexCount} vertices`;
  for (const [what, { length }, expected] of [
    ["sources", sources, edgeCount],
    ["targets", targets, edgeCount],
    ["offsets", offsets, vertexCount + 1],
    ["neighbors", neighbors, entries],
    ["edges", edges, entries],
    ["weights", weights ?? { length: edgeCount }, edgeCount],
    ["types", types ?? { length: edgeCount }, edgeCount],
    ["labels", labels ?? { length: vertexCount }, vertexCount],
    ["names", vertexNames ?? { length: vertexCount }, vertexCount],
    ["vertex attributes", graph.vertexAttributes ?? { length: vertexCount }, vertexCount],
  ] as const)
    if (length !== expected) return `${length} ${what} for ${expected}`;
  if (offsets[0] !== 0 || offsets[vertexCount] !== entries) return "offsets from or to elsewhere";
  for (let e = 0; e < edgeCount; e++) {
    if (sources[e] >= vertexCount || targets[e] >= vertexCount) return `edge ${e} leaves the graph`;
    if (sources[e] === targets[e]) return `edge ${e} is a loop`;
    if (weights !== null && !Number.isFinite(weights[e])) return `edge ${e} weighs ${weights[e]}`;
  }
  for (let t = 0; t < vertexCount; t++)
    for (let at = offsets[t]; at < offsets[t + 1]; at++) {
      const e = edges[at];
      if (at > offsets[t] && neighbors[at] < neighbors[at - 1]) return `row ${t} does not ascend`;
      if (at > offsets[t] && neighbors[at] === neighbors[at - 1] && types === null) return `row ${t} repeats`;
      const isOut = sources[e] === t && targets[e] === neighbors[at];
      const isIn = !adjacency.directed && targets[e] === t && sources[e] === neighbors[at];
      if (!isOut && !isIn) return `row ${t} has another's edge`;
    }
  if (vertexNames !== null) {
    const names = new Set<string>();
    for (let t = 0; t < vertexCount; t++) {
      const name: unknown = vertexName(graph, t);
      if (typeof name !== "string") return `vertex ${t} has no name`;
      if (names.has(name)) return `two vertices ${JSON.stringify(name)}`;
      names.add(name);
    }
  }
  for (const label of labels ?? [])
    if (label < -1 || (classNames !== null && label >= classNames.length)) return `label ${label}`;
  if (features !== null) {
    if (features.rows !== vertexCount) return `features of ${features.rows} vertices`;
    if (features.kind === "dense" && features.values.length !== features.rows * features.columns)
      return `${features.values.length} features for ${features.rows} x ${features.columns}`;
    if (!features.values.every(Number.isFinite)) return "features that are not finite";
    if (features.kind === "sparse" && features.indices.some((column) => column >= features.columns))
      return "a feature's column out of range";
  }
  for (const [name, column] of graph.edgeAttributes ?? [])
    if (column.length !== edgeCount) return `${column.length} values of ${name}`;
  for (const split of graph.splits) {
    const seen = new Set<number>();
    for (const t of [...split.train, ...split.validation, ...split.test]) {
      if (t >= vertexCount) return `a split's vertex ${t}`;
      if (seen.has(t)) return `vertex ${t} twice in a split`;
      seen.add(t);
    }
  }
  return null;
}
