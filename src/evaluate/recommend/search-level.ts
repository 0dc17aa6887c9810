import { meanDeviation } from "../statistics/mean-deviation.js";
import { withinPoint } from "../summaries/within-point.js";
import type { PilotSession } from "./pilot-session.js";
import { LEVEL_STEP, MOST_SEEDS, RACE_LEVELS, SHARES } from "./pilot-settings.js";

/** What a level looked like to the seeds of the race. */
export interface SearchedLevel {
  readonly sparsity: number;
  /** mean over the seeds, which are the same at all levels; null where one is missing */
  readonly accuracy: number | null;
}

/** How far the seeds of the race say that one can prune. */
export interface LevelSearch {
  readonly seeds: readonly number[];
  /** by ascending sparsity, from 0 to 1 */
  readonly levels: readonly SearchedLevel[];
  /** the largest level up to which the mean accuracy stays within a point of the full graph's, see {@link withinPoint} */
  readonly level: number;
  /** whether the level next to it was measured too, or time ended before */
  readonly complete: boolean;
}

/**
 * Looks for the last level within a point of the full graph's accuracy, by halving: each new level lies between the last that holds and the
 * first that does not.
 */
export async function searchLevel(
  session: PilotSession,
  method: string,
  raced: readonly number[],
): Promise<LevelSearch> {
  const seeds = raced.slice(0, MOST_SEEDS.levels);
  const measured = [0, ...RACE_LEVELS, 1];
  const levels = (): SearchedLevel[] =>
    [...measured]
      .sort((a, b) => a - b)
      .map((sparsity) => {
        const of = session.accuracies(method, sparsity);
        const known = seeds.flatMap((seed) => of.get(seed) ?? []);
        return { sparsity, accuracy: known.length < seeds.length ? null : meanDeviation(known).mean };
      });
  const result = (complete: boolean): LevelSearch => ({
    seeds,
    levels: levels(),
    level: withinPoint(levels()) ?? 0,
    complete,
  });
  for (;;) {
    const within = withinPoint(levels()) ?? 0;
    const beyond = levels().find(({ sparsity }) => sparsity > within)?.sparsity;
    if (beyond === undefined) return result(true);
    const steps = Math.round((beyond - within) / LEVEL_STEP);
    if (steps <= 1) return result(true);
    const next = rounded(within + Math.floor(steps / 2) * LEVEL_STEP);
    const trial = session.trialSeconds() ?? 0;
    if (trial * seeds.length > session.left(SHARES.levels)) return result(false);
    await session.run({ methods: [method], sparsities: [next], seeds }, session.left(SHARES.levels));
    if (seeds.some((seed) => !session.accuracies(method, next).has(seed))) return result(false);
    measured.push(next);
  }
}

/** Without the digits that sums of 0.05 leave. */
export function rounded(level: number): number {
  return Number(level.toFixed(6));
}
