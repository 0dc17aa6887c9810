import type { Adjacency } from "../../graph/adjacency.js";
import type { Partition } from "../../walks/walk-index.js";
import type { EdgeLimits } from "./edge-guard.js";
import type { EdgeSample } from "./edge-sample.js";
import type { RemovalOrder } from "./removal-order.js";
import type { TupleOrder } from "./tuple-order.js";

/** What every method's function is given beside the graph. The method's parameters stand beside these, by name. */
export interface MethodSettings {
  /** for randomised methods: same seed, same result */
  readonly seed: number;
  /** to be called now and then with the number of edges ordered so far; may throw to stop */
  readonly onProgress: (ordered: number) => void;
}

/** Whom a method without other settings tells how far it is. */
export type ProgressSettings = Partial<Pick<MethodSettings, "onProgress">>;

/** What a method is given that observes protected edges itself. */
export interface GreedySettings extends MethodSettings, EdgeLimits {
  /** L - 1; default 2 */
  readonly walkLength?: number | undefined;
  readonly partitions?: readonly Partition[] | undefined;
  readonly orderBy?: TupleOrder | undefined;
  readonly batch?: number | undefined;
  readonly parity?: "thesis" | undefined;
}

/** What a method is given that chooses the edges of each level anew. */
export interface EdgeSetSettings extends MethodSettings {
  /** how many edges to keep, exactly */
  readonly kept: number;
}

interface Kinds {
  /** [E] higher = keep, no NaN */
  scores: { settings: MethodSettings; result: Float64Array };
  /** [E] edge indices, first removed first */
  order: { settings: MethodSettings; result: Uint32Array };
  "greedy order": { settings: GreedySettings; result: RemovalOrder };
  "edge set": { settings: EdgeSetSettings; result: EdgeSample };
}

/** The results of methods that need nothing but a graph, see `MethodResult` of the catalogue. */
export type GraphResult = keyof Kinds;

/** A method's function, by what it returns and the names of its parameters. */
export type SparsifierFunction<Result extends GraphResult, Parameter extends string = string> = (
  adjacency: Adjacency,
  settings: Kinds[Result]["settings"] & Readonly<Record<Parameter, number>>,
) => Kinds[Result]["result"];
