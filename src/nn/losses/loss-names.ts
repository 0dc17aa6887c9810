/** The names of the losses. A file of its own, so that the command line can list them without loading TensorFlow.js. */
export const LOSS_NAMES = Object.freeze([
  "cross-entropy",
  "binary-cross-entropy",
  "mean-squared-error",
] as const);
export type LossName = (typeof LOSS_NAMES)[number];
