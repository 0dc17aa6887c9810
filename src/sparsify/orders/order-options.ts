import type { TimeoutError } from "../../errors.js";
import type { Partition } from "../../walks/walk-index.js";
import type { EdgeLimits } from "./edge-guard.js";
import type { TupleOrder } from "./tuple-order.js";

/** How `removalOrder` orders. An option that the method does not take is refused; seed, progress, timeout and `remove` are for all. */
export interface OrderOptions extends EdgeLimits {
  /** for randomised methods: same seed, same order; default 0 */
  readonly seed?: number;
  /** called now and then with the number of edges ordered so far; may throw to stop */
  readonly onProgress?: (ordered: number) => void;
  /** seconds after which a method that is not done throws a {@link TimeoutError}; looked at when a method reports progress; default none */
  readonly timeout?: number | undefined;
  /** for wis and gwis: L - 1; default 2 */
  readonly walkLength?: number | undefined;
  /** for gwis: the partitions whose walk indices are kept; default all single vertices with themselves as targets */
  readonly partitions?: readonly Partition[] | undefined;
  /** [V] class of each vertex, -1 where it has none: for gwis@label */
  readonly labels?: Int32Array | undefined;
  /** for gwis: the order over tuples of walk indices; default "lexicographic" */
  readonly orderBy?: TupleOrder | undefined;
  /** for wis, 1-wis and 2-wis: edges removed for each scoring; default 1 */
  readonly batch?: number | undefined;
  /** for wis, 1-wis and 2-wis: as the thesis's experiments were run, see `parityOf` */
  readonly parity?: "thesis" | undefined;
  /** edges removed already, first removed first: the order begins with them and goes on from the graph they leave */
  readonly removed?: Uint32Array | undefined;
  /** parameters of the method by name, see `METHODS`; those left out have their defaults */
  readonly parameters?: Readonly<Record<string, number>> | undefined;
  /** how many edges are to be removed: needed by methods that choose the edges of each level anew */
  readonly remove?: number | undefined;
}
