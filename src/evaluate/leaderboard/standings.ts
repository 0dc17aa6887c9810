import { groupBy } from "../records/group-by.js";
import { type FriedmanTest, friedmanTest } from "../statistics/friedman.js";
import { holm } from "../statistics/holm.js";
import { meanDeviation } from "../statistics/mean-deviation.js";
import { meanHeight } from "../statistics/mean-height.js";
import { nemenyiDifference } from "../statistics/nemenyi.js";
import { comparePairs, type Interval } from "../statistics/paired-comparison.js";
import { quantile } from "../statistics/quantile.js";
import { latestFinished } from "../summaries/summary.js";
import { withinPoint } from "../summaries/within-point.js";
import type { FinishedRecord } from "../trials/record.js";
import { ANY_METHOD } from "../trials/trial.js";
import { datasetName, type LeaderboardPlan } from "./plan.js";

/** A data set and a model, with the area under every ranked method's curve, seed by seed. */
export interface StandingsBlock {
  readonly dataset: string;
  readonly model: string;
  /** seeds that have every trial of every ranked method */
  readonly seeds: readonly number[];
  /** [methods][seeds] mean accuracy over all sparsities: area by the trapezoid rule over the width of the levels */
  readonly areas: readonly (readonly number[])[];
  /** [methods] the largest level up to which the mean accuracy stays within a point of the full graph's */
  readonly withinPoint: readonly number[];
  /** mean accuracy with all edges */
  readonly full: number;
  /** mean accuracy without edges; null where it is no level of the plan */
  readonly empty: number | null;
}

/** Methods ranked over some blocks. */
export interface Ranking {
  readonly blocks: readonly StandingsBlock[];
  readonly test: FriedmanTest;
  /** Nemenyi's, at 0.05 */
  readonly criticalDifference: number;
}

/** A method against the baseline, block by block. */
export interface MethodStanding {
  readonly method: string;
  /** over all blocks */
  readonly meanRank: number;
  /** area minus the baseline's, mean over blocks of the mean over seeds; null for the baseline */
  readonly difference: number | null;
  /** blocks in which the paired t-test over seeds, Holm-corrected over the block's methods, has it above, or below, the baseline */
  readonly wins: number;
  readonly losses: number;
  /** blocks in which it is above the baseline by the mean, whether told apart or not */
  readonly above: number;
  /** mean over blocks */
  readonly area: number;
  readonly withinPoint: number;
  /** median over data sets of the mean seconds to compute a whole removal order; null where no record tells */
  readonly orderSeconds: number | null;
  /** median over data sets and models of the mean seconds of an epoch, at four fifths of the edges removed or the level nearest to that */
  readonly epochSeconds: number | null;
}

/** One method against another in one block. */
export interface BlockComparison {
  readonly dataset: string;
  readonly model: string;
  readonly method: string;
  /** area minus the baseline's, mean over seeds */
  readonly difference: number;
  readonly interval: Interval | null;
  /** of the paired t-test, Holm-corrected over the block's methods; null with one seed */
  readonly pValue: number | null;
}

/** What the leaderboard's records say. */
export interface Standings {
  /** in the plan's order */
  readonly methods: readonly string[];
  /** of the plan, without any record yet */
  readonly unmeasured: readonly string[];
  readonly blocks: readonly StandingsBlock[];
  readonly overall: Ranking;
  /** best mean rank first */
  readonly rows: readonly MethodStanding[];
  readonly comparisons: readonly BlockComparison[];
}

const ALPHA = 0.05;
/** Rounding aside, areas that differ by less are tied. */
const ROUNDING = 1e-12;
const EPOCH_LEVEL = 0.8;

/**
 * Ranks the methods of a leaderboard from its records.
 *
 * A data set with a model is a block. Of a block count the seeds for which every trial of every ranked method is finished, so that all
 * methods of a block stand on the same seeds and splits; a method without any record is not ranked yet.
 *
 * @param records of the plan's trials, see fitToPlan
 * @returns null where no block is complete for a seed
 *
 * Complexity: O(R + B M log M) for R records, B blocks and M methods.
 */
export function leaderboardStandings(
  plan: LeaderboardPlan,
  records: readonly FinishedRecord[],
): Standings | null {
  const present = new Set(records.map(({ method }) => method));
  const methods = plan.methods.filter((method) => present.has(method));
  const unmeasured = plan.methods.filter((method) => !present.has(method));
  const groups = groupBy(records, ({ input, model }) => blockKey(input.name, model));
  const blocks = plan.datasets.flatMap((planned) =>
    plan.models.flatMap((model) => {
      const dataset = datasetName(planned);
      const group = groups.get(blockKey(dataset, model));
      const block = group === undefined ? null : blockOf(plan, methods, latestFinished(group));
      return block === null ? [] : [{ dataset, model, ...block }];
    }),
  );
  if (blocks.length === 0 || methods.length < 2) return null;
  const overall = rankBlocks(blocks);
  const comparisons = blocks.flatMap((block) => compareBlock(block, methods, plan.baseline));
  const rows = methods
    .map((method, m) => ({
      method,
      meanRank: overall.test.meanRanks[m],
      ...tally(comparisons.filter((one) => one.method === method)),
      area: meanOf(blocks.map(({ areas }) => meanOf(areas[m]))),
      withinPoint: meanOf(blocks.map(({ withinPoint }) => withinPoint[m])),
      ...timesOf(records, method),
    }))
    .sort((a, b) => a.meanRank - b.meanRank);
  return { methods, unmeasured, blocks, overall, rows, comparisons };
}

