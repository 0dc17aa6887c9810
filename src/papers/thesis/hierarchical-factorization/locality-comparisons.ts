import { meanDeviation } from "../../../evaluate/statistics/mean-deviation.js";
import { comparePairs } from "../../../evaluate/statistics/paired-comparison.js";
import type { MeasuredPanel } from "../../locality-sweeps/locality-figure.js";
import type { LocalityOutcome } from "../../locality-sweeps/locality-summary.js";
import type { Comparison } from "../../runs/experiment.js";

/** Points of accuracy that may be lost at the smallest distance. */
const NO_LOSS = 1;

/**
 * What Figure 3.6 says, as criteria: accuracy without the regulariser falls with distance; with it, it is higher at the largest distance,
 * and no lower at the smallest. Of several series that are compared with one, the best at the largest distance counts.
 */
export function localityComparisons(
  { panel, rows }: MeasuredPanel,
  outcomes: readonly LocalityOutcome[],
): Comparison[] {
  const [first, last] = [panel.distances[0], panel.distances[panel.distances.length - 1]];
  const row = (series: string, distance: number) =>
    rows.find((own) => own.series === series && own.distance === distance);
  const bases = panel.series.filter(({ against }) => against === undefined);
  return bases.flatMap(({ name }): Comparison[] => {
    const near = accuracies(outcomes, name, first);
    const far = accuracies(outcomes, name, last);
    const falls = [...near].flatMap(([seed, value]) => {
      const other = far.get(seed);
      return other === undefined ? [] : [value - other];
    });
    const rivals = panel.series
      .filter(({ against }) => against === name)
      .flatMap((series) => {
        const own = row(series.name, last);
        return own === undefined ? [] : [own];
      })
      .toSorted((a, b) => b.test.mean - a.test.mean);
    const found: Comparison[] = [];
    if (first !== last && falls.length > 0)
      found.push({
        quantity: `${panel.title}, ${name}: accuracy lost from distance ${first} to ${last} (points)`,
        paper: null,
        ...inWords(falls),
        criterion: "the mean's 95 % interval is above 0",
        holds: (comparePairs(falls).interval?.low ?? -1) > 0,
      });
    if (rivals.length === 0) return found;
    const best = rivals[0].series;
    const gains = (distance: number) => {
      const base = accuracies(outcomes, name, distance);
      return [...accuracies(outcomes, best, distance)].flatMap(([seed, value]) => {
        const other = base.get(seed);
        return other === undefined ? [] : [value - other];
      });
    };
    const [atLast, atFirst] = [gains(last), gains(first)];
    if (atLast.length > 0)
      found.push({
        quantity: `${panel.title}, ${best} over ${name} at distance ${last} (points)`,
        paper: null,
        ...inWords(atLast),
        criterion: "the mean's 95 % interval is above 0",
        holds: (comparePairs(atLast).interval?.low ?? -1) > 0,
      });
    if (first !== last && atFirst.length > 0)
      found.push({
        quantity: `${panel.title}, ${best} over ${name} at distance ${first} (points)`,
        paper: null,
        ...inWords(atFirst),
        criterion: `the mean is above -${NO_LOSS}`,
        holds: 100 * meanDeviation(atFirst).mean > -NO_LOSS,
      });
    return found;
  });
}

function accuracies(
  outcomes: readonly LocalityOutcome[],
  series: string,
  distance: number,
): Map<number, number> {
  return new Map(
    outcomes
      .filter((outcome) => outcome.series.name === series && outcome.distance === distance)
      .map(({ seed, result }) => [seed, result.testAccuracy]),
  );
}

function inWords(differences: readonly number[]): { readonly ours: string } {
  const { mean, n } = meanDeviation(differences);
  const { interval, tTest } = comparePairs(differences);
  const points = (value: number) => (100 * value).toFixed(1);
  const range = interval === null ? "" : ` (${points(interval.low)} .. ${points(interval.high)}`;
  const p = tTest === null ? "" : `, p = ${tTest.toPrecision(2)}`;
  return { ours: `${points(mean)}${range}${range === "" ? "" : `${p}, ${n} pairs)`}` };
}
