import { trainInPieces } from "../../factorization/descent/train-in-pieces.js";
import {
  blockNorms,
  completionTask,
  cpFactorization,
  createObjective,
  type DeepCpFactorization,
  deepCpFactorization,
  groundTruth,
  halfSquareLoss,
  type Probe,
  sampleEntries,
  type Trajectory,
  trajectoryColumn,
} from "../../factorization/index.js";
import { createRandom } from "../../random.js";
import type { Comparison, ExperimentContext, RunExperiment, Scale } from "../runs/experiment.js";
import { entriesOf, errorOfOthers } from "../runs/observe.js";
import { secondsSince } from "../runs/seconds-since.js";
import { thinTrajectory } from "../runs/thin-trajectory.js";
import { deepOptimizer, drawDeepStart, OPEN_SETTINGS } from "./deep-start.js";

/** Deep CP factorizations of several depths from one size of start (Hariz et al. 2022, section 5.2). */
export interface BlockNormsPlan {
  readonly shape: readonly number[];
  /** CP rank of the ground truth, whose entries have mean square one */
  readonly rank: number;
  /** R */
  readonly blocks: number;
  readonly depths: readonly number[];
  /** sigma_w and sigma_A, of the vectors' and matrices' entries: variances where nothing else is asked for */
  readonly vectors: number;
  readonly matrices: number;
  readonly maxIterations: number;
  readonly stopBelow: number;
  readonly reduction: string | null;
}

/** 20 % of the entries are observed. R is that of the paper's 500 curves; the optimizer and when it ends are ours. */
const FULL = {
  shape: [10, 10, 10, 10],
  rank: 5,
  blocks: 500,
  maxIterations: 20_000,
  stopBelow: 1e-4,
  reduction: null,
} as const;
const SMALL = {
  ...FULL,
  blocks: 200,
  reduction: "200 blocks (paper: 500).",
} as const;

const FIGURE_2 = { depths: [0, 1, 2], vectors: 0.01, matrices: 0.01 } as const;
const FIGURE_3 = { depths: [0, 1, 3, 5], vectors: 0.005, matrices: 0.1 } as const;

export const FIGURE_2_HARIZ_PLANS: Readonly<Record<Scale, BlockNormsPlan>> = Object.freeze({
  full: { ...FULL, ...FIGURE_2 },
  small: { ...SMALL, ...FIGURE_2 },
});
export const FIGURE_3_HARIZ_PLANS: Readonly<Record<Scale, BlockNormsPlan>> = Object.freeze({
  full: { ...FULL, ...FIGURE_3 },
  small: { ...SMALL, ...FIGURE_3 },
});

const OBSERVED = 0.2;
/** Blocks drawn, the largest ones: the others lie on the axis. */
const LARGEST = 40;
const RECORD_EVERY = 20;
const MOST_ROWS = 100;
interface DepthTrajectory {
  readonly depth: number;
  readonly outcome: string;
  readonly iterations: number;
  readonly loss: number;
  readonly seconds: number;
  /** mean squared error over the entries that are not observed */
  readonly testError: number;
  /** blocks of norm above 1 */
  readonly effectiveRank: number;
  /** thinned */
  readonly trajectory: Trajectory;
}