/** Ranks over some of the blocks, by each block's mean areas. */
export function rankBlocks(blocks: readonly StandingsBlock[]): Ranking {
  const scores = blocks.map(({ areas }) =>
    areas.map((values) => Math.round(meanOf(values) / ROUNDING) * ROUNDING),
  );
  return {
    blocks,
    test: friedmanTest(scores),
    criticalDifference: nemenyiDifference(blocks[0].areas.length, blocks.length, ALPHA),
  };
}

function blockKey(dataset: string, model: string): string {
  return JSON.stringify([dataset, model]);
}

function blockOf(
  plan: LeaderboardPlan,
  methods: readonly string[],
  records: readonly FinishedRecord[],
): Omit<StandingsBlock, "dataset" | "model"> | null {
  const { edges } = records[0].input;
  const levels = [...plan.sparsity].sort((a, b) => a - b);
  const removed = levels.map((level) => Math.round(level * edges));
  const accuracies = new Map(
    records.map((record) => [trialPlace(record.method, record.removed, record.seed), record.testAccuracy]),
  );
  const curveOf = (method: string, seed: number) =>
    removed.map((count) => {
      const shared = count === 0 || count === edges;
      return accuracies.get(trialPlace(shared ? ANY_METHOD : method, count, seed));
    });
  const seeds: number[] = [];
  const curves: number[][][] = [];
  for (let seed = 0; seed < plan.seeds; seed++) {
    const ofSeed = methods.map((method) => curveOf(method, seed));
    if (ofSeed.some((curve) => curve.includes(undefined))) continue;
    seeds.push(seed);
    curves.push(ofSeed as number[][]);
  }
  if (seeds.length === 0) return null;
  const meanCurves = methods.map((_, m) =>
    levels.map((_, k) => meanOf(curves.map((ofSeed) => ofSeed[m][k]))),
  );
  return {
    seeds,
    areas: methods.map((_, m) =>
      curves.map((ofSeed) => meanHeight(levels.map((x, k) => ({ x, y: ofSeed[m][k] })))),
    ),
    // A plan has the full graph among its levels.
    withinPoint: meanCurves.map(
      (curve) => withinPoint(levels.map((sparsity, k) => ({ sparsity, accuracy: curve[k] }))) as number,
    ),
    full: meanCurves[0][0],
    empty: levels.at(-1) === 1 ? (meanCurves[0].at(-1) as number) : null,
  };
}

function trialPlace(method: string, removed: number, seed: number): string {
  return JSON.stringify([method, removed, seed]);
}

function compareBlock(
  { dataset, model, areas }: StandingsBlock,
  methods: readonly string[],
  baseline: string,
): BlockComparison[] {
  const reference = areas[methods.indexOf(baseline)];
  if (reference === undefined) return [];
  const others = methods.flatMap((method, m) => (method === baseline ? [] : [{ method, areas: areas[m] }]));
  const differences = others.map(({ areas }) => areas.map((area, s) => area - reference[s]));
  const compared = differences.map(comparePairs);
  const adjusted = holm(compared.map(({ tTest }) => tTest));
  return others.map(({ method }, k) => ({
    dataset,
    model,
    method,
    difference: meanOf(differences[k]),
    interval: compared[k].interval,
    pValue: adjusted[k],
  }));
}

function tally(
  comparisons: readonly BlockComparison[],
): Pick<MethodStanding, "difference" | "wins" | "losses" | "above"> {
  const told = comparisons.filter(({ pValue }) => pValue !== null && pValue < ALPHA);
  return {
    difference: comparisons.length === 0 ? null : meanOf(comparisons.map(({ difference }) => difference)),
    wins: told.filter(({ difference }) => difference > 0).length,
    losses: told.filter(({ difference }) => difference < 0).length,
    above: comparisons.filter(({ difference }) => difference > 0).length,
  };
}

function timesOf(
  records: readonly FinishedRecord[],
  method: string,
): Pick<MethodStanding, "orderSeconds" | "epochSeconds"> {
  const own = records.filter((record) => record.method === method);
  const datasets = [...new Set(own.map(({ input }) => input.name))];
  const orders = datasets.map((name) => {
    // An order that serves several trials counts once.
    const ofData = own.filter(({ input }) => input.name === name);
    return meanOf([...new Set(ofData.map(({ orderSeconds }) => orderSeconds))]);
  });
  const gaps = own.map(({ sparsity }) => Math.abs(sparsity - EPOCH_LEVEL));
  const nearest = gaps.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const timed = own.filter(({ epochs }, k) => gaps[k] === nearest && epochs > 0);
  const blocks = [...new Set(timed.map(({ input, model }) => blockKey(input.name, model)))];
  const epochs = blocks.map((key) =>
    meanOf(
      timed
        .filter(({ input, model }) => blockKey(input.name, model) === key)
        .map(({ seconds, epochs }) => seconds / epochs),
    ),
  );
  const median = (values: readonly number[]) => (values.length === 0 ? null : quantile(values, 0.5));
  return { orderSeconds: median(orders), epochSeconds: median(epochs) };
}

function meanOf(values: readonly number[]): number {
  return meanDeviation(values).mean;
}
