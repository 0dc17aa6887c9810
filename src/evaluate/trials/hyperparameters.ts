import { TRAIN_DEFAULTS, type TrainSettings, trainSettings } from "../../nn/training/train-options.js";

/** What decides a trial's outcome beside the graph, the method and the seed; see TrainOptions. */
export type Hyperparameters = Pick<
  TrainSettings,
  "layers" | "hidden" | "learningRate" | "weightDecay" | "dropout" | "epochs" | "patience" | "minImprovement"
>;

/** {@link TRAIN_DEFAULTS}, as far as they decide a trial's outcome. */
export const DEFAULT_HYPERPARAMETERS: Hyperparameters = Object.freeze({
  layers: TRAIN_DEFAULTS.layers,
  hidden: TRAIN_DEFAULTS.hidden,
  learningRate: TRAIN_DEFAULTS.learningRate,
  weightDecay: TRAIN_DEFAULTS.weightDecay,
  dropout: TRAIN_DEFAULTS.dropout,
  epochs: TRAIN_DEFAULTS.epochs,
  patience: TRAIN_DEFAULTS.patience,
  minImprovement: TRAIN_DEFAULTS.minImprovement,
});

/**
 * Where a model departs from the defaults on every data set. ResGCN has ten layers (thesis, appendix D.6.2.2); its dropout is that
 * of the implementation which the thesis takes over from UGS.
 */
export const MODEL_HYPERPARAMETERS: Readonly<Record<string, Partial<Hyperparameters>>> = Object.freeze({
  resgcn: Object.freeze({ layers: 10, dropout: 0.5 }),
});

/** Table D.2 of the thesis: learning rate and weight decay by model, then by data set. */
export const PAPER_HYPERPARAMETERS: Readonly<
  Record<string, Readonly<Record<string, Pick<Hyperparameters, "learningRate" | "weightDecay">>>>
> = Object.freeze({
  gcn: Object.freeze({
    cora: { learningRate: 5e-4, weightDecay: 1e-3 },
    dblp: { learningRate: 1e-3, weightDecay: 1e-4 },
    "ogbn-arxiv": { learningRate: 1e-3, weightDecay: 0 },
    chameleon: { learningRate: 1e-3, weightDecay: 1e-4 },
    squirrel: { learningRate: 5e-4, weightDecay: 0 },
    "amazon-computers": { learningRate: 1e-3, weightDecay: 1e-4 },
  }),
  gin: Object.freeze({
    cora: { learningRate: 1e-3, weightDecay: 1e-3 },
    dblp: { learningRate: 1e-3, weightDecay: 1e-3 },
    "ogbn-arxiv": { learningRate: 1e-4, weightDecay: 0 },
  }),
  resgcn: Object.freeze({
    cora: { learningRate: 5e-4, weightDecay: 1e-3 },
    dblp: { learningRate: 5e-4, weightDecay: 1e-4 },
    "ogbn-arxiv": { learningRate: 1e-3, weightDecay: 0 },
  }),
});

/** Hyperparameters a caller set; what is absent or undefined keeps its value. */
export type HyperparameterOverrides = {
  readonly [K in keyof Hyperparameters]?: Hyperparameters[K] | undefined;
};

/**
 * A model's effective hyperparameters on a data set: the defaults, then the model's, then Table D.2, then the
 * caller's.
 *
 * @throws InputError where a caller's value is out of its range
 *
 * @example
 * ```ts
 * import { hyperparametersFor } from "seprank/results";
 *
 * hyperparametersFor("gcn", "cora", { epochs: 100 }).epochs; // => 100
 * ```
 */
export function hyperparametersFor(
  model: string,
  dataset: string,
  overrides: HyperparameterOverrides = {},
): Hyperparameters {
  const effective: Hyperparameters = {
    ...DEFAULT_HYPERPARAMETERS,
    ...MODEL_HYPERPARAMETERS[model],
    ...PAPER_HYPERPARAMETERS[model]?.[dataset],
    ...Object.fromEntries(Object.entries(overrides).filter(([, value]) => value !== undefined)),
  };
  trainSettings({ ...effective, model });
  return effective;
}
