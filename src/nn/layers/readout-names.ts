/** How a graph's vertices become its row. A file of its own, so that the command line can list them without TensorFlow.js. */
export const READOUT_NAMES = Object.freeze(["mean", "sum", "max", "product"] as const);
export type ReadoutName = (typeof READOUT_NAMES)[number];
