import { InputError } from "../errors.js";
import { adam, adaptiveGradientDescent, gradientDescent, type Optimizer } from "../factorization/index.js";
import { type ModeTree, modeTree, type NestedModes } from "../tensor/index.js";
import type { Observed } from "./observe-entries.js";

export const FACTORIZATION_NAMES = ["matrix", "tensor", "deep-tensor", "hierarchical"] as const;
export type FactorizationName = (typeof FACTORIZATION_NAMES)[number];
export const OPTIMIZER_NAMES = ["adaptive", "gradient-descent", "adam"] as const;
export type OptimizerName = (typeof OPTIMIZER_NAMES)[number];

/** What a completion may be told; all else has a default. */
export interface FactorizeOptions {
  /** components of a tensor factorization, hidden size of a matrix, local components at every node of a tree */
  readonly width?: number | undefined;
  /** factors of a matrix factorization, matrices in front of every vector of a deep tensor factorization */
  readonly depth?: number | undefined;
  /** standard deviation of the initial weights */
  readonly initScale?: number | undefined;
  /** standard deviation of a deep tensor factorization's matrices */
  readonly matrixInitScale?: number | undefined;
  /** "binary", "shallow" or nested lists of modes in JSON */
  readonly modeTree?: string | undefined;
  readonly observe: Observed;
  readonly optimizer: OptimizerName;
  readonly learningRate?: number | undefined;
  readonly iterations: number;
  /** squared relative error over the observed entries below which a run ends */
  readonly stopBelow: number;
  readonly recordEvery?: number | undefined;
}

/** Everything that a completion's result depends on, beside its data and seed. */
export interface FactorizeSettings {
  readonly model: FactorizationName;
  readonly width: number;
  /** null where the model has none */
  readonly depth: number | null;
  readonly initScale: number;
  /** by mode; null where the model has no such matrices */
  readonly matrixInitScale: readonly number[] | null;
  /** nested lists; null where the model has none */
  readonly modeTree: NestedModes | null;
  readonly observe: Observed;
  readonly optimizer: OptimizerName;
  readonly learningRate: number;
  readonly iterations: number;
  readonly stopBelow: number;
  readonly recordEvery: number;
}

const DEFAULT_DEPTH = { matrix: 3, "deep-tensor": 1 } as const;
const DEFAULT_LEARNING_RATE: Readonly<Record<OptimizerName, number>> = {
  adaptive: 0.01,
  "gradient-descent": 1,
  adam: 0.01,
};
const DEFAULT_INIT_SCALE: Readonly<Record<FactorizationName, number>> = {
  matrix: 0.01,
  tensor: 0.01,
  "deep-tensor": 0.01,
  hierarchical: 0.1,
};
/** Components more than these are asked for. */
const DEFAULT_MOST: Readonly<Record<FactorizationName, number>> = {
  matrix: 100,
  tensor: 100,
  "deep-tensor": 30,
  hierarchical: 30,
};
/** Rows of a trajectory, where nothing else is asked for. */
const RECORDS = 500;

/**
 * The settings of a completion, with defaults for what was not given.
 *
 * @throws InputError where an option is out of range, or is not one of the model
 */
