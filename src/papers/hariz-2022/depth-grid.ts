import { cpFactorization, groundTruth } from "../../factorization/index.js";
import { createRandom } from "../../random.js";
import type { ExperimentContext, RunEnd } from "../runs/experiment.js";
import { type DepthOutcome, runDepth } from "./depth-run.js";

/** Completions from many starts, by depth (Hariz et al. 2022, sections 5.3 and 5.4). */
export interface DepthGridPlan {
  readonly shape: readonly number[];
  /** CP rank of the ground truth, whose entries have mean square one */
  readonly rank: number;
  /** R */
  readonly blocks: number;
  readonly depths: readonly number[];
  /** sigma_w and sigma_A, variances where nothing else is asked for; all pairs */
  readonly vectors: readonly number[];
  readonly matrices: readonly number[];
  /** starts of every pair */
  readonly starts: number;
  readonly maxIterations: number;
  readonly stopBelow: number;
  readonly reduction: string | null;
}

/**
 * 1500 runs as in the paper's Figure 4, which tells neither the initializations, the optimizer nor the iterations: those are ours. Figure
 * 5 and Table 1 show such runs too. As variances, sigma_A = 0.1 leaves a vector's length as it is on average, 10 entries long.
 */
const FULL: DepthGridPlan = {
  shape: [10, 10, 10, 10],
  rank: 5,
  blocks: 500,
  depths: [0, 1, 2, 3, 4, 5],
  vectors: [0.001, 0.0025, 0.005, 0.01, 0.04],
  matrices: [0.01, 0.03, 0.06, 0.1, 0.15],
  starts: 10,
  maxIterations: 20_000,
  stopBelow: 1e-4,
  reduction: null,
};

/**
 * The paper's grid and a small one. Far fewer blocks do not do: with 30 such starts end beside the tensor, in two to four blocks that fit
 * the observed entries badly and the others not at all.
 */
export const DEPTH_GRID_PLANS = Object.freeze({
  full: FULL,
  small: {
    ...FULL,
    blocks: 200,
    vectors: [0.0025, 0.01, 0.04],
    matrices: [0.1],
    starts: 1,
    reduction: "200 blocks (paper: 500), 18 runs (paper: 1500).",
  },
} satisfies Record<"full" | "small", DepthGridPlan>);

/** Every run of a grid, all on one ground truth. */
export async function runDepthGrid(
  { shape, rank, blocks, depths, vectors, matrices, starts, maxIterations, stopBelow }: DepthGridPlan,
  observed: number,
  context: ExperimentContext,
): Promise<DepthOutcome[]> {
  const norm = Math.sqrt(shape.reduce((product, d) => product * d, 1));
  const truth = groundTruth(cpFactorization(shape, rank), norm, createRandom(context.seed, "ground truth"));
  const outcomes: DepthOutcome[] = [];
  // Without matrices there is nothing for their deviation to say; such runs are further starts.
  for (const depth of depths)
    for (const sigma of vectors)
      for (const [k, of] of matrices.entries())
        for (let start = 0; start < starts; start++) {
          const name = `depth-${depth}-vectors-${sigma}-matrices-${of}-start-${k * starts + start}`;
          const begin = { vectors: sigma, matrices: of, sigma: context.sigma ?? "variance" };
          const run = { name, depth, components: blocks, observed, start: begin };
          outcomes.push(
            await context.part(`observed-${observed}-${name}`, (draft) =>
              runDepth(truth, { ...run, maxIterations, stopBelow }, context, draft),
            ),
          );
        }
  return outcomes;
}

/** How far a run's point is moved, so that those of one depth stand side by side. */
export function sideBySide(run: DepthOutcome, all: readonly DepthOutcome[], width = 0.6): number {
  const same = all.filter(({ depth }) => depth === run.depth);
  return ((same.indexOf(run) + 0.5) / same.length - 0.5) * width;
}

/** How the runs of a grid ended, for the record. */
export function runEnds(outcomes: readonly DepthOutcome[]): RunEnd[] {
  return outcomes.map(({ name, observed, outcome, iterations, loss, seconds }) => ({
    name: `${name}, ${Math.round(100 * observed)} % observed`,
    outcome,
    iterations,
    loss,
    seconds,
  }));
}
