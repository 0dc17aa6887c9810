import { type MeanDeviation, meanDeviation } from "../../evaluate/statistics/mean-deviation.js";
import { comparePairs, type PairedComparison } from "../../evaluate/statistics/paired-comparison.js";
import type { LocalityPanel, LocalitySeries } from "./locality-plan.js";
import type { LocalityResult } from "./locality-run.js";

/** A run's place in a panel, and how it ended. */
export interface LocalityOutcome {
  readonly series: LocalitySeries;
  readonly distance: number;
  readonly seed: number;
  readonly result: LocalityResult;
}

/** A series at a distance; accuracies are fractions. */
export interface LocalityRow {
  readonly series: string;
  readonly distance: number;
  readonly test: MeanDeviation;
  readonly train: MeanDeviation;
  /** mean absolute cosine of the last epochs; null without regulariser */
  readonly penalty: MeanDeviation | null;
  readonly epochs: MeanDeviation;
  /** runs that fitted all training images for as long as asked */
  readonly fitted: number;
  /** runs whose loss became no number */
  readonly diverged: number;
  /** test accuracy minus that of the series it is compared with, of the same seed; null without one */
  readonly difference: MeanDeviation | null;
  readonly comparison: PairedComparison | null;
}

/**
 * Means, deviations and paired differences over the seeds, by series and distance.
 *
 * @param outcomes of the panel's runs, or of some of them: what has none has no row
 */
export function summarizeLocality(panel: LocalityPanel, outcomes: readonly LocalityOutcome[]): LocalityRow[] {
  const at = (name: string, distance: number) =>
    outcomes.filter((outcome) => outcome.series.name === name && outcome.distance === distance);
  return panel.series.flatMap(({ name, against }) =>
    panel.distances.flatMap((distance) => {
      const own = at(name, distance);
      if (own.length === 0) return [];
      const of = (value: (result: LocalityResult) => number) =>
        meanDeviation(own.map(({ result }) => value(result)));
      const penalties = own.flatMap(({ result }) => (result.penalty === null ? [] : [result.penalty]));
      const others = against === undefined ? [] : at(against, distance);
      const differences = own.flatMap(({ seed, result }) => {
        const other = others.find((outcome) => outcome.seed === seed);
        return other === undefined ? [] : [result.testAccuracy - other.result.testAccuracy];
      });
      const compared = differences.length > 0;
      return [
        {
          series: name,
          distance,
          test: of(({ testAccuracy }) => testAccuracy),
          train: of(({ trainAccuracy }) => trainAccuracy),
          penalty: penalties.length === 0 ? null : meanDeviation(penalties),
          epochs: of(({ epochs }) => epochs),
          fitted: own.filter(({ result }) => result.outcome === "fitted").length,
          diverged: own.filter(({ result }) => result.outcome === "diverged").length,
          difference: compared ? meanDeviation(differences) : null,
          comparison: compared ? comparePairs(differences) : null,
        },
      ];
    }),
  );
}
