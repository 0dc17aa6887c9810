import { InputError } from "../../errors.js";
import { edgeTypeName } from "../../graph/attributes/edge-types.js";
import { checkDataset } from "../../graph/check-argument.js";
import type { GraphDataset } from "../../graph/dataset.js";

/** What an order is read from: edges by the names of their ends, first removed first, as `readGraph` gives a file of them. */
export type ListedEdges = Pick<
  GraphDataset,
  "name" | "adjacency" | "vertexNames" | "dropped" | "edgeTypeNames"
>;

/**
 * The removal order that a list of a graph's edges tells: an exact set of them, by the names of their ends; which end comes first does
 * not matter where the graph is undirected. Of edges of several types between two vertices the one of the same type is meant.
 *
 * @param dataset the graph, V vertices and E edges; vertices without names are called by their numbers from 0
 * @param listed its edges, in the order in which they are removed
 * @returns [E] edge indices, first removed first
 * @throws InputError with the counts of edges that are missing, unknown or repeated, and an example of each
 *
 * Complexity: O(V + E).
 *
 * @example
 * ```ts
 * import { buildAdjacency, orderOfEdges } from "seprank/adjacency";
 *
 * const graph = (sources: number[], targets: number[], name: string) => ({
 *   name,
 *   adjacency: buildAdjacency({ vertexCount: 3, sources, targets }).adjacency,
 *   vertexNames: ["a", "b", "c"],
 *   dropped: { selfLoops: 0, duplicates: 0 },
 * });
 * orderOfEdges(graph([0, 1], [1, 2], "path"), graph([1, 0], [2, 1], "order.csv")); // => Uint32Array.of(1, 0)
 * ```
 */
export function orderOfEdges(dataset: Omit<ListedEdges, "dropped">, listed: ListedEdges): Uint32Array {
  checkDataset(dataset, "orderOfEdges");
  checkDataset(listed, "orderOfEdges");
  const { adjacency } = dataset;
  const vertices = vertexIndices(dataset);
  const edges = new Map<string, number>();
  for (let e = 0; e < adjacency.edgeCount; e++)
    edges.set(keyOf(adjacency, adjacency.sources[e], adjacency.targets[e], edgeTypeName(dataset, e)), e);
  const place = new Int32Array(adjacency.edgeCount).fill(-1);
  const order: number[] = [];
  const unknown: string[] = [];
  for (let k = 0; k < listed.adjacency.edgeCount; k++) {
    const [a, b] = [listed.adjacency.sources[k], listed.adjacency.targets[k]];
    const [s, t] = [vertices.get(nameOf(listed, a)), vertices.get(nameOf(listed, b))];
    const edge =
      s === undefined || t === undefined
        ? undefined
        : edges.get(keyOf(adjacency, s, t, edgeTypeName(listed, k)));
    if (edge === undefined) unknown.push(`${nameOf(listed, a)} - ${nameOf(listed, b)}`);
    else if (place[edge] === -1) {
      place[edge] = order.length;
      order.push(edge);
    }
  }
  const { selfLoops, duplicates } = listed.dropped;
  const repeated = duplicates + listed.adjacency.edgeCount - unknown.length - order.length;
  const missing = adjacency.edgeCount - order.length;
  if (missing + unknown.length + repeated + selfLoops > 0) {
    const lost = place.indexOf(-1);
    const parts = [
      missing === 0
        ? []
        : `${missing} missing (such as ${nameOf(dataset, adjacency.sources[lost])} - ${nameOf(dataset, adjacency.targets[lost])})`,
      unknown.length === 0 ? [] : `${unknown.length} that the graph has not (such as ${unknown[0]})`,
      repeated === 0 ? [] : `${repeated} repeated`,
      selfLoops === 0 ? [] : `${selfLoops} from a vertex to itself`,
    ].flat();
    throw new InputError(
      `${listed.name}: expected each of the ${adjacency.edgeCount} edges of ${dataset.name} once, by the names that the graph's file has, got ${parts.join(", ")}`,
    );
  }
  return Uint32Array.from(order);
}

function nameOf({ vertexNames }: Pick<GraphDataset, "vertexNames">, vertex: number): string {
  return vertexNames?.[vertex] ?? String(vertex);
}

function vertexIndices({ adjacency, vertexNames }: Omit<ListedEdges, "dropped">): Map<string, number> {
  return new Map(
    Array.from({ length: adjacency.vertexCount }, (_, t) => [nameOf({ vertexNames }, t), t] as const),
  );
}

/** An edge's ends and its type, as one name. */
function keyOf({ directed }: GraphDataset["adjacency"], s: number, t: number, type: string | number): string {
  return directed || s < t ? `${s},${t},${type}` : `${t},${s},${type}`;
}
