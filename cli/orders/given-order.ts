import { basename } from "node:path";
import type { GraphDataset } from "../../src/graph/dataset.js";
import { orderOfEdges } from "../../src/sparsify/orders/order-of-edges.js";
import type { RemovalOrder } from "../../src/sparsify/orders/removal-order.js";
import type { Globals } from "../options/globals.js";
import { loadPart } from "./order-options.js";

/**
 * A removal order that was made elsewhere: a list of edges, first removed first, as `sparsify --order` writes it.
 *
 * @param option that named the file, for messages
 * @returns the order, and the SHA-256 of the file
 * @throws InputError where it is not each edge of the graph once, see {@link orderOfEdges}
 */
export async function givenOrder(
  file: string,
  dataset: GraphDataset,
  edgeType: string | undefined,
  globals: Globals,
  option = "--by",
): Promise<{ readonly order: RemovalOrder; readonly sha256: string }> {
  const { dataset: listed, sha256 } = await loadPart(file, dataset, edgeType, globals);
  const edges = orderOfEdges(dataset, { ...listed, name: `${option} ${file}` });
  return { order: { method: basename(file), edges }, sha256 };
}
