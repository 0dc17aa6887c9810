import type { Draft } from "../../factorization/descent/train-in-pieces.js";
import { trainInPieces } from "../../factorization/descent/train-in-pieces.js";
import {
  adaptiveGradientDescent,
  blockNorms,
  completionTask,
  createObjective,
  deepCpFactorization,
  gaussianInitialization,
  halfSquareLoss,
  sampleEntries,
} from "../../factorization/index.js";
import { createRandom } from "../../random.js";
import { strides, type Tensor } from "../../tensor/tensor.js";
import type { ExperimentContext } from "../runs/experiment.js";

/** A completion of a tensor by a deep CP factorization (Hariz et al. 2022, section 5). */
export interface DepthRun {
  readonly name: string;
  readonly depth: number;
  /** R */
  readonly components: number;
  /** fraction of the entries that are observed */
  readonly observed: number;
  /** standard deviation of the vectors' entries, sigma_w */
  readonly vectors: number;
  /** standard deviation of the matrices' entries, sigma_A */
  readonly matrices: number;
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
  /** half the mean squared error over the observed entries */
  readonly loss: number;
  /** mean squared error over the others */
  readonly testError: number;
  /** components (blocks) of norm above 1, the paper's effective CP rank */
  readonly rank: number;
}

/** Learning rate of the adaptive gradient descent; the paper tells none. */
const LEARNING_RATE = 0.01;
const RECORD_EVERY = 500;

/**
 * Completes a tensor from some of its entries, and counts the blocks that have emerged.
 *
 * Observed entries are drawn by the seed alone, so that all runs of one fraction see the same; the start by seed and name. Source: Hariz
 * et al. (2022), sections 5.1 to 5.5; the optimizer is the adaptive gradient descent of thesis appendix A.2.2.2, which changes only the
 * step's length.
 */
export async function runDepth(
  truth: Pick<Tensor, "shape" | "data">,
  run: DepthRun,
  { seed, breathe, onProgress }: Pick<ExperimentContext, "seed" | "breathe" | "onProgress">,
  draft?: Draft,
): Promise<DepthOutcome> {
  const { name, depth, components, observed, vectors, matrices, maxIterations, stopBelow } = run;
  const { shape, data } = truth;
  const steps = strides(shape);
  const place = (index: readonly number[]) => index.reduce((sum, i, mode) => sum + i * steps[mode], 0);
  const entries = sampleEntries(
    shape,
    Math.round(observed * data.length),
    createRandom(seed, `observed ${observed}`),
  );
  const factorization = deepCpFactorization(shape, components, depth);
  const values = entries.map((index) => data[place(index)]);
  const { checkpoint, loss, outcome } = await trainInPieces(
    createObjective(factorization, completionTask(shape, entries, values, halfSquareLoss)),
    gaussianInitialization(
      factorization,
      (block) => (block.startsWith("A") ? matrices : vectors),
      createRandom(seed, name),
    ),
    adaptiveGradientDescent(LEARNING_RATE),
    { maxIterations, stopBelow, recordEvery: Math.min(RECORD_EVERY, maxIterations) },
    { label: name, breathe, onProgress, draft },
  );
  const predicted = factorization.endTensor(checkpoint.weights).data;
  const seen = new Set(entries.map(place));
  let squares = 0;
  for (let k = 0; k < data.length; k++) if (!seen.has(k)) squares += (predicted[k] - data[k]) ** 2;
  return {
    name,
    depth,
    vectors,
    observed,
    outcome,
    iterations: checkpoint.iteration,
    loss,
    testError: squares / (data.length - seen.size),
    rank: blockNorms(factorization, checkpoint.weights).filter((norm) => norm > 1).length,
  };
}
