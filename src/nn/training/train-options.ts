import { InputError } from "../../errors.js";
import { checkSeed } from "../../random.js";
import { READOUT_NAMES, type ReadoutName } from "../layers/readout-names.js";
import { LOSS_NAMES, type LossName } from "../losses/loss-names.js";
import type { TrainingCheckpoint } from "./checkpoint.js";
import type { EpochRecord } from "./training-session.js";

/** How to train. Every option but the model has a default. */
export interface TrainOptions {
  /** one of {@link MODEL_NAMES} */
  readonly model: string;
  /** hidden layers, integer >= 1; default 3 */
  readonly layers?: number | undefined;
  /** width of the hidden layers, integer >= 1; default 64 */
  readonly hidden?: number | undefined;
  /** of Adam, > 0; default 1e-3 */
  readonly learningRate?: number | undefined;
  /** added to the gradient, >= 0; default 1e-4 */
  readonly weightDecay?: number | undefined;
  /** probability of a zero after each hidden layer, in [0, 1); default 0 */
  readonly dropout?: number | undefined;
  /** at most so many, integer >= 1; default 10000 */
  readonly epochs?: number | undefined;
  /** epochs without an improvement of the validation accuracy after which training stops, integer >= 1; default 1000 */
  readonly patience?: number | undefined;
  /** gain in validation accuracy that counts as an improvement, >= 0; default 0.01 */
  readonly minImprovement?: number | undefined;
  /** one of {@link LOSS_NAMES}; default `cross-entropy` */
  readonly loss?: LossName | undefined;
  /** how the vertices of a graph become one row, where graphs are classified; default `mean` */
  readonly readout?: ReadoutName | undefined;
  /** the part whose accuracy chooses the best epoch and says when to stop; for graphs also `train`; default `validation` */
  readonly monitor?: "validation" | "train" | undefined;
  /** of weights and dropout, integer in [0, 2^31); default 0 */
  readonly seed?: number | undefined;
  /** `auto`, `tensorflow`, `wasm`, `wasm-relaxed`, `webgpu` or `cpu`; default `auto` */
  readonly backend?: string | undefined;
  /** the state that an interrupted training of the same task and options left, to go on from; default none */
  readonly resume?: TrainingCheckpoint | undefined;
  /** epochs from one checkpoint to the next, integer >= 1; default 100 */
  readonly checkpointEvery?: number | undefined;
  /** takes what `resume` wants, every so many epochs and when the signal stops training */
  readonly onCheckpoint?: ((checkpoint: TrainingCheckpoint) => void | Promise<void>) | undefined;
  /** stops training between two epochs, with an InterruptedError */
  readonly signal?: AbortSignal | undefined;
  /** called after every epoch */
  readonly onEpoch?: ((record: EpochRecord) => void) | undefined;
  /** takes a line about what backend `auto` fell back to */
  readonly onMessage?: ((line: string) => void) | undefined;
}

/**
 * The protocol of the thesis's section 5.5.2 and appendix D.6.2.2. Learning rate and weight decay are tuned there for each model and data
 * set; here they are the values most frequent in its table D.2.
 */
export const TRAIN_DEFAULTS = Object.freeze({
  layers: 3,
  hidden: 64,
  learningRate: 1e-3,
  weightDecay: 1e-4,
  dropout: 0,
  epochs: 10_000,
  patience: 1000,
  minImprovement: 0.01,
  loss: "cross-entropy",
  readout: "mean",
  monitor: "validation",
  checkpointEvery: 100,
  seed: 0,
  backend: "auto",
});

/** The options that have a default. */
type DefaultedOptions = Omit<
  TrainOptions,
  "model" | "signal" | "onEpoch" | "onMessage" | "resume" | "onCheckpoint"
>;

/** Options with every default filled in. */
export type TrainSettings = Omit<TrainOptions, keyof DefaultedOptions> & {
  readonly [K in keyof DefaultedOptions]-?: NonNullable<DefaultedOptions[K]>;
};

/**
 * @throws InputError where an option is out of its range
 *
 * @example
 * ```ts
 * import { trainSettings } from "seprank/nn";
 *
 * trainSettings({ model: "gcn" }).hidden; // => 64
 * trainSettings({ model: "gcn", hidden: 16 }).hidden; // => 16
 * ```
 */
export function trainSettings(options: TrainOptions): TrainSettings {
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const settings = { ...TRAIN_DEFAULTS, ...given } as TrainSettings;
  for (const name of ["layers", "hidden", "epochs", "patience", "checkpointEvery"] as const)
    check(name, settings[name], "an integer >= 1", (value) => Number.isInteger(value) && value >= 1);
  check("learningRate", settings.learningRate, "a number > 0", (value) => value > 0 && value < Infinity);
  for (const name of ["weightDecay", "minImprovement"] as const)
    check(name, settings[name], "a number >= 0", (value) => value >= 0 && value < Infinity);
  check("dropout", settings.dropout, "a number in [0, 1)", (value) => value >= 0 && value < 1);
  checkOneOf("loss", settings.loss, LOSS_NAMES);
  checkOneOf("readout", settings.readout, READOUT_NAMES);
  checkOneOf("monitor", settings.monitor, ["validation", "train"]);
  checkSeed(settings.seed);
  return settings;
}

function checkOneOf(name: string, value: string, known: readonly string[]): void {
  if (!known.includes(value))
    throw new InputError(`${name}: expected one of ${known.join(", ")}, got ${JSON.stringify(value)}`);
}

function check(name: string, value: number, expected: string, holds: (value: number) => boolean): void {
  if (typeof value !== "number" || !holds(value))
    throw new InputError(`${name}: expected ${expected}, got ${value}`);
}
