import { quantile } from "../../../evaluate/statistics/quantile.js";
import { trainInPieces } from "../../../factorization/descent/train-in-pieces.js";
import {
  adaptiveGradientDescent,
  completionTask,
  cpFactorization,
  cpGroundTruth,
  createObjective,
  gaussianInitialization,
  sampleEntries,
  squareLoss,
} from "../../../factorization/index.js";
import type { Panel, Series } from "../../../figure.js";
import { createRandom } from "../../../random.js";
import {
  type CpAlsOptions,
  cpRank,
  createTensor,
  frobeniusNorm,
  type Tensor,
} from "../../../tensor/index.js";
import { frobeniusDistance } from "../../../tensor/rank-measures.js";
import type { Comparison, ExperimentContext, RunExperiment, Scale } from "../../runs/experiment.js";
import { entriesOf } from "../../runs/observe.js";

/** Completion of a low-rank tensor from more and more entries (thesis appendix A.2.2.2). */
export interface ObservationCountPlan {
  /** CP rank of the ground truth */
  readonly rank: number;
  readonly tensors: readonly {
    readonly shape: readonly number[];
    readonly counts: readonly number[];
    /** default: those of the plan */
    readonly deviations?: readonly number[];
  }[];
  /** standard deviations of the initial weights, falling */
  readonly deviations: readonly number[];
  /** initializations of each */
  readonly trials: number;
  readonly maxIterations: number;
  readonly stopBelow: number;
  /** how solutions' ranks are estimated; ranks above `mostRank` count as one more than it */
  readonly mostRank: number;
  readonly als: Pick<CpAlsOptions, "restarts" | "maxSweeps">;
  readonly reduction: string | null;
}

interface Solution {
  readonly error: number;
  readonly rank: number;
}

/** Method, observed entries, and the solutions of all trials. */
interface Cell {
  readonly method: string;
  readonly count: number;
  readonly solutions: readonly Solution[];
}

/** Mean squared error below which alternating least squares has reached a tensor (thesis appendix A.2.2.2). */
const RANK_THRESHOLD = 1e-6;
const RECORD_EVERY = 100;
const LINEAR = "linear";

/**
 * Figures 1.2 and A.3: reconstruction error and rank against the number of observations, of a CP factorization with enough components for
 * every tensor ("tf") and of zeros where nothing is observed ("linear").
 *
 * Source: thesis section 1.4.2, appendix A.2.2.2.
 */
export const observationCount =
  (plans: Readonly<Record<Scale, ObservationCountPlan>>): RunExperiment =>
  async (context) => {
    const plan = plans[context.scale];
    const panels: Panel[] = [];
    const comparisons: Comparison[] = [];
    for (const { shape, counts, deviations = plan.deviations } of plan.tensors) {
      const name = shape.join("x");
      const truth = cpGroundTruth(shape, plan.rank, 1, createRandom(context.seed, `ground truth ${name}`));
      const cells: Cell[] = [];
      for (const count of counts)
        cells.push(...(await solveAll(truth, count, { ...plan, deviations }, context)));
      panels.push(
        panel(name, cells, { title: "reconstruction error", of: ({ error }) => error, scale: "log" }),
      );
      panels.push(panel(name, cells, { title: "rank", of: ({ rank }) => rank, scale: "linear" }));
      comparisons.push(...compare(name, cells, deviations, plan.rank));
    }
    return {
      reduction: plan.reduction,
      figures: [
        {
          name: "figure",
          figure: {
            title: "Gradient descent over a tensor factorization finds low rank",
            subtitle: `ground truth of CP rank ${plan.rank}; medians and quartiles over ${plan.trials} initializations; ranks above ${plan.mostRank} are drawn as ${plan.mostRank + 1}`,
            columns: 2,
            panels,
          },
        },
      ],
      comparisons,
    };
  };