/** Figures 2 and 3: norms of the blocks along the way, and the loss, by depth. Source: Hariz et al. (2022), section 5.2. */
export const blockNormsFigure =
  (plans: Readonly<Record<Scale, BlockNormsPlan>>): RunExperiment =>
  async (context) => {
    const plan = plans[context.scale];
    const found: DepthTrajectory[] = [];
    for (const depth of plan.depths) found.push(await runOne(depth, plan, context));
    const ranks = found.map(({ effectiveRank }) => effectiveRank);
    return {
      reduction: plan.reduction,
      figures: [
        {
          name: "figure",
          figure: {
            title: "Norms of the blocks of deep CP factorizations",
            subtitle: `sigma_w ${plan.vectors}, sigma_A ${plan.matrices} (read as ${context.sigma ?? "variance"}); the ${LARGEST} largest of ${plan.blocks} blocks; the last panel has the losses`,
            columns: 2,
            panels: [
              ...found.map(({ depth, trajectory }) => ({
                title: `depth ${depth}`,
                x: { title: "iteration" },
                y: { title: "block norms" },
                series: norms.map((column) => ({
                  name: "",
                  x: trajectoryColumn(trajectory, "iteration"),
                  y: trajectoryColumn(trajectory, column),
                })),
              })),
              {
                title: "loss",
                x: { title: "iteration" },
                y: { title: "loss", scale: "log" as const },
                series: found.map(({ depth, trajectory }) => ({
                  name: `depth ${depth}`,
                  x: trajectoryColumn(trajectory, "iteration"),
                  y: trajectoryColumn(trajectory, "loss"),
                })),
              },
            ],
          },
        },
      ],
      comparisons: [
        ...found.map(
          ({ depth, effectiveRank, outcome, iterations, loss, testError }): Comparison => ({
            quantity: `depth ${depth}: blocks of norm above 1 (${outcome} at iteration ${iterations}, loss ${loss.toPrecision(2)}, test error ${testError.toPrecision(2)})`,
            paper: null,
            ours: effectiveRank,
          }),
        ),
        nearerComparison(plan.depths, ranks, plan.rank),
      ],
      open: OPEN_SETTINGS,
      runs: found.map(({ depth, outcome, iterations, loss, seconds }) => ({
        name: `depth ${depth}`,
        outcome,
        iterations,
        loss,
        seconds,
      })),
      trajectories: found.map(({ depth, trajectory }) => ({ name: `depth-${depth}`, trajectory })),
    };
  };

const norms = Array.from({ length: LARGEST }, (_, r) => `block norm ${r + 1}`);

async function runOne(
  depth: number,
  plan: BlockNormsPlan,
  context: ExperimentContext,
): Promise<DepthTrajectory> {
  const { shape, rank, blocks, vectors, matrices, maxIterations, stopBelow } = plan;
  return context.part(`depth-${depth}`, async (draft) => {
    const begun = performance.now();
    const random = createRandom(context.seed, "ground truth and observations");
    const entries = shape.reduce((product, d) => product * d, 1);
    const truth = groundTruth(cpFactorization(shape, rank), Math.sqrt(entries), random);
    const indices = sampleEntries(shape, Math.round(OBSERVED * entries), random);
    const factorization = deepCpFactorization(shape, blocks, depth);
    const run = await trainInPieces(
      createObjective(
        factorization,
        completionTask(shape, { indices, values: entriesOf(truth, indices) }, halfSquareLoss),
      ),
      drawDeepStart(
        factorization,
        { vectors, matrices, sigma: context.sigma ?? "variance" },
        createRandom(context.seed, `depth ${depth}`),
      ),
      deepOptimizer(),
      {
        maxIterations,
        stopBelow,
        recordEvery: RECORD_EVERY,
        probes: [blockNormsProbe(factorization)],
        label: `depth ${depth}`,
        draft,
        breathe: context.breathe,
        onProgress: context.onProgress,
      },
    );
    return {
      depth,
      outcome: run.outcome,
      iterations: run.checkpoint.iteration,
      loss: run.loss,
      seconds: secondsSince(begun),
      testError: errorOfOthers(truth, factorization.endTensor(run.checkpoint.weights), indices),
      effectiveRank: blockNorms(factorization, run.checkpoint.weights).filter((norm) => norm > 1).length,
      trajectory: thinTrajectory(run.trajectory, MOST_ROWS),
    };
  });
}

function blockNormsProbe(factorization: DeepCpFactorization): Probe {
  return {
    columns: norms,
    measure(weights) {
      const falling = blockNorms(factorization, weights).sort().reverse();
      return norms.map((_, r) => falling[r] ?? 0);
    },
  };
}

/** Whether the deepest factorization's effective rank is at least as near to the ground truth's as the shallowest one's. */
export function nearerComparison(
  depths: readonly number[],
  ranks: readonly number[],
  rank: number,
): Comparison {
  const off = (k: number) => Math.abs(ranks[k] - rank);
  return {
    quantity: `effective rank by depth ${depths.join(", ")}`,
    paper: "nearer the true rank where deeper",
    ours: ranks.join(", "),
    criterion: `depth ${depths[depths.length - 1]} not further from ${rank} than depth ${depths[0]}`,
    holds: off(ranks.length - 1) <= off(0),
  };
}
