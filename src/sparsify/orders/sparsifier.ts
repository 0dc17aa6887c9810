import type { Adjacency } from "../../graph/adjacency.js";
import type { Partition } from "../../walks/walk-index.js";
import type { EdgeLimits } from "./edge-guard.js";
import type { EdgeSample } from "./edge-sample.js";
import type { RemovalOrder } from "./removal-order.js";
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
  /** [V] for gwis@label: class of each vertex, -1 where it has none */
  readonly labels?: Int32Array | undefined;
  /** for gwis: the order over tuples of walk indices; default "lexicographic" */
  readonly orderBy?: TupleOrder | undefined;
  /** for wis, 1-wis and 2-wis: edges removed for each scoring; default 1 */
  readonly batch?: number | undefined;
  /** for wis, 1-wis and 2-wis: as the thesis's experiments were run, see {@link parityOf} */
  readonly parity?: "thesis" | undefined;
  /** edges removed already, first removed first: the order begins with them and goes on from the graph they leave */
  readonly removed?: Uint32Array | undefined;
  /** parameters of the method by name, see {@link METHOD_PARAMETERS}; those left out have their defaults */
  readonly parameters?: Readonly<Record<string, number>> | undefined;
  /** how many edges are to be removed: for methods that sample one edge set for each level, and needed by them */
  readonly remove?: number | undefined;
}

/** What a method that scores or samples is given beside the graph. */
export interface MethodSettings {
  readonly seed: number;
  /** all of the method's parameters, those not given at their defaults */
  readonly parameters: Readonly<Record<string, number>>;
  readonly onProgress: (done: number) => void;
}

/** A method as the registry knows it. */
export type Sparsifier = SparsifierTraits & (ScoreMethod | OrderMethod | SampleMethod | TrainingMethod);

/** What is said of a method. */
export interface SparsifierTraits {
  /** one line for help texts */
  readonly summary: string;
  /** whether the result depends on the seed */
  readonly randomised: boolean;
  /** whether it takes directed graphs; default false */
  readonly directed?: boolean;
  /** what edge weights are to it: "used" where the graph has them, "required", or, by default, nothing */
  readonly weights?: "used" | "required";
}

/** A method that scores edges once: **higher = keep**. The order is that of the scores, see {@link orderByScore}. */
export interface ScoreMethod {
  /** [E] */
  readonly scores: (adjacency: Adjacency, settings: MethodSettings) => Float64Array;
}

/** A method that makes an order itself. */
export interface OrderMethod {
  readonly order: (adjacency: Adjacency, options: OrderOptions & MethodSettings) => RemovalOrder;
}

/** A method that makes one edge set for each level: what it keeps at one level need not be kept at a lower one. */
export interface SampleMethod {
  /** Keeps `kept` edges exactly. @throws InputError where it cannot, saying how far it came */
  readonly sample: (adjacency: Adjacency, kept: number, settings: MethodSettings) => EdgeSample;
}

/** A method that trains a network on features and labels, which nothing on this floor can: `seprank/evaluate` has it. */
export interface TrainingMethod {
  readonly trains: true;
}
