import { meanDeviation } from "../statistics/mean-deviation.js";
import type { PilotSession } from "./pilot-session.js";
import { MOST_SEEDS, PILOT_BASELINE, RACE_LEVELS, SHARES } from "./pilot-settings.js";

/** How a method ended in the race: raced to the end, left behind in a round, too slow, failed, or not begun for lack of time. */
export type RaceOutcome = "finished" | "left behind" | "too slow" | "failed" | "not begun";

/** A method of the race. */
export interface Racer {
  readonly method: string;
  readonly outcome: RaceOutcome;
  /** the round, from 1, after which it was left behind; null for the others */
  readonly round: number | null;
}

/** The race's end. */
export interface RaceEnd {
  /** in the order in which they began; the baseline first */
  readonly racers: readonly Racer[];
  /** the seeds of those who raced to the end */
  readonly seeds: readonly number[];
  /** of highest mean accuracy among those who raced to the end and the baseline; null where not one seed of it is complete */
  readonly winner: string | null;
}

/**
 * Lets methods race: all with a few seeds, then, with ever more seeds, half of those that are left, until one is.
 *
 * A method's score is its mean test accuracy over {@link RACE_LEVELS} and the seeds that it shares with the others. The baseline runs along
 * and is never left behind. Each round has an equal part of the time that is left for the race, so that fewer methods have more seeds.
 *
 * Source: successive halving, Karnin, Koren, Somekh, "Almost optimal exploration in multi-armed bandits" (2013); Jamieson, Talwalkar,
 * "Non-stochastic best arm identification and hyperparameter optimization" (2016).
 */
export async function raceMethods(
  session: PilotSession,
  methods: readonly string[],
  { firstSeed, jobs }: { readonly firstSeed: number; readonly jobs: number },
): Promise<RaceEnd> {
  const challengers = methods.filter((method) => method !== PILOT_BASELINE);
  // Enough trials of one method at once for every process.
  const first = Math.max(1, Math.floor(jobs / RACE_LEVELS.length));
  const seeds = Array.from({ length: first }, (_, k) => firstSeed + k);
  const racers = new Map<string, Racer>();
  const note = (method: string, outcome: RaceOutcome, round: number | null = null) =>
    racers.set(method, { method, outcome, round });
  for (const method of [PILOT_BASELINE, ...challengers])
    note(method, await begin(session, method, seeds, method === PILOT_BASELINE));

  const score = (method: string) => scoreOf(session, method, seeds);
  let alive = challengers.filter((method) => racers.get(method)?.outcome === "finished");
  const rounds = Math.ceil(Math.log2(Math.max(1, alive.length)));
  for (let round = 1; alive.length > 1; round++) {
    const time = session.left(SHARES.race) / Math.max(1, rounds - round + 1);
    seeds.push(...(await moreSeeds(session, alive, seeds, time)));
    const ranked = [...alive].sort((a, b) => score(b) - score(a));
    const kept = ranked.slice(0, Math.ceil(alive.length / 2));
    for (const method of ranked.slice(kept.length)) note(method, "left behind", round);
    alive = challengers.filter((method) => kept.includes(method));
  }
  const [winner] = [PILOT_BASELINE, ...alive]
    .filter((method) => !Number.isNaN(score(method)) && racers.get(method)?.outcome === "finished")
    .sort((a, b) => score(b) - score(a));
  return { racers: [...racers.values()], seeds, winner: winner ?? null };
}

/** A method's first trials: where their order takes too long, the others need not wait for it. */
async function begin(
  session: PilotSession,
  method: string,
  seeds: readonly number[],
  isBaseline: boolean,
): Promise<RaceOutcome> {
  const time = session.left(isBaseline ? 1 : SHARES.race);
  const trial = session.trialSeconds();
  const trials = RACE_LEVELS.length * seeds.length;
  if (time <= 0 || (!isBaseline && trial !== null && trial * trials > time)) return "not begun";
  const end = await session.run(
    { methods: [method], sparsities: [0, ...RACE_LEVELS, 1], seeds },
    isBaseline ? time : Math.max(time / 4, 2 * (trial ?? 0) * trials),
  );
  const whole = RACE_LEVELS.every((level) =>
    seeds.every((seed) => session.accuracies(method, level).has(seed)),
  );
  if (whole) return "finished";
  if (session.failures.has(method)) return "failed";
  return end === "done" ? "failed" : "too slow";
}

/** As many seeds more as the time is enough for. @returns those that are complete for all */
async function moreSeeds(
  session: PilotSession,
  alive: readonly string[],
  seeds: readonly number[],
  time: number,
): Promise<number[]> {
  const trial = session.trialSeconds() ?? 0;
  const methods = [PILOT_BASELINE, ...alive];
  const each = methods.length * RACE_LEVELS.length + 2;
  const affordable = trial === 0 ? MOST_SEEDS.race : Math.floor(time / (trial * each));
  const count = Math.min(affordable, MOST_SEEDS.race - seeds.length);
  if (count < 1) return [];
  const next = seeds[seeds.length - 1] + 1;
  const wanted = Array.from({ length: count }, (_, k) => next + k);
  await session.run(
    { methods, sparsities: [0, ...RACE_LEVELS, 1], seeds: wanted },
    session.left(SHARES.race),
  );
  return wanted.filter((seed) =>
    methods.every((method) =>
      [0, ...RACE_LEVELS, 1].every((level) => session.accuracies(method, level).has(seed)),
    ),
  );
}

/** Mean accuracy over the race's levels and the seeds; NaN where one is missing. */
export function scoreOf(session: PilotSession, method: string, seeds: readonly number[]): number {
  return meanDeviation(scoresOf(session, method, seeds)).mean;
}

/** [seeds] mean accuracy over the race's levels; NaN where one is missing */
export function scoresOf(session: PilotSession, method: string, seeds: readonly number[]): number[] {
  const levels = RACE_LEVELS.map((level) => session.accuracies(method, level));
  return seeds.map((seed) => meanDeviation(levels.map((of) => of.get(seed) ?? Number.NaN)).mean);
}
