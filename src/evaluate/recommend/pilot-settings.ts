import type { Hyperparameters } from "../trials/hyperparameters.js";

/**
 * How a pilot trains, where the caller does not say otherwise: the short rule of the leaderboard, for comparing methods and not for the best
 * accuracy of a network.
 */
export const PILOT_TRAINING: Hyperparameters = Object.freeze({
  layers: 2,
  hidden: 32,
  learningRate: 0.01,
  weightDecay: 5e-4,
  dropout: 0.5,
  epochs: 120,
  patience: 30,
  minImprovement: 0,
});

/** What every method is compared with. */
export const PILOT_BASELINE = "random";

/**
 * The methods that a pilot begins with: few, fast, and unlike each other. In the leaderboard the first of each kind do best on graphs whose
 * neighbours are alike (`1-wis`, `degree`, `algebraic-distance`), or on graphs whose neighbours are not (`forman`, `rank-degree`,
 * `local-degree`). The likeliest come first, as time may end before the last.
 */
export const PILOT_METHODS: readonly string[] = Object.freeze([
  "1-wis",
  "forman",
  "degree",
  "rank-degree",
  "local-degree",
  "algebraic-distance",
  "2-wis",
  "scan",
]);

/** Where methods race: at few edges removed hardly any method differs from another, without edges all are one. */
export const RACE_LEVELS: readonly number[] = Object.freeze([0.5, 0.8]);

/** The step of levels among which the last one within a point is looked for. */
export const LEVEL_STEP = 0.05;

/** Up to these shares of the time methods race, and levels are looked for; the rest is for seeds that neither has seen. */
export const SHARES = Object.freeze({ race: 0.5, levels: 0.7 });

/** More seeds than these are not run, however much time there is. */
export const MOST_SEEDS = Object.freeze({ race: 20, levels: 10, check: 20 });

/** Seeds of the check begin so far above those of the race, and those of the command that makes sure so far above both. */
export const SEED_OFFSETS = Object.freeze({ check: 100, sure: 1000 });
