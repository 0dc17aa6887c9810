/** The names of the models. A file of its own, so that the command line can list them without loading TensorFlow.js. */
export const MODEL_NAMES = Object.freeze([
  "gcn",
  "gin",
  "gin-0",
  "gat",
  "gatv2",
  "sage",
  "sage-max",
  "resgcn",
  "product",
  "rgcn",
  "relational-product",
] as const);
export type ModelName = (typeof MODEL_NAMES)[number];

/** The models whose weights have names in PyTorch Geometric. */
export const PYG_MODELS = Object.freeze([
  "gcn",
  "gin",
  "gin-0",
  "gat",
  "gatv2",
  "sage",
] as const satisfies readonly ModelName[]);
