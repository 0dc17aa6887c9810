import { InputError } from "../../errors.js";
import type { Random } from "../../random.js";
import { gradientDescent } from "../descent/gradient-descent.js";
import { type Run, train } from "../descent/train.js";
import { balancedInitialization } from "../initialization/balanced-initialization.js";
import { unbalancedInitialization } from "../initialization/unbalanced-initialization.js";
import { endDeterminant } from "../models/end-determinant.js";
import { type MatrixFactorization, matrixFactorization } from "../models/matrix-factorization.js";
import { halfSquareLoss } from "../objectives/loss.js";
import { createObjective } from "../objectives/objective.js";
import { completionTask } from "../objectives/task.js";
import { entriesProbe, rankMeasuresProbe } from "../probes/probes.js";

/** Settings of {@link unobservedEntry}. */
export interface UnobservedEntryOptions {
  /** L >= 2. */
  readonly depth: number;
  readonly learningRate: number;
  /** Standard deviation of the initial end matrix's entries. */
  readonly deviation: number;
  readonly initialization: "balanced" | "unbalanced";
  /** Default 1e-4, the paper's. */
  readonly stopBelow?: number;
  /** Default 5e6, the paper's. */
  readonly maxIterations?: number;
  /** Default 1000. */
  readonly recordEvery?: number;
}

/**
 * Completes a 2-by-2 matrix from three entries, which can be fitted the better the larger the fourth: gradient descent
 * drives it, and with it all norms, up, while the effective rank goes to one.
 *
 * Observed: (1, 2) and (2, 1) hold 1, (2, 2) holds 0; the initial end matrix has positive determinant. Source: thesis
 * sections 1.3.1 and 1.4.1, Figure 1.1, appendix A.2.2.1.
 *
 * On the flow's way the end matrix is nearly of rank one, so the entry is about 1 / sqrt(2 loss): 71 at the paper's last
 * loss, 1e-4, as long as the determinant is positive. That it stays so (Lemma 6) is proven for a balanced start, where
 * all layers are of one absolute determinant. Gradient descent still loses it at depth 2, where the smaller singular
 * value decays exponentially, the later the smaller the step. From an unbalanced start a layer's determinant may pass
 * through zero in the flow itself, at a time that does not depend on the step; the entry then ends wherever it is.
 *
 * @returns the factorization and its run, whose trajectory has the columns "entry (0,0)" (the unobserved one), "nuclear
 *   norm", "Frobenius norm", "spectral norm", "effective rank", "distance from rank 1" and "determinant"
 *
 * Complexity: O(depth) for an iteration.
 * @throws InputError where an option is out of range
 *
 * @example
 * ```ts
 * import { createRandom } from "seprank";
 * import { unobservedEntry } from "seprank/factorization";
 *
 * const { run } = unobservedEntry(
 *   { depth: 2, learningRate: 0.01, deviation: 0.1, initialization: "balanced", maxIterations: 2000 },
 *   createRandom(0),
 * );
 * run.trajectory.columns.includes("loss"); // => true
 * ```
 */
export function unobservedEntry(
  {
    depth,
    learningRate,
    deviation,
    initialization,
    stopBelow = 1e-4,
    maxIterations = 5e6,
    recordEvery = 1000,
  }: UnobservedEntryOptions,
  random: Random,
): { factorization: MatrixFactorization; run: Run } {
  const initialize = INITIALIZATIONS[initialization];
  if (initialize === undefined)
    throw new InputError(
      `initialization: expected one of ${Object.keys(INITIALIZATIONS).join(", ")}, got ${initialization}`,
    );
  const factorization = matrixFactorization([2, 2], depth);
  const observed = [
    [0, 1],
    [1, 0],
    [1, 1],
  ];
  const task = completionTask([2, 2], { indices: observed, values: [1, 1, 0] }, halfSquareLoss, "sum");
  const run = train(
    createObjective(factorization, task),
    initialize(factorization, deviation, random, 1),
    gradientDescent(learningRate),
    {
      maxIterations,
      stopBelow,
      recordEvery,
      probes: [
        entriesProbe(factorization, [[0, 0]]),
        rankMeasuresProbe(factorization, [0], 1),
        { columns: ["determinant"], measure: (weights) => [endDeterminant(factorization, weights)] },
      ],
    },
  );
  return { factorization, run };
}

const INITIALIZATIONS = { balanced: balancedInitialization, unbalanced: unbalancedInitialization };
