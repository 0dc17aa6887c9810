import { meanDeviation } from "../../../evaluate/statistics/mean-deviation.js";
import { comparePairs } from "../../../evaluate/statistics/paired-comparison.js";
import { trajectoryColumn } from "../../../factorization/index.js";
import type { Trajectory } from "../../../factorization/probes/trajectory.js";
import type { Panel, Series } from "../../../figure.js";
import type {
  Comparison,
  Experiment,
  ExperimentContext,
  ExperimentResult,
  ResultTable,
  Scale,
} from "../../runs/experiment.js";
import { LOCALITY_COLUMNS, type LocalityRankSetting, runLocalityRank } from "./locality-rank-run.js";

/** One task and network, several coefficients of the regulariser, several seeds. */
export interface LocalityRankPlan extends LocalityRankSetting {
  /** ascending, from 0; the criteria are about `promoted` against 0 */
  readonly coefficients: readonly number[];
  readonly promoted: number;
  readonly seeds: number;
}

/** Chosen in a pilot with other seeds: small initial weights, so that descent finds low ranks, and a coefficient at which data is fitted. */
const SETTING: LocalityRankPlan = {
  places: 8,
  size: 3,
  glyphs: 6,
  noise: 0.5,
  train: 120,
  test: 1000,
  width: 8,
  deviation: 0.35,
  learningRate: 0.01,
  batch: 32,
  iterations: 3000,
  recordEvery: 150,
  coefficients: [0, 0.01, 0.03],
  promoted: 0.01,
  seeds: 8,
};

/** What came before the recorded run. */
const HISTORY =
  "Not a figure of the paper. A first run by the same criteria (seeds 0 to 4, 1500 iterations) left training rows unfitted for four of ten seeds and coefficients, and had the halves' effective rank higher for 5 of 5 seeds at p = 0.08; more iterations and other seeds were then taken.";

export const LOCALITY_RANK_PLANS: Readonly<Record<Scale, LocalityRankPlan>> = Object.freeze({
  small: SETTING,
  full: { ...SETTING, iterations: 6000, recordEvery: 300, coefficients: [0, 0.003, 0.01, 0.03], seeds: 20 },
});

/**
 * Ranks and separation ranks along the training of a product-pooling network on a task of agreement between distant halves, without and
 * with the locality regulariser.
 *
 * By Proposition 9 the separation rank between the modes of a node and the others is the rank of the end tensor's matricization; it is
 * computed exactly, from the whole end tensor.
 */
export const localityRank =
  (plans: Readonly<Record<Scale, LocalityRankPlan>>) =>
  async (context: ExperimentContext): Promise<ExperimentResult> => {
    const plan = plans[context.scale];
    const runs = new Map<number, Trajectory[]>();
    for (const coefficient of plan.coefficients) {
      const own: Trajectory[] = [];
      for (let k = 0; k < plan.seeds; k++) {
        const seed = context.seed + k;
        own.push(
          await context.part(`coefficient-${coefficient}-seed-${seed}`, () =>
            runLocalityRank(plan, coefficient, seed),
          ),
        );
        context.onProgress(`coefficient ${coefficient}: run ${k + 1} of ${plan.seeds}`);
      }
      runs.set(coefficient, own);
    }
    return resultOf(plan, runs);
  };

type Runs = ReadonlyMap<number, readonly Trajectory[]>;

function resultOf(plan: LocalityRankPlan, runs: Runs): ExperimentResult {
  const { places, glyphs, width, train, seeds } = plan;
  const half = `{${Array.from({ length: places / 2 }, (_, n) => n).join(",")}}`;
  return {
    reduction: HISTORY,
    figures: [
      {
        name: "figure",
        figure: {
          title: "The locality regulariser raises the separation rank of distant halves",
          subtitle: `${places} places, width ${width}; is the same of ${glyphs} glyphs in both halves? ${train} rows, ${seeds} seeds, ± deviation`,
          columns: 2,
          panels: [
            panel(runs, `effective rank ${half}`, "effective separation rank of the halves"),
            panel(runs, "effective rank {0,1}", "effective separation rank of the first quarter"),
            panel(runs, LOCALITY_COLUMNS.alignment, LOCALITY_COLUMNS.alignment),
            panel(runs, LOCALITY_COLUMNS.test, LOCALITY_COLUMNS.test),
          ],
        },
      },
    ],
    tables: [endTable(runs, half)],
    comparisons: comparisonsOf(plan, runs, half),
    trajectories: [...runs].map(([coefficient, [first]]) => ({
      name: `coefficient-${coefficient}`,
      trajectory: first,
    })),
  };
}

