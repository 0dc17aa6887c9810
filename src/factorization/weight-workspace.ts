import type { Float64Arena, Reserved } from "../kernels/float64/arena.js";
import type { Evaluator, WeightBlock } from "./factorization.js";

/** What a pass forward writes, and what one backward starts from. */
export interface SampleArrays {
  /** [samples] predictions */
  readonly samples: Reserved;
  /** [samples] gradient of the loss in the predictions */
  readonly residuals: Reserved;
}

/** An evaluator's own arrays, in the memory of its kernels. */
export interface WeightWorkspace extends SampleArrays {
  /** By weight block: the weights and their gradient. */
  readonly weights: readonly Reserved[];
  readonly gradients: readonly Reserved[];
  /**
   * Seals the arena and makes the evaluator of two computations within it: from the weights to the samples, and from the
   * residuals to the gradient.
   */
  evaluator(forward: () => void, backward: () => void): Evaluator;
}

/** Reserves the arrays that every evaluator has; other arrays are copied in and out. */
export function createWeightWorkspace(
  arena: Float64Arena,
  blocks: readonly WeightBlock[],
  weightCount: number,
  sampleCount: number,
): WeightWorkspace {
  const weights = arena.reserve(weightCount);
  const gradient = arena.reserve(weightCount);
  const samples = arena.reserve(sampleCount);
  const residuals = arena.reserve(sampleCount);
  const parts = (whole: Reserved) =>
    blocks.map(({ offset, rows, columns }) => arena.view(whole, offset, rows * columns));
  return {
    weights: parts(weights),
    gradients: parts(gradient),
    samples,
    residuals,
    evaluator(forward, backward) {
      arena.seal();
      const workspace = {
        weights: weights.values,
        gradient: gradient.values,
        samples: samples.values,
        residuals: residuals.values,
        subtractScaled: arena.kernels.subtractScaled,
      };
      return {
        workspace,
        predict(given, predictions) {
          if (given !== workspace.weights) workspace.weights.set(given);
          forward();
          if (predictions !== workspace.samples) predictions.set(workspace.samples);
        },
        pullBack(_, given, out) {
          if (given !== workspace.residuals) workspace.residuals.set(given);
          backward();
          if (out !== workspace.gradient) out.set(workspace.gradient);
        },
      };
    },
  };
}
