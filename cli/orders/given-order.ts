import { basename } from "node:path";
import { InputError } from "../../src/errors.js";
import { matchEdges } from "../../src/graph/attributes/match-edges.js";
import { allVertexNames } from "../../src/graph/attributes/vertex-names.js";
import type { GraphDataset } from "../../src/graph/dataset.js";
import type { RemovalOrder } from "../../src/sparsify/orders/removal-order.js";
import type { Globals } from "../options/globals.js";
import { loadPart } from "./order-options.js";

/**
 * A removal order that was made elsewhere: a list of edges, first removed first, as `sparsify --order` writes it.
 *
 * It must hold every edge of the graph once, by the names of its ends: an order that lacks some would leave it to chance what becomes
 * of them.
 *
 * @returns the order, and the SHA-256 of the file
 * @throws InputError with the counts of edges that are missing, unknown or there more than once, and an example of each
 */
export async function givenOrder(
  file: string,
  dataset: GraphDataset,
  edgeType: string | undefined,
  globals: Globals,
): Promise<{ readonly order: RemovalOrder; readonly sha256: string }> {
  const { dataset: listed, sha256 } = await loadPart(file, dataset, edgeType, globals);
  const { edgeCount } = dataset.adjacency;
  const expected = `--by ${file}: expected each of the ${edgeCount} edges of ${dataset.name} once`;
  const own = new Set(allVertexNames(dataset));
  const names = allVertexNames(listed);
  const { sources, targets } = listed.adjacency;
  const strange = Array.from(sources.keys()).filter(
    (e) => !own.has(names[sources[e]]) || !own.has(names[targets[e]]),
  );
  if (strange.length > 0)
    throw new InputError(
      `${expected}; ${strange.length} of the file's ${sources.length} are between vertices that it does not have, such as ${edgeName(listed, strange[0])}`,
    );
  const edges = matchEdges(dataset, listed);
  const there = new Set(edges);
  there.delete(-1);
  const unknown = Array.from(edges.keys()).filter((e) => edges[e] < 0);
  const missing = Array.from({ length: edgeCount }, (_, e) => e).filter((e) => !there.has(e));
  const { selfLoops, duplicates } = listed.dropped;
  const faults = [
    fault(missing.length, "missing", missing.length === 0 ? "" : edgeName(dataset, missing[0])),
    fault(unknown.length, "unknown", unknown.length === 0 ? "" : edgeName(listed, unknown[0])),
    fault(duplicates, "there again", ""),
    fault(selfLoops, "self-loops", ""),
  ].filter((text) => text !== "");
  if (faults.length > 0) throw new InputError(`${expected}; ${faults.join(", ")}`);
  return { order: { method: basename(file), edges: Uint32Array.from(edges) }, sha256 };
}

function fault(count: number, what: string, example: string): string {
  return count === 0 ? "" : `${count} ${what}${example === "" ? "" : ` (${example})`}`;
}

function edgeName(dataset: GraphDataset, e: number): string {
  const names = allVertexNames(dataset);
  const { sources, targets } = dataset.adjacency;
  return `${names[sources[e]]} - ${names[targets[e]]}`;
}
