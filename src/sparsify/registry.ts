import { InputError } from "../errors.js";
import type { Adjacency } from "../graph/adjacency.js";
import type { Partition } from "../walks/walk-index.js";
import { anyWis } from "./any-wis.js";
import type { EdgeLimits } from "./edge-guard.js";
import { gwis } from "./gwis.js";
import { limitOrder } from "./limit-order.js";
import { randomOrder } from "./random.js";
import type { RemovalOrder } from "./removal-order.js";
import { resumeOrder } from "./resume-order.js";
import { singletonPartitions } from "./singleton-partitions.js";
import type { TupleOrder } from "./tuple-order.js";

/** What every method may be told. */
export interface OrderOptions extends EdgeLimits {
  /** for randomised methods: same seed, same order; default 0 */
  readonly seed?: number;
  /** called now and then with the number of edges ordered so far; may throw to stop */
  readonly onProgress?: (ordered: number) => void;
  /** L - 1, for wis and gwis; default 2 */
  readonly walkLength?: number | undefined;
  /** for gwis: the partitions whose walk indices are kept; default all single vertices with themselves as targets */
  readonly partitions?: readonly Partition[] | undefined;
  /** for gwis: the order over tuples of walk indices; default "lexicographic" */
  readonly orderBy?: TupleOrder | undefined;
  /** for wis, 1-wis and 2-wis: edges removed for each scoring; default 1 */
  readonly batch?: number | undefined;
  /** for wis, 1-wis and 2-wis: as the thesis's experiments were run, see {@link parityOf} */
  readonly parity?: "thesis" | undefined;
  /** edges removed already, first removed first: the order begins with them and goes on from the graph they leave */
  readonly removed?: Uint32Array | undefined;
}

/** A method as the registry knows it. */
export interface Sparsifier {
  /** one line for help texts */
  readonly summary: string;
  /** whether the order depends on the seed */
  readonly randomised: boolean;
  /** whether it takes directed graphs; default false */
  readonly directed?: boolean;
  readonly order: (adjacency: Adjacency, options: OrderOptions) => RemovalOrder;
}

/** All methods by name. To add one: a file with its function, an entry here, a test (see CONTRIBUTING.md). */
export const sparsifiers: Readonly<Record<string, Sparsifier>> = Object.freeze({
  "1-wis": {
    summary: "1-Walk Index Sparsification: keeps WI_{1,t}({t}), from degrees",
    randomised: false,
    order: (adjacency, options) => ({ ...anyWis(adjacency, 1, options), method: "1-wis" }),
  },
  "2-wis": {
    summary: "2-Walk Index Sparsification: keeps WI_{2,t}({t}), from degrees and triangles, exact",
    randomised: false,
    order: (adjacency, options) => ({ ...anyWis(adjacency, 2, options), method: "2-wis" }),
  },
  wis: {
    summary: "Walk Index Sparsification for walks of any length: keeps WI_{L-1,t}({t}), exact",
    randomised: false,
    order: (adjacency, options) => ({
      ...anyWis(adjacency, options.walkLength ?? DEFAULT_WALK_LENGTH, options),
      method: "wis",
    }),
  },
  gwis: {
    summary:
      "General Walk Index Sparsification: keeps the walk indices of chosen partitions, exact; also directed",
    randomised: false,
    directed: true,
    order: (adjacency, options) =>
      gwis(
        adjacency,
        options.walkLength ?? DEFAULT_WALK_LENGTH,
        options.partitions ?? singletonPartitions(adjacency),
        options,
      ),
  },
  random: {
    summary: "edges uniformly at random",
    randomised: true,
    directed: true,
    order: (adjacency, { seed = 0, ...limits }) =>
      limitOrder(adjacency, randomOrder(adjacency, seed), limits),
  },
});

const DEFAULT_WALK_LENGTH = 2;

/** @throws InputError that names the known methods */
export function sparsifierNamed(name: string): Sparsifier {
  if (Object.hasOwn(sparsifiers, name)) return sparsifiers[name];
  throw new InputError(`method: expected one of ${Object.keys(sparsifiers).join(", ")}, got "${name}"`);
}

/**
 * The order in which a method, given by name, removes all edges of a graph, or all that it may remove.
 *
 * @throws InputError for an unknown method, a directed graph that the method cannot take, and options that it refuses
 */
export function removalOrder(name: string, adjacency: Adjacency, options: OrderOptions = {}): RemovalOrder {
  const { directed = false, order } = sparsifierNamed(name);
  if (adjacency.directed && !directed)
    throw new InputError(`${name}: expected an undirected graph, got a directed one; read it as undirected`);
  const { removed, ...others } = options;
  return removed === undefined ? order(adjacency, others) : resumeOrder(adjacency, removed, others, order);
}
