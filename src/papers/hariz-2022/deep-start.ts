import {
  adaptiveGradientDescent,
  type DeepCpFactorization,
  gaussianInitialization,
  nearIdentityInitialization,
  type Optimizer,
  rankOneInitialization,
} from "../../factorization/index.js";
import type { Random } from "../../random.js";
import type { SigmaReading } from "../runs/experiment.js";

/** How a deep CP factorization is begun (Hariz et al. 2022, section 5.1). */
export interface DeepStart {
  /** sigma_w, of the vectors' entries */
  readonly vectors: number;
  /** sigma_A, of the matrices' entries; rank-one matrices have the vectors' norm instead */
  readonly matrices: number;
  /** Section 5.1 calls both "variance", section 5.5 "std". */
  readonly sigma: SigmaReading;
  /** default "gaussian"; "near-identity" adds 1 on the matrices' diagonals, "rank-one" is that of Theorem 3.2 (ii) */
  readonly kind?: "gaussian" | "near-identity" | "rank-one";
}

/** The standard deviation that a sigma stands for: its square root where it is a variance. */
export function deviationOf(sigma: number, reading: SigmaReading): number {
  return reading === "variance" ? Math.sqrt(sigma) : sigma;
}

/** Draws the weights of a start. */
export function drawDeepStart(
  factorization: DeepCpFactorization,
  { vectors, matrices, sigma, kind = "gaussian" }: DeepStart,
  random: Random,
): Float64Array {
  const deviations = {
    vectors: deviationOf(vectors, sigma),
    matrices: deviationOf(matrices, sigma),
  };
  if (kind === "rank-one") return rankOneInitialization(factorization, deviations.vectors, random);
  if (kind === "near-identity") return nearIdentityInitialization(factorization, deviations, random);
  return gaussianInitialization(
    factorization,
    (block) => (block.startsWith("A") ? deviations.matrices : deviations.vectors),
    random,
  );
}

const LEARNING_RATE = 0.01;
const DECAY = 0.99;
/**
 * In place of the thesis's 1e-6: from small starts the gradients of a deep factorization are far smaller, and such an offset would let
 * nothing move.
 */
const OFFSET = 1e-30;

/**
 * The optimizer of all experiments here; the paper names none. It is the adaptive gradient descent of thesis appendix A.2.2.2, which
 * changes only the step's length, with a smaller offset.
 */
export function deepOptimizer(): Optimizer {
  return adaptiveGradientDescent(LEARNING_RATE, DECAY, OFFSET);
}

/** What the paper does not say, and what is taken. */
export const OPEN_SETTINGS: readonly string[] = Object.freeze([
  `optimizer: adaptive gradient descent, learning rate ${LEARNING_RATE}, decay ${DECAY}, offset ${OFFSET}`,
  "when a run ends: half the mean squared error over the observed entries below 1e-4 (1e-3 on real data), or the iterations named",
]);
