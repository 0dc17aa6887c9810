/** The names of the models. A file of its own, so that the command line can list them without loading TensorFlow.js. */
export const MODEL_NAMES = Object.freeze([
  "gcn",
  "gin",
  "gat",
  "gatv2",
  "sage",
  "resgcn",
  "product",
] as const);
export type ModelName = (typeof MODEL_NAMES)[number];
