import { openDataset } from "../../datasets/open.js";
import { InputError } from "../../src/errors.js";
import type { GivenOrders } from "../../src/evaluate/orders/given-orders.js";
import type { GraphDataset } from "../../src/graph/dataset.js";
import { orderOfEdges } from "../../src/sparsify/orders/order-of-edges.js";
import type { RemovalOrder } from "../../src/sparsify/orders/removal-order.js";
import { registerSparsifier } from "../../src/sparsify/register-sparsifier.js";

/** A method as `--methods` names it: one of the program's own, or NAME=FILE for an order made elsewhere. */
export interface NamedMethod {
  readonly name: string;
  readonly file: string | undefined;
}

/** @throws InputError where NAME=FILE lacks one of the two */
export function parseNamedMethod(text: string): NamedMethod {
  const at = text.indexOf("=");
  if (at < 0) return { name: text, file: undefined };
  const [name, file] = [text.slice(0, at).trim(), text.slice(at + 1).trim()];
  if (name === "" || file === "")
    throw new InputError(`--methods: expected NAME=FILE for an order made elsewhere, got "${text}"`);
  return { name, file };
}

/**
 * Reads the orders among a sweep's methods, and makes their names known.
 *
 * @throws InputError where a name is taken, a file cannot be read, or lists another set of edges than the graph's
 */
export async function readGivenOrders(
  methods: readonly NamedMethod[],
  dataset: GraphDataset,
): Promise<GivenOrders> {
  const orders = new Map<string, RemovalOrder>();
  for (const { name, file } of methods) {
    if (file === undefined) continue;
    const { dataset: listed } = await openDataset(file, { directed: dataset.adjacency.directed });
    const edges = orderOfEdges(dataset, { ...listed, name: `${name}=${file}` });
    registerSparsifier(
      name,
      { summary: `an order made elsewhere, read from ${file}`, result: "order" },
      () => edges,
    );
    orders.set(name, { method: name, edges });
  }
  return orders;
}