function panel(runs: Runs, column: string, title: string): Panel {
  const series = [...runs].map(([coefficient, own]): Series => {
    const values = own.map((run) => trajectoryColumn(run, column));
    const at = Array.from(values[0], (_, row) => meanDeviation(values.map((run) => run[row])));
    return {
      name: `coefficient ${coefficient}`,
      x: trajectoryColumn(own[0], "iteration"),
      y: at.map(({ mean }) => mean),
      low: at.map(({ mean, deviation }) => mean - (deviation ?? 0)),
      high: at.map(({ mean, deviation }) => mean + (deviation ?? 0)),
      mark: "line",
    };
  });
  return { title, x: { title: "iteration" }, y: { title: "" }, series };
}

const lastOf = (run: Trajectory, column: string) => trajectoryColumn(run, column).at(-1) as number;
const firstOf = (run: Trajectory, column: string) => trajectoryColumn(run, column)[0];

/** What every quantity is at the end, by coefficient. */
function endTable(runs: Runs, half: string): ResultTable {
  const nodes = ["{0}", "{0,1}", half];
  const columns = [
    "loss",
    ...Object.values(LOCALITY_COLUMNS),
    ...nodes.flatMap((node) => [`rank ${node}`, `effective rank ${node}`]),
  ];
  return {
    title: "At the end of training, mean ± standard deviation over seeds (loss: with the regulariser)",
    header: ["coefficient", ...columns],
    rows: [...runs].map(([coefficient, own]) => [
      coefficient,
      ...columns.map((column) => {
        const { mean, deviation } = meanDeviation(own.map((run) => lastOf(run, column)));
        return `${mean.toFixed(3)} ± ${(deviation ?? 0).toFixed(3)}`;
      }),
    ]),
  };
}

/** Criteria, stated before the recorded run. */
function comparisonsOf({ promoted }: LocalityRankPlan, runs: Runs, half: string): Comparison[] {
  const plain = runs.get(0) ?? [];
  const regularized = runs.get(promoted) ?? [];
  const ends = (own: readonly Trajectory[], column: string) => own.map((run) => lastOf(run, column));
  const text = (values: readonly number[]) => values.map((value) => value.toFixed(3)).join(", ");
  const fitted = (name: string, own: readonly Trajectory[]): Comparison => ({
    quantity: `training accuracy, ${name}`,
    paper: null,
    ours: text(ends(own, LOCALITY_COLUMNS.train)),
    criterion: "at least 0.99 for every seed",
    holds: ends(own, LOCALITY_COLUMNS.train).every((value) => value >= 0.99),
  });
  const falls = plain.map(
    (run) => firstOf(run, `effective rank ${half}`) - lastOf(run, `effective rank ${half}`),
  );
  return [
    fitted("unregularised", plain),
    fitted(`coefficient ${promoted}`, regularized),
    {
      quantity: "fall of the halves' effective separation rank in training, unregularised",
      paper: null,
      ours: text(falls),
      criterion: "above 0 for every seed",
      holds: falls.every((value) => value > 0),
    },
    paired(`effective rank ${half}`, "above"),
    paired(`rank ${half}`, "above"),
    paired(LOCALITY_COLUMNS.alignment, "below"),
    paired(LOCALITY_COLUMNS.test, "above"),
  ];

  function paired(column: string, side: "above" | "below"): Comparison {
    const before = ends(plain, column);
    const differences = ends(regularized, column).map((value, k) => value - before[k]);
    const { mean } = meanDeviation(differences);
    const { tTest } = comparePairs(differences);
    return {
      quantity: `${column}, coefficient ${promoted} minus unregularised, by seed`,
      paper: null,
      ours: `${text(differences)}; p = ${tTest === null ? "-" : tTest.toPrecision(2)}`,
      criterion: `mean ${side} 0, paired t-test p < 0.05`,
      holds: (side === "above" ? mean > 0 : mean < 0) && tTest !== null && tTest < 0.05,
    };
  }
}

export const LOCALITY_RANK: Experiment = Object.freeze({
  title: "The locality regulariser raises the separation rank of distant halves",
  source: "thesis sections 3.5 and 3.6, Proposition 9; no figure of the paper",
  load: async () => localityRank(LOCALITY_RANK_PLANS),
});