export function settingsFor(
  model: FactorizationName,
  shape: readonly number[],
  options: FactorizeOptions,
): FactorizeSettings {
  const { iterations, observe, optimizer, stopBelow } = options;
  if (model === "matrix" && shape.length !== 2)
    throw new InputError(
      `matrix: expected entries of a matrix, got a tensor of shape (${shape.join(", ")}); use tensor, deep-tensor or hierarchical`,
    );
  for (const [name, models, value] of [
    ["--depth", ["matrix", "deep-tensor"], options.depth],
    ["--matrix-init-scale", ["deep-tensor"], options.matrixInitScale],
    ["--mode-tree", ["hierarchical"], options.modeTree],
  ] as const)
    if (value !== undefined && !(models as readonly string[]).includes(model))
      throw new InputError(`${name} is for ${models.join(" and ")}, not for ${model}; leave it out`);
  // So many components can write any tensor of the shape; fewer where that is more than a first try should take.
  const enough = shape.reduce((product, size) => product * size, 1) / Math.max(...shape);
  const width = options.width ?? Math.min(enough, DEFAULT_MOST[model]);
  const depth =
    model === "matrix" || model === "deep-tensor" ? (options.depth ?? DEFAULT_DEPTH[model]) : null;
  const recordEvery = options.recordEvery ?? Math.max(1, Math.round(iterations / RECORDS));
  checkInteger("--rank (or --width)", width, 1);
  if (depth !== null) checkInteger("--depth", depth, model === "matrix" ? 2 : 0);
  checkInteger("--iterations", iterations, 1);
  checkInteger("--record-every", recordEvery, 1);
  const initScale = options.initScale ?? DEFAULT_INIT_SCALE[model];
  for (const [name, value] of [
    ["--init-scale", initScale],
    ["--matrix-init-scale", options.matrixInitScale ?? 1],
  ] as const)
    if (!(value > 0 && Number.isFinite(value)))
      throw new InputError(`${name}: expected a number > 0, got ${value}`);
  if (!(stopBelow >= 0)) throw new InputError(`--stop-below: expected a number >= 0, got ${stopBelow}`);
  const learningRate = options.learningRate ?? DEFAULT_LEARNING_RATE[optimizer];
  if (!(learningRate > 0 && Number.isFinite(learningRate)))
    throw new InputError(`--learning-rate: expected a number > 0, got ${learningRate}`);
  return {
    model,
    width,
    depth,
    initScale,
    // Vectors keep their length on average.
    matrixInitScale:
      model === "deep-tensor" ? shape.map((size) => options.matrixInitScale ?? 1 / Math.sqrt(size)) : null,
    modeTree: model === "hierarchical" ? nestedModes(options.modeTree ?? "binary", shape.length) : null,
    observe,
    optimizer,
    learningRate,
    iterations,
    stopBelow,
    recordEvery,
  };
}

/** The optimizer that the settings name. */
export function optimizerOf({ optimizer, learningRate }: FactorizeSettings): Optimizer {
  return {
    adaptive: () => adaptiveGradientDescent(learningRate),
    "gradient-descent": () => gradientDescent(learningRate),
    adam: () => adam(learningRate),
  }[optimizer]();
}

/** The mode tree that the settings name. @throws InputError where the lists are no mode tree over `order` modes */
export function treeOf(nested: NestedModes, order: number): ModeTree {
  const tree = modeTree(nested);
  if (tree.order !== order)
    throw new InputError(
      `mode tree ${JSON.stringify(nested)}: expected one over ${order} modes, as the tensor has, got ${tree.order}`,
    );
  return tree;
}

function nestedModes(text: string, order: number): NestedModes {
  const modes = Array.from({ length: order }, (_, mode) => mode);
  if (text === "shallow") return modes;
  if (text === "binary") return halves(modes);
  let nested: unknown;
  try {
    nested = JSON.parse(text);
  } catch {
    nested = undefined;
  }
  if (!isNested(nested))
    throw new InputError(
      `--mode-tree: expected binary, shallow or nested lists of modes such as [[0,1],[2,3]], got ${JSON.stringify(text.slice(0, 80))}`,
    );
  treeOf(nested, order);
  return nested;
}

/** Splits the modes in two until they are alone; the perfect binary tree where their number is a power of two. */
function halves(modes: readonly number[]): NestedModes {
  if (modes.length === 1) return modes[0];
  const middle = Math.ceil(modes.length / 2);
  return [halves(modes.slice(0, middle)), halves(modes.slice(middle))];
}

function isNested(value: unknown): value is NestedModes {
  return typeof value === "number" || (Array.isArray(value) && value.every(isNested));
}

function checkInteger(name: string, value: number, least: number): void {
  if (!Number.isInteger(value) || value < least)
    throw new InputError(`${name}: expected an integer >= ${least}, got ${value}`);
}
