import { type MeanDeviation, meanDeviation } from "../statistics/mean-deviation.js";
import { type Interval, meanInterval } from "../statistics/paired-comparison.js";
import { isWithinPoint } from "../summaries/within-point.js";
import type { PilotSession } from "./pilot-session.js";
import { LEVEL_STEP, MOST_SEEDS, PILOT_BASELINE } from "./pilot-settings.js";
import { rounded, type SearchedLevel } from "./search-level.js";

/** A difference of accuracies, seed by seed. */
export interface PairedDifference extends MeanDeviation {
  /** 95 % confidence interval of the mean; null for one seed */
  readonly interval: Interval | null;
}

/** What seeds that took no part in the choice say of a level. */
export interface CheckedLevel {
  readonly sparsity: number;
  readonly removed: number;
  readonly seeds: number;
  readonly accuracy: number;
  /** minus the full graph's */
  readonly toFull: PairedDifference;
  /** minus the baseline's at the level; null where the method is the baseline, or no edge is left */
  readonly toBaseline: PairedDifference | null;
}

/**
 * Checks the level that was found with seeds that neither race nor search has seen: whoever wins a race is lucky, too, and the seeds that
 * chose it do not tell by how much.
 *
 * Where the mean over at least three of them falls more than a point short, the next lower level that held is checked, with the same seeds.
 *
 * @returns checked levels, the first the one that was found, the last the one that stands; empty where time ended before one seed was complete
 */
export async function checkLevel(
  session: PilotSession,
  method: string,
  search: { readonly level: number; readonly levels: readonly SearchedLevel[] },
  {
    firstSeed,
    jobs,
    edgeCount,
  }: { readonly firstSeed: number; readonly jobs: number; readonly edgeCount: number },
): Promise<CheckedLevel[]> {
  const checked: CheckedLevel[] = [];
  let level = search.level;
  while (level > 0) {
    const seeds = await runSeeds({ session, method, level }, firstSeed, jobs);
    const found = describe({ session, method, level }, seeds, edgeCount);
    if (found === null) return checked;
    checked.push(found);
    if (isWithinPoint(found.toFull.mean) || found.seeds < FEWEST) return checked;
    level = lowerLevel(level, search.levels);
  }
  return checked;
}

/** On fewer seeds than these no level is given up when time ends. */
export const FEWEST = 3;
/** On so many, a level whose mean falls more than a point short has no more seeds. */
const GIVES_UP_AFTER = 5;

/** A method at a level, in the trials of a session. */
interface MeasuredLevel {
  readonly session: PilotSession;
  readonly method: string;
  readonly level: number;
}

/** Seeds in groups that keep all processes busy, until time or {@link MOST_SEEDS} ends. @returns those that are complete */
async function runSeeds(
  { session, method, level }: MeasuredLevel,
  firstSeed: number,
  jobs: number,
): Promise<number[]> {
  const methods = [...new Set([method, PILOT_BASELINE])];
  const seeds = Array.from({ length: MOST_SEEDS.check }, (_, k) => firstSeed + k);
  const isComplete = (seed: number) =>
    session.accuracies(method, 0).has(seed) &&
    methods.every((name) => session.accuracies(name, level).has(seed));
  const each = level === 1 ? 2 : 1 + methods.length;
  for (let done = 0; done < seeds.length; ) {
    const trial = session.trialSeconds() ?? 0;
    const affordable =
      trial === 0 ? seeds.length : Math.max(done === 0 ? 1 : 0, Math.floor(session.left() / (trial * each)));
    const group = seeds.slice(done, done + Math.min(jobs, affordable));
    if (group.length === 0) break;
    if ((await session.run({ methods, sparsities: [0, level], seeds: group })) !== "done") break;
    done += group.length;
    // The time is better spent on a lower level.
    const complete = seeds.filter(isComplete);
    if (complete.length < GIVES_UP_AFTER) continue;
    const [own, full] = [level, 0].map((one) => session.accuracies(method, one));
    const losses = complete.map((seed) => (own.get(seed) as number) - (full.get(seed) as number));
    if (!isWithinPoint(meanDeviation(losses).mean)) break;
  }
  return seeds.filter(isComplete);
}

function describe(
  { session, method, level }: MeasuredLevel,
  seeds: readonly number[],
  edgeCount: number,
): CheckedLevel | null {
  if (seeds.length === 0) return null;
  const at = (name: string, sparsity: number) => {
    const of = session.accuracies(name, sparsity);
    return seeds.map((seed) => of.get(seed) as number);
  };
  const own = at(method, level);
  return {
    sparsity: level,
    removed: Math.round(level * edgeCount),
    seeds: seeds.length,
    accuracy: meanDeviation(own).mean,
    toFull: pairedDifference(own, at(method, 0)),
    toBaseline:
      method === PILOT_BASELINE || level === 1 ? null : pairedDifference(own, at(PILOT_BASELINE, level)),
  };
}

/** @param first [n], at least one @param second [n], of the same seeds */
export function pairedDifference(first: readonly number[], second: readonly number[]): PairedDifference {
  const differences = first.map((value, k) => value - second[k]);
  return { ...meanDeviation(differences), interval: meanInterval(differences) };
}

/** The next lower level that was measured, or one halfway to it; 0 where none is left. */
function lowerLevel(level: number, measured: readonly SearchedLevel[]): number {
  const below = Math.max(0, ...measured.map(({ sparsity }) => sparsity).filter((one) => one < level));
  const steps = Math.round((level - below) / LEVEL_STEP);
  return steps <= 1 ? below : rounded(below + Math.floor(steps / 2) * LEVEL_STEP);
}
