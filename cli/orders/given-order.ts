import { basename } from "node:path";
import type { GraphDataset } from "../../src/graph/dataset.js";
import { orderOfEdges } from "../../src/sparsify/orders/order-of-edges.js";
import type { RemovalOrder } from "../../src/sparsify/orders/removal-order.js";
import type { Globals } from "../options/globals.js";
import { loadPart } from "./order-options.js";

/** How the file of {@link givenOrder} was named, and how it is read. */
export interface GivenOrderOptions {
  readonly edgeType?: string | undefined;
  /** that named the file, for messages */
  readonly option: string;
}

/**
 * A removal order that was made elsewhere: a list of edges, first removed first, as `sparsify --order` writes it.
 *
 * @returns the order, and the SHA-256 of the file
 * @throws InputError where it is not each edge of the graph once, see {@link orderOfEdges}
 */
export async function givenOrder(
  file: string,
  dataset: GraphDataset,
  { edgeType, option }: GivenOrderOptions,
  globals: Globals,
): Promise<{ readonly order: RemovalOrder; readonly sha256: string }> {
  const { dataset: listed, sha256 } = await loadPart(file, dataset, edgeType, globals);
  const edges = orderOfEdges(dataset, { ...listed, name: `${option} ${file}` });
  return { order: { method: basename(file), edges }, sha256 };
}
