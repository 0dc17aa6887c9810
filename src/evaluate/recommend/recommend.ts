import { InputError } from "../../errors.js";
import { classificationGraph } from "../../nn/training/classification-graph.js";
import { methodNames } from "../../sparsify/catalog.js";
import { parseMethod } from "../../sparsify/method-spec.js";
import { prepareSweep, type Sweep } from "../prepare-sweep.js";
import { isWithinPoint } from "../summaries/within-point.js";
import type { SweepGrid } from "../trials/trial.js";
import {
  type CheckedLevel,
  checkLevel,
  FEWEST,
  type PairedDifference,
  pairedDifference,
} from "./check-level.js";
import { openPilot, type PilotOptions, type PilotSession } from "./pilot-session.js";
import {
  MOST_SEEDS,
  PILOT_BASELINE,
  PILOT_METHODS,
  PILOT_TRAINING,
  RACE_LEVELS,
  SEED_OFFSETS,
} from "./pilot-settings.js";
import { type Racer, raceMethods, scoreOf, scoresOf } from "./race.js";
import { type LevelSearch, searchLevel } from "./search-level.js";

/** A graph to be pruned for a network. */
export interface PilotTask
  extends Pick<Sweep, "dataset" | "sha256" | "backend" | "hyperparameters" | "split" | "plugin"> {
  readonly model: string;
  /** default {@link PILOT_METHODS} */
  readonly methods?: readonly string[] | undefined;
  /** first seed; default 0 */
  readonly seed?: number | undefined;
}

/** What the race knows of a method. */
export interface Contestant extends Racer {
  /** seeds that count, which it shares with the baseline */
  readonly seeds: number;
  /** mean over {@link RACE_LEVELS} and the seeds; null without a seed */
  readonly accuracy: number | null;
  /** minus the baseline's; null for the baseline, and without a seed */
  readonly toBaseline: PairedDifference | null;
}

/** The method chosen, and how far one can prune with it. */
export interface Choice {
  readonly method: string;
  /** the largest level that the check left standing; 0 where none did */
  readonly sparsity: number;
  readonly removed: number;
  /** what the check says of that level; null where no edge can go, or where time ended before it */
  readonly check: CheckedLevel | null;
  /** sure: the whole interval lies within a point; likely: the mean does; unsure: of fewer than three seeds; unchecked: no fresh seed was run */
  readonly confidence: "sure" | "likely" | "unsure" | "unchecked";
}

/** An answer, and what it rests on. */
export interface Recommendation {
  readonly model: string;
  readonly budget: { readonly seconds: number; readonly spent: number; readonly ended: "done" | "time" };
  readonly trials: PilotSession["trials"];
  /** mean accuracies of the seeds of the race with all edges and with none; null where none was run */
  readonly full: number | null;
  readonly empty: number | null;
  /** those who raced to the end first, then by the round, then by accuracy */
  readonly contestants: readonly Contestant[];
  /** null where not one method has a seed */
  readonly search: LevelSearch | null;
  /** levels checked, the last the one that stands, or fell too */
  readonly checks: readonly CheckedLevel[];
  /** null where not one method has a seed */
  readonly choice: Choice | null;
  /** methods of the catalogue, and of plug-ins, of which no trial was run */
  readonly untried: readonly string[];
  /** the grid that would make sure, with seeds that nothing here has seen */
  readonly sure: SweepGrid;
}

/**
 * Finds, within a time, which method to prune a graph with and how far one can go within a point of the full graph's accuracy.
 *
 * Half of the time methods race ({@link raceMethods}), then the level is searched by halving ({@link searchLevel}), and what is found is
 * checked with seeds that neither has seen ({@link checkLevel}), from which the intervals are. All trials are those of a sweep, in
 * `results.jsonl` and `orders/` of the folder: the same call takes those that are there and has its time for the rest. Where the task sets
 * no hyperparameters, training follows {@link PILOT_TRAINING}.
 *
 * The budget is kept by giving up what is still under way at its end; only the start of processes and writing are on top.
 *
 * @throws InputError as runSweep, and for a budget that is none; InterruptedError after an abort
 *
 * @example
 * ```ts
 * import { mkdtemp } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { openDataset } from "seprank/datasets";
 * import { type ClassificationGraph, createLocalRunner, recommend } from "seprank/evaluate";
 *
 * const { dataset, sha256 } = await openDataset("citations");
 * const folder = await mkdtemp(join(tmpdir(), "pilot-"));
 * // In this process; by default trials run in worker processes.
 * const createRunner = (graph: ClassificationGraph) => createLocalRunner(graph, { backend: "wasm" });
 * const task = { dataset, sha256, model: "gcn", backend: "wasm", methods: ["1-wis"], hyperparameters: { epochs: 2 } };
 * const { contestants } = await recommend(task, { folder, jobs: 1, budget: 2, createRunner });
 * contestants.map(({ method }) => method).sort(); // => ["1-wis", "random"]
 * ```
 */
