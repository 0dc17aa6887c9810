import { InputError } from "../../errors.js";
import { checkSeed } from "../../random.js";
import { coarseFirst } from "./coarse-first.js";

/** The method of a trial whose graph is the same whatever the method: all edges kept, or all removed. */
export const ANY_METHOD = "any";

/** One training run: a model on a graph of which a method has removed some edges. */
export interface Trial {
  readonly model: string;
  /** the sparsifier's name, or {@link ANY_METHOD} */
  readonly method: string;
  /** fraction of the edges removed, as asked for */
  readonly sparsity: number;
  /** number of edges removed, round(sparsity * E) */
  readonly removed: number;
  /** draws the split, or chooses it of those given, the initial weights, dropout, and the order of a randomised method */
  readonly seed: number;
}

/** How far the training of a trial is. */
export interface TrialEpoch {
  /** counts from 1 */
  readonly epoch: number;
  /** null where there are no validation vertices */
  readonly validationAccuracy: number | null;
}

/** All the trials of a sweep: every model with every method at every sparsity level for every seed. */
export interface SweepGrid {
  readonly models: readonly string[];
  readonly methods: readonly string[];
  /** fractions of the edges, in [0, 1] */
  readonly sparsities: readonly number[];
  readonly seeds: readonly number[];
}

/**
 * The trials of a grid in the order they are run: seed by seed, and within a seed all methods at the
 * coarse levels first, so that early on there is a whole, if noisy, picture.
 *
 * Levels that leave all edges or none are one trial for all methods, and levels that round to the same number of edges are one
 * level.
 *
 * @param edgeCount E
 * @throws InputError where a list is empty, a sparsity is not in [0, 1], or a seed is not a seed
 *
 * @example
 * ```ts
 * import { planTrials } from "seprank/results";
 *
 * const grid = { models: ["gcn"], methods: ["1-wis", "random"], sparsities: [0, 0.5], seeds: [0] };
 * planTrials(grid, 10).map(({ method, removed }) => `${method} ${removed}`); // => ["any 0", "1-wis 5", "random 5"]
 * ```
 */
export function planTrials(grid: SweepGrid, edgeCount: number): Trial[] {
  checkGrid(grid);
  const levels = new Map<number, number>();
  for (const sparsity of [...grid.sparsities].sort((a, b) => a - b)) {
    const removed = Math.round(sparsity * edgeCount);
    if (!levels.has(removed)) levels.set(removed, sparsity);
  }
  const trials: Trial[] = [];
  for (const seed of new Set(grid.seeds))
    for (const model of new Set(grid.models))
      for (const [removed, sparsity] of coarseFirst([...levels])) {
        const shared = removed === 0 || removed === edgeCount;
        for (const method of shared ? [ANY_METHOD] : new Set(grid.methods))
          trials.push({ model, method, sparsity, removed, seed });
      }
  return trials;
}

/** What makes a trial that trial within one configuration (input, hyperparameters, version). */
export function trialKey({ model, method, removed, seed }: Omit<Trial, "sparsity">): string {
  return JSON.stringify([model, method, removed, seed]);
}

function checkGrid(grid: SweepGrid): void {
  for (const [name, list] of Object.entries(grid))
    if (list.length === 0) throw new InputError(`${name}: expected at least one, got none`);
  for (const sparsity of grid.sparsities)
    if (!(sparsity >= 0 && sparsity <= 1))
      throw new InputError(`sparsity: expected fractions from 0 to 1, got ${sparsity}`);
  grid.seeds.forEach(checkSeed);
}
