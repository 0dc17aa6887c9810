import { InputError } from "../errors.js";
import { checkSeed } from "../random.js";

/** How to train. Every option but the model has a default. */
export interface TrainOptions {
  /** one of {@link MODEL_NAMES} */
  readonly model: string;
  /** hidden layers, integer >= 1; default 3 */
  readonly layers?: number | undefined;
  /** width of the hidden layers, integer >= 1; default 64 */
  readonly hidden?: number | undefined;
  /** of Adam, > 0; default 5e-4 */
  readonly learningRate?: number | undefined;
  /** added to the gradient, >= 0; default 1e-3 */
  readonly weightDecay?: number | undefined;
  /** probability of a zero after each hidden layer, in [0, 1); default 0 */
  readonly dropout?: number | undefined;
  /** at most so many, integer >= 1; default 10000 */
  readonly epochs?: number | undefined;
  /** epochs without an improvement of the validation accuracy after which training stops, integer >= 1; default 1000 */
  readonly patience?: number | undefined;
  /** gain in validation accuracy that counts as an improvement, >= 0; default 0.01 */
  readonly minImprovement?: number | undefined;
  /** of weights and dropout, integer in [0, 2^31); default 0 */
  readonly seed?: number | undefined;
  /** `auto`, `tensorflow`, `wasm` or `cpu`; default `auto` */
  readonly backend?: string | undefined;
  /** stops training between two epochs, with an InterruptedError */
  readonly signal?: AbortSignal | undefined;
  /** called after every epoch */
  readonly onEpoch?: ((record: EpochRecord) => void) | undefined;
  /** takes a line about what backend `auto` fell back to */
  readonly onMessage?: ((line: string) => void) | undefined;
}

/** One epoch: loss and accuracies of the parameters that its step started from. */
export interface EpochRecord {
  /** from 1 */
  readonly epoch: number;
  readonly loss: number;
  readonly trainAccuracy: number;
  readonly validationAccuracy: number;
  readonly testAccuracy: number;
}

/** The hyperparameters of the sparsification experiments for a GCN on Cora. */
export const TRAIN_DEFAULTS = Object.freeze({
  layers: 3,
  hidden: 64,
  learningRate: 5e-4,
  weightDecay: 1e-3,
  dropout: 0,
  epochs: 10_000,
  patience: 1000,
  minImprovement: 0.01,
  seed: 0,
  backend: "auto",
});

/** The options that have a default. */
type DefaultedOptions = Omit<TrainOptions, "model" | "signal" | "onEpoch" | "onMessage">;

/** Options with every default filled in. */
export type TrainSettings = Omit<TrainOptions, keyof DefaultedOptions> & {
  readonly [K in keyof DefaultedOptions]-?: NonNullable<DefaultedOptions[K]>;
};

/** @throws InputError where an option is out of its range */
export function trainSettings(options: TrainOptions): TrainSettings {
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const settings = { ...TRAIN_DEFAULTS, ...given } as TrainSettings;
  for (const name of ["layers", "hidden", "epochs", "patience"] as const)
    check(name, settings[name], "an integer >= 1", (value) => Number.isInteger(value) && value >= 1);
  check("learningRate", settings.learningRate, "a number > 0", (value) => value > 0 && value < Infinity);
  for (const name of ["weightDecay", "minImprovement"] as const)
    check(name, settings[name], "a number >= 0", (value) => value >= 0 && value < Infinity);
  check("dropout", settings.dropout, "a number in [0, 1)", (value) => value >= 0 && value < 1);
  checkSeed(settings.seed);
  return settings;
}

function check(name: string, value: number, expected: string, holds: (value: number) => boolean): void {
  if (typeof value !== "number" || !holds(value))
    throw new InputError(`${name}: expected ${expected}, got ${value}`);
}
