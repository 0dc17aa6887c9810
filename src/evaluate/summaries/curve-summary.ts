import { type MeanDeviation, meanDeviation } from "../statistics/mean-deviation.js";
import { meanHeight } from "../statistics/mean-height.js";
import {
  comparePairs,
  type Interval,
  meanInterval,
  type PairedComparison,
} from "../statistics/paired-comparison.js";
import type { TrialRecord } from "../trials/record.js";
import { accuraciesOf, BASELINE_METHOD } from "./summary.js";
import { withinPoint } from "./within-point.js";

/** A method's whole accuracy-sparsity curve in a few numbers. */
export interface CurveRow {
  readonly model: string;
  readonly method: string;
  /** mean accuracy over the sparsities from the first level to the last: the area by the trapezoid rule, over their distance */
  readonly area: MeanDeviation;
  readonly interval: Interval | null;
  /** area minus the baseline's of the same seed; null for the baseline, and without shared seeds */
  readonly difference: MeanDeviation | null;
  readonly comparison: PairedComparison | null;
  /**
   * the largest level at which, as at all levels below it, the mean accuracy is at most one point below the full graph's; null
   * where the full graph was not trained on
   */
  readonly withinPoint: number | null;
}

/**
 * Areas under the accuracy-sparsity curves, seed by seed, compared in pairs with a baseline's.
 *
 * Only a seed for which a method was measured at all of the model's levels counts; a method without such a seed has no row, nor
 * has a model with fewer than two levels.
 *
 * @example
 * ```ts
 * import { mkdtemp } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { openDataset } from "seprank/datasets";
 * import { createLocalRunner, runSweep } from "seprank/evaluate";
 * import type { ClassificationGraph } from "seprank/nn";
 * import { summarizeCurves } from "seprank/results";
 *
 * const { dataset, sha256 } = await openDataset("citations");
 * const folder = await mkdtemp(join(tmpdir(), "sweep-"));
 * const grid = { models: ["gcn"], methods: ["1-wis", "random"], sparsities: [0, 0.5], seeds: [0] };
 * // In this process; by default trials run in worker processes.
 * const createRunner = (graph: ClassificationGraph) => createLocalRunner(graph, { backend: "wasm" });
 * const sweep = { dataset, sha256, grid, backend: "wasm", hyperparameters: { epochs: 2 } };
 * const { records } = await runSweep(sweep, { folder, jobs: 1, createRunner });
 * summarizeCurves(records).map(({ method }) => method); // => ["1-wis", "random"]
 * ```
 */
export function summarizeCurves(records: readonly TrialRecord[], baseline = BASELINE_METHOD): CurveRow[] {
  return accuraciesOf(records, baseline).flatMap(({ model, methods, levels }) => {
    if (levels.length < 2) return [];
    const areasOf = (method: string) => {
      const areas = new Map<number, number>();
      for (const [seed] of levels[0].of(method)) {
        const points = levels.flatMap(({ sparsity, of }) => {
          const y = of(method).get(seed);
          return y === undefined ? [] : [{ x: sparsity, y }];
        });
        if (points.length === levels.length) areas.set(seed, meanHeight(points));
      }
      return areas;
    };
    const reference = areasOf(baseline);
    return methods.flatMap((method) => {
      const areas = areasOf(method);
      if (areas.size === 0) return [];
      const values = [...areas.values()];
      const differences = [...areas].flatMap(([seed, area]) => {
        const other = method === baseline ? undefined : reference.get(seed);
        return other === undefined ? [] : [area - other];
      });
      const none = differences.length === 0;
      const means = levels.map(({ sparsity, of }) => {
        const accuracies = [...of(method).values()];
        return { sparsity, accuracy: accuracies.length === 0 ? null : meanDeviation(accuracies).mean };
      });
      return {
        model,
        method,
        area: meanDeviation(values),
        interval: meanInterval(values),
        difference: none ? null : meanDeviation(differences),
        comparison: none ? null : comparePairs(differences),
        withinPoint: withinPoint(means),
      };
    });
  });
}