async function solveAll(
  truth: Tensor,
  count: number,
  plan: ObservationCountPlan,
  context: ExperimentContext,
): Promise<Cell[]> {
  const { shape } = truth;
  const key = `${shape.join("x")}-${count}`;
  const indices = sampleEntries(shape, count, createRandom(context.seed, `observations ${key}`));
  const linear = await context.part(`${key}-linear`, () => {
    const observed = createTensor(shape);
    indices.forEach((index, k) => {
      const place = index.reduce((sum, i, n) => sum * shape[n] + i, 0);
      observed.data[place] = entriesOf(truth, [indices[k]])[0];
    });
    return judge(observed, truth, plan, context);
  });
  const cells: Cell[] = [{ method: LINEAR, count, solutions: [linear] }];
  const task = completionTask(shape, { indices, values: entriesOf(truth, indices) }, squareLoss);
  const factorization = cpFactorization(shape, truth.data.length / Math.max(...shape));
  for (const deviation of plan.deviations) {
    const solutions: Solution[] = [];
    for (let trial = 1; trial <= plan.trials; trial++) {
      const name = `${key}-init-${deviation}-trial-${trial}`;
      solutions.push(
        await context.part(name, async (draft) => {
          const { checkpoint } = await trainInPieces(
            createObjective(factorization, task),
            gaussianInitialization(factorization, deviation, createRandom(context.seed, name)),
            adaptiveGradientDescent(),
            {
              maxIterations: plan.maxIterations,
              stopBelow: plan.stopBelow,
              recordEvery: RECORD_EVERY,
              label: name,
              draft,
              breathe: context.breathe,
              onProgress: context.onProgress,
            },
          );
          return judge(factorization.endTensor(checkpoint.weights), truth, plan, context);
        }),
      );
    }
    cells.push({ method: method(deviation), count, solutions });
  }
  return cells;
}

const method = (deviation: number) => `tf (init ${deviation})`;

function judge(
  solution: Tensor,
  truth: Tensor,
  { mostRank, als }: ObservationCountPlan,
  { seed }: Pick<ExperimentContext, "seed">,
): Solution {
  const { rank } = cpRank(solution, createRandom(seed, "alternating least squares"), {
    ...als,
    threshold: RANK_THRESHOLD,
    maxRank: mostRank,
  });
  return {
    error: frobeniusDistance(solution.data, truth.data) / frobeniusNorm(truth.data),
    rank: rank ?? mostRank + 1,
  };
}

/** A number of a solution that is drawn. */
interface DrawnNumber {
  readonly title: string;
  readonly of: (solution: Solution) => number;
  readonly scale: "log" | "linear";
}

function panel(tensor: string, cells: readonly Cell[], { title, of, scale }: DrawnNumber): Panel {
  const methods = [...new Set(cells.map(({ method }) => method))];
  return {
    title: tensor,
    x: { title: "observations" },
    y: { title, scale },
    series: methods.map((name): Series => {
      const own = cells.filter(({ method }) => method === name);
      const at = (share: number) => own.map(({ solutions }) => quantile(solutions.map(of), share));
      return {
        name,
        x: own.map(({ count }) => count),
        y: at(0.5),
        low: at(0.25),
        high: at(0.75),
        mark: "line-points",
      };
    }),
  };
}

function compare(
  tensor: string,
  cells: readonly Cell[],
  deviations: readonly number[],
  rank: number,
): Comparison[] {
  const smallest = method(deviations[deviations.length - 1]);
  const median = (name: string, of: (solution: Solution) => number) =>
    cells.filter(({ method }) => method === name).map(({ solutions }) => quantile(solutions.map(of), 0.5));
  const errors = median(smallest, ({ error }) => error);
  const linear = median(LINEAR, ({ error }) => error);
  const ranks = median(smallest, (solution) => solution.rank);
  return [
    smallerErrorComparison(`${tensor}, ${smallest}`, errors, linear),
    rankComparison(`${tensor}, ${smallest}`, ranks, rank),
  ];
}

/**
 * Whether the factorization reconstructs better than zeros, but for the fewest observations, which do not tell the tensor, and the most,
 * where zeros miss a single entry and the factorization stops at its threshold.
 */
export function smallerErrorComparison(
  what: string,
  errors: readonly number[],
  linear: readonly number[],
): Comparison {
  const between = errors.slice(1, -1);
  const better = between.filter((error, k) => error < linear[k + 1]).length;
  return {
    quantity: `${what}: numbers of observations with a smaller median error than linear`,
    paper: "all",
    ours: `${better} of ${between.length} between the fewest and the most`,
    criterion: "all",
    holds: between.length > 0 && better === between.length,
  };
}

/** Whether solutions have the ground truth's rank, from the second fewest observations on. */
export function rankComparison(what: string, ranks: readonly number[], rank: number): Comparison {
  return {
    quantity: `${what}: median rank by number of observations`,
    paper: rank,
    ours: ranks.join(", "),
    criterion: `${rank}, but for the fewest observations`,
    holds: ranks.slice(1).every((found) => found === rank),
  };
}