export async function recommend(task: PilotTask, options: PilotOptions): Promise<Recommendation> {
  const { model, methods = PILOT_METHODS, seed = 0, dataset, hyperparameters } = task;
  const { edgeCount } = dataset.adjacency;
  if (edgeCount === 0)
    throw new InputError(`${dataset.name}: expected a graph with edges to prune, got none`);
  const given = Object.fromEntries(
    Object.entries(hyperparameters).filter(([, value]) => value !== undefined),
  );
  const sweep = { ...task, hyperparameters: { ...PILOT_TRAINING, ...given } };
  const grid = {
    models: [model],
    methods: [PILOT_BASELINE, ...methods],
    sparsities: [0, ...RACE_LEVELS, 1],
    seeds: [seed],
  };
  // Before anything runs, so that what cannot be is told at once.
  methods.forEach(parseMethod);
  classificationGraph(dataset, { split: task.split });
  prepareSweep({ ...sweep, grid });

  const session = await openPilot(model, sweep, options);
  try {
    const { jobs } = options;
    const race = await raceMethods(session, methods, { firstSeed: seed, jobs });
    const { winner, seeds } = race;
    const search = winner === null ? null : await searchLevel(session, winner, seeds);
    const checks =
      winner === null || search === null
        ? []
        : await checkLevel(session, winner, search, {
            firstSeed: seed + SEED_OFFSETS.check,
            jobs,
            edgeCount,
          });
    const mean = (level: number) => {
      const found = [...session.accuracies(PILOT_BASELINE, level)].filter(([one]) => seeds.includes(one));
      return found.length === 0 ? null : found.reduce((sum, [, value]) => sum + value, 0) / found.length;
    };
    const contestants = race.racers.map((racer) => describe(session, racer, seeds)).sort(byOutcome);
    const choice = winner === null || search === null ? null : choose(winner, search, checks, edgeCount);
    return {
      model,
      budget: {
        seconds: options.budget,
        spent: session.spent(),
        ended: session.left() <= 0 || !isWhole(race.racers, search, checks) ? "time" : "done",
      },
      trials: { ...session.trials },
      full: mean(0),
      empty: mean(1),
      contestants,
      search,
      checks,
      choice,
      untried: methodNames().filter(
        (name) => !contestants.some(({ method, accuracy }) => method === name && accuracy !== null),
      ),
      sure: {
        models: [model],
        methods: [...new Set([...bestOf(contestants), PILOT_BASELINE])],
        sparsities: surelyTold(choice, search),
        seeds: Array.from({ length: SURE_SEEDS }, (_, k) => seed + SEED_OFFSETS.sure + k),
      },
    };
  } finally {
    await session.close();
  }
}

/** Of the sweep that makes sure: as many as a sign-flip test can show p < 0.01 with. */
const SURE_SEEDS = 10;

function describe(session: PilotSession, racer: Racer, raced: readonly number[]): Contestant {
  const scores = scoresOf(session, racer.method, raced);
  const baseline = scoresOf(session, PILOT_BASELINE, raced);
  const own = scores.flatMap((value, k) => (Number.isNaN(value) || Number.isNaN(baseline[k]) ? [] : [k]));
  const none = own.length === 0;
  return {
    ...racer,
    seeds: own.length,
    accuracy: none
      ? null
      : scoreOf(
          session,
          racer.method,
          own.map((k) => raced[k]),
        ),
    toBaseline:
      none || racer.method === PILOT_BASELINE
        ? null
        : pairedDifference(
            own.map((k) => scores[k]),
            own.map((k) => baseline[k]),
          ),
  };
}

function choose(
  method: string,
  search: LevelSearch,
  checks: readonly CheckedLevel[],
  edgeCount: number,
): Choice {
  const last = checks.at(-1);
  if (last === undefined)
    return {
      method,
      sparsity: search.level,
      removed: Math.round(search.level * edgeCount),
      check: null,
      confidence: "unchecked",
    };
  const { mean, interval } = last.toFull;
  if (!isWithinPoint(mean)) return { method, sparsity: 0, removed: 0, check: null, confidence: "unchecked" };
  const isSure = last.seeds >= FEWEST && interval !== null && isWithinPoint(interval.low);
  return {
    method,
    sparsity: last.sparsity,
    removed: last.removed,
    check: last,
    confidence: isSure ? "sure" : last.seeds < FEWEST ? "unsure" : "likely",
  };
}

function isWhole(
  racers: readonly Racer[],
  search: LevelSearch | null,
  checks: readonly CheckedLevel[],
): boolean {
  const raced = racers.every(({ outcome }) => outcome !== "not begun" && outcome !== "too slow");
  return (
    raced && search?.complete === true && (search.level === 0 || checks.at(-1)?.seeds === MOST_SEEDS.check)
  );
}

/** Those who came furthest first; accuracies compare where the seeds are the same. */
function byOutcome(a: Contestant, b: Contestant): number {
  const [first, second] = [rankOf(a), rankOf(b)];
  return first === second ? (b.accuracy ?? -1) - (a.accuracy ?? -1) : second - first;
}

/** The first two of the contestants that are not the baseline. */
function bestOf(contestants: readonly Contestant[]): string[] {
  return contestants
    .filter(({ method, accuracy }) => method !== PILOT_BASELINE && accuracy !== null)
    .slice(0, 2)
    .map(({ method }) => method);
}

/** How far a method came. */
function rankOf({ outcome, round }: Racer): number {
  return outcome === "finished" ? Number.POSITIVE_INFINITY : (round ?? 0);
}

/** The level chosen, its neighbours, and the ends. */
function surelyTold(choice: Choice | null, search: LevelSearch | null): number[] {
  const levels = new Set([0, ...RACE_LEVELS]);
  const level = choice?.sparsity ?? search?.level ?? 0;
  for (const one of [level - 0.1, level, level + 0.1])
    if (one > 0 && one <= 1) levels.add(Number(one.toFixed(6)));
  levels.add(1);
  return [...levels].sort((a, b) => a - b);
}
