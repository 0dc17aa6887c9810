import type { Draft } from "../../factorization/descent/train-in-pieces.js";
import { trainInPieces } from "../../factorization/descent/train-in-pieces.js";
import {
  blockNorms,
  completionTask,
  createObjective,
  deepCpFactorization,
  halfSquareLoss,
  sampleEntries,
} from "../../factorization/index.js";
import { createRandom } from "../../random.js";
import type { Tensor } from "../../tensor/tensor.js";
import type { ExperimentContext } from "../runs/experiment.js";
import { entriesOf, errorOfOthers } from "../runs/observe.js";
import { secondsSince } from "../runs/seconds-since.js";
import { type DeepStart, deepOptimizer, drawDeepStart } from "./deep-start.js";

/** A completion of a tensor by a deep CP factorization (Hariz et al. 2022, section 5). */
export interface DepthRun {
  readonly name: string;
  readonly depth: number;
  /** R */
  readonly components: number;
  /** fraction of the entries that are observed */
  readonly observed: number;
  readonly start: DeepStart;
  readonly maxIterations: number;
  /** a run ends where half the mean squared error over the observed entries is below this */
  readonly stopBelow: number;
}

/** What came of a run. */
export interface DepthOutcome {
  readonly name: string;
  readonly depth: number;
  readonly vectors: number;
  readonly observed: number;
  readonly outcome: string;
  readonly iterations: number;
  readonly seconds: number;
  /** half the mean squared error over the observed entries */
  readonly loss: number;
  /** mean squared error over the others */
  readonly testError: number;
  /** components (blocks) of norm above 1, the paper's effective CP rank */
  readonly rank: number;
}

const RECORD_EVERY = 500;

/**
 * Completes a tensor from some of its entries, and counts the blocks that have emerged.
 *
 * Observed entries are drawn by the seed alone, so that all runs of one fraction see the same; the start by seed and name. Source: Hariz
 * et al. (2022), sections 5.1 to 5.5, appendix B.
 */
export async function runDepth(
  truth: Pick<Tensor, "shape" | "data">,
  run: DepthRun,
  { seed, breathe, onProgress }: Pick<ExperimentContext, "seed" | "breathe" | "onProgress">,
  draft?: Draft,
): Promise<DepthOutcome> {
  const { name, depth, components, observed, start, maxIterations, stopBelow } = run;
  const begun = performance.now();
  const { shape, data } = truth;
  const entries = sampleEntries(
    shape,
    Math.round(observed * data.length),
    createRandom(seed, `observed ${observed}`),
  );
  const factorization = deepCpFactorization(shape, components, depth);
  const values = entriesOf(truth, entries);
  const { checkpoint, loss, outcome } = await trainInPieces(
    createObjective(factorization, completionTask(shape, { indices: entries, values }, halfSquareLoss)),
    drawDeepStart(factorization, start, createRandom(seed, name)),
    deepOptimizer(),
    {
      maxIterations,
      stopBelow,
      recordEvery: Math.min(RECORD_EVERY, maxIterations),
      label: name,
      breathe,
      onProgress,
      draft,
    },
  );
  return {
    name,
    depth,
    vectors: start.vectors,
    observed,
    outcome,
    iterations: checkpoint.iteration,
    seconds: secondsSince(begun),
    loss,
    testError: errorOfOthers(truth, factorization.endTensor(checkpoint.weights), entries),
    rank: blockNorms(factorization, checkpoint.weights).filter((norm) => norm > 1).length,
  };
}
