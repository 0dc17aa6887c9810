import { InputError } from "../errors.js";
import type { Adjacency } from "../graph/adjacency.js";
import { oneWis } from "./one-wis.js";
import { randomOrder } from "./random.js";
import type { RemovalOrder } from "./removal-order.js";
import { twoWis } from "./two-wis.js";

/** What every method may be told. */
export interface OrderOptions {
  /** for randomised methods: same seed, same order; default 0 */
  readonly seed?: number;
  /** called now and then with the number of edges ordered so far; may throw to stop */
  readonly onProgress?: (ordered: number) => void;
}

/** A method as the registry knows it. */
export interface Sparsifier {
  /** one line for help texts */
  readonly summary: string;
  /** whether the order depends on the seed */
  readonly randomised: boolean;
  readonly order: (adjacency: Adjacency, options: OrderOptions) => RemovalOrder;
}

/** All methods by name. To add one: a file with its function, an entry here, a test (see CONTRIBUTING.md). */
export const sparsifiers: Readonly<Record<string, Sparsifier>> = Object.freeze({
  "1-wis": {
    summary: "1-Walk Index Sparsification: keeps WI_{1,t}({t}), from degrees",
    randomised: false,
    order: (adjacency, { onProgress }) => oneWis(adjacency, onProgress),
  },
  "2-wis": {
    summary: "2-Walk Index Sparsification: keeps WI_{2,t}({t}), from degrees and triangles, exact",
    randomised: false,
    order: (adjacency, { onProgress }) => twoWis(adjacency, onProgress),
  },
  random: {
    summary: "edges uniformly at random",
    randomised: true,
    order: (adjacency, { seed = 0 }) => randomOrder(adjacency, seed),
  },
});

/** @throws InputError that names the known methods */
export function sparsifierNamed(name: string): Sparsifier {
  if (Object.hasOwn(sparsifiers, name)) return sparsifiers[name];
  throw new InputError(`method: expected one of ${Object.keys(sparsifiers).join(", ")}, got "${name}"`);
}

/**
 * The order in which a method, given by name, removes all edges of a graph.
 *
 * @throws InputError for an unknown method and for a directed graph
 */
export function removalOrder(name: string, adjacency: Adjacency, options: OrderOptions = {}): RemovalOrder {
  const method = sparsifierNamed(name);
  if (adjacency.directed)
    throw new InputError(`${name}: expected an undirected graph, got a directed one; read it as undirected`);
  return method.order(adjacency, options);
}
