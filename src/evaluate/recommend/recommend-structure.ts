import { setImmediate } from "node:timers/promises";
import { InputError, InterruptedError, TimeoutError } from "../../errors.js";
import type { Adjacency } from "../../graph/adjacency.js";
import { parseMethod } from "../../sparsify/method-spec.js";
import { removalOrder } from "../../sparsify/order-by-method.js";
import { type GraphStructure, structureMeter } from "../structure/graph-structure.js";
import { PILOT_BASELINE, PILOT_METHODS, RACE_LEVELS } from "./pilot-settings.js";

/** How structures are compared. */
export interface StructurePilotOptions {
  /** seconds, > 0 */
  readonly budget: number;
  /** default the baseline and {@link PILOT_METHODS} */
  readonly methods?: readonly string[] | undefined;
  readonly seed?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** milliseconds that have passed; for tests */
  readonly now?: (() => number) | undefined;
  /** before a method's order is computed */
  readonly onMethod?: ((method: string) => void) | undefined;
}

/** What one method keeps at one level. */
export interface StructureKept extends GraphStructure {
  readonly method: string;
  readonly sparsity: number;
  readonly removed: number;
  /** seconds for the order, or the edge set of the level */
  readonly orderSeconds: number;
}

/** The methods that keep most of something. */
export interface MostKept {
  readonly measure: keyof GraphStructure;
  readonly sparsity: number;
  /** equal ones together, in the order in which they were tried */
  readonly methods: readonly string[];
  readonly value: number;
}

/** What methods keep of a graph that has nothing to train on. */
export interface StructureRecommendation {
  readonly budget: { readonly seconds: number; readonly spent: number; readonly ended: "done" | "time" };
  readonly rows: readonly StructureKept[];
  readonly most: readonly MostKept[];
  /** methods without a row, and why */
  readonly untried: readonly { readonly method: string; readonly reason: string }[];
}

/** Whether more of a measure is more of the graph; less of it, where not. */
const MORE_IS_KEPT: Readonly<Record<keyof GraphStructure, boolean>> = Object.freeze({
  isolated: false,
  components: false,
  largestComponent: true,
  degreeDistance: false,
  walkIndexKept: true,
  trianglesKept: true,
  spectralDistance: false,
});

/**
 * Compares what methods keep of a graph's structure, within a time: for graphs without features or labels, where no network can be trained.
 *
 * It does not say which method is best for a network. A method that needs more than a quarter of the budget for its order is given up; the measures
 * of one pruned graph, which are not interrupted, are what the budget may be exceeded by.
 *
 * @throws InputError for a graph without edges, an unknown method and a budget that is none; InterruptedError after an abort
 *
 * @example
 * ```ts
 * import { karate } from "seprank";
 * import { recommendByStructure } from "seprank/evaluate";
 *
 * const { most } = await recommendByStructure(karate().adjacency, { methods: ["random", "spanning-forest"], budget: 10 });
 * most.find(({ measure }) => measure === "components")?.methods; // => ["spanning-forest"]
 * ```
 */
export async function recommendByStructure(
  adjacency: Adjacency,
  {
    budget,
    methods = [PILOT_BASELINE, ...PILOT_METHODS],
    seed = 0,
    signal,
    now = () => performance.now(),
    onMethod,
  }: StructurePilotOptions,
): Promise<StructureRecommendation> {
  if (!(budget > 0) || budget === Number.POSITIVE_INFINITY)
    throw new InputError(`budget: expected seconds > 0, got ${budget}`);
  if (adjacency.edgeCount === 0) throw new InputError("graph: expected edges to prune, got none");
  const specs = methods.map(parseMethod);
  const begun = now();
  const left = () => budget - (now() - begun) / 1000;
  const rows: StructureKept[] = [];
  const untried: { method: string; reason: string }[] = [];
  let meter: ReturnType<typeof structureMeter> | undefined;
  for (const spec of specs) {
    const { name, facts } = spec;
    onMethod?.(name);
    // What is drawn and what was asked for in the meantime.
    await setImmediate();
    if (signal?.aborted) throw new InterruptedError("interrupted");
    const levels = facts.result === "edge set" ? RACE_LEVELS.map((level) => [level]) : [RACE_LEVELS];
    try {
      for (const group of levels) {
        const timeout = Math.min(budget / 4, left());
        if (timeout <= 0) throw new TimeoutError("not begun, as time was over");
        const start = now();
        const removed = (level: number) => Math.round(level * adjacency.edgeCount);
        const order = removalOrder(spec, adjacency, { seed, timeout, remove: removed(group[0]) });
        const orderSeconds = (now() - start) / 1000;
        for (const sparsity of group) {
          if (left() <= 0) throw new TimeoutError("not measured, as time was over");
          meter ??= structureMeter(adjacency);
          const own = { method: name, sparsity, removed: removed(sparsity), orderSeconds };
          rows.push({ ...own, ...meter(order, own.removed) });
        }
      }
    } catch (error) {
      if (!(error instanceof TimeoutError || error instanceof InputError)) throw error;
      untried.push({ method: name, reason: error.message });
    }
  }
  return {
    budget: {
      seconds: budget,
      spent: (now() - begun) / 1000,
      ended: left() <= 0 ? "time" : "done",
    },
    rows,
    most: mostKept(rows),
    untried,
  };
}

function mostKept(rows: readonly StructureKept[]): MostKept[] {
  return RACE_LEVELS.flatMap((sparsity) =>
    (Object.keys(MORE_IS_KEPT) as (keyof GraphStructure)[]).flatMap((measure) => {
      const known = rows.flatMap((row) =>
        row.sparsity === sparsity && row[measure] !== null
          ? [{ method: row.method, value: row[measure] }]
          : [],
      );
      if (known.length === 0) return [];
      const values = known.map(({ value }) => value);
      const value = MORE_IS_KEPT[measure] ? Math.max(...values) : Math.min(...values);
      return [
        {
          measure,
          sparsity,
          value,
          methods: known.filter((one) => one.value === value).map(({ method }) => method),
        },
      ];
    }),
  );
}
