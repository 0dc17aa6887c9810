import type { GraphDataset } from "../../graph/dataset.js";
import { missingTrials, prepareSweep, type Sweep } from "../prepare-sweep.js";
import type { FinishedRecord, TrialRecord } from "../trials/record.js";
import { trialKey } from "../trials/trial.js";
import { datasetName, type LeaderboardPlan } from "./plan.js";

/** A data set of the plan, opened. */
export interface LeaderboardDataset {
  readonly dataset: GraphDataset;
  readonly sha256: string;
}

/** A part of the plan that is run in one go: one data set and one seed. */
export interface LeaderboardRound {
  readonly name: string;
  readonly seed: number;
  readonly sweep: Sweep;
}

/** The sweep of one of the plan's data sets, all seeds. */
export function leaderboardSweep(
  plan: LeaderboardPlan,
  { dataset, sha256 }: LeaderboardDataset,
  seeds: readonly number[] = Array.from({ length: plan.seeds }, (_, seed) => seed),
): Sweep {
  const { models, methods, sparsity: sparsities, training } = plan;
  return {
    dataset,
    sha256,
    grid: { models, methods, sparsities, seeds },
    backend: "wasm",
    hyperparameters: training,
  };
}

/**
 * The plan's rounds in the order in which they are run: by (seed + 1) (V + E), so that what is cheap comes first, and a second seed of a
 * small graph before the first of one that is more than twice as large.
 *
 * @param opened the plan's data sets by name; a data set that is not there is left out
 */
export function leaderboardRounds(
  plan: LeaderboardPlan,
  opened: ReadonlyMap<string, LeaderboardDataset>,
): LeaderboardRound[] {
  const rounds = plan.datasets.flatMap((planned) => {
    const name = datasetName(planned);
    const one = opened.get(name);
    if (one === undefined) return [];
    const { vertexCount, edgeCount } = one.dataset.adjacency;
    return Array.from({ length: plan.seeds }, (_, seed) => ({
      name,
      seed,
      sweep: leaderboardSweep(plan, one, [seed]),
      cost: (seed + 1) * (vertexCount + edgeCount),
    }));
  });
  return rounds.sort((a, b) => a.cost - b.cost).map(({ cost: _, ...round }) => round);
}

/** What recorded trials are to a plan. */
export interface PlanFit {
  /** finished trials of the plan */
  readonly fitting: readonly FinishedRecord[];
  /** finished trials of methods, models, levels, seeds or data sets that the plan no longer has: "method ugs (40 trials)" */
  readonly unplanned: readonly string[];
  /** trials that the plan has, and would run otherwise: "texas: option hidden is 64, now 32 (220 trials)" */
  readonly contradicting: readonly string[];
}

/**
 * Compares recorded trials with a plan: which are its own, which it no longer has, and which it would run in another way.
 *
 * A method, a data set or a seed that the plan has gained makes no difference to any record.
 *
 * @param opened the plan's data sets by name; the input of one that is not there is not compared
 *
 * Complexity: O(R) in the number of records.
 */
export function fitToPlan(
  plan: LeaderboardPlan,
  records: readonly TrialRecord[],
  opened: ReadonlyMap<string, LeaderboardDataset>,
): PlanFit {
  const names = new Set(plan.datasets.map(datasetName));
  const fitting: FinishedRecord[] = [];
  const unplanned = new Map<string, number>();
  const contradicting = new Map<string, number>();
  const count = (counts: Map<string, number>, what: string) => counts.set(what, (counts.get(what) ?? 0) + 1);
  for (const record of records) {
    if (record.outcome !== "ok") continue;
    const missing = outsideOf(plan, names, record);
    if (missing !== undefined) {
      count(unplanned, missing);
      continue;
    }
    const difference = differenceFrom(plan, record, opened.get(record.input.name)?.sha256);
    if (difference === undefined) fitting.push(record);
    else count(contradicting, `${record.input.name}: ${difference}`);
  }
  const told = (counts: Map<string, number>) =>
    [...counts].map(([what, trials]) => `${what} (${trials} trials)`);
  return { fitting, unplanned: told(unplanned), contradicting: told(contradicting) };
}

function outsideOf(
  plan: LeaderboardPlan,
  names: ReadonlySet<string>,
  { input, model, method, removed, sparsity, seed }: FinishedRecord,
): string | undefined {
  if (!names.has(input.name)) return `data set ${input.name}`;
  if (!plan.models.includes(model)) return `model ${model}`;
  if (method !== "any" && !plan.methods.includes(method)) return `method ${method}`;
  const isLevel = plan.sparsity.some((level) => Math.round(level * input.edges) === removed);
  if (!isLevel) return `sparsity ${sparsity}`;
  return seed < plan.seeds ? undefined : `seed ${seed}`;
}

function differenceFrom(
  { training }: LeaderboardPlan,
  { options, input }: FinishedRecord,
  sha256: string | undefined,
): string | undefined {
  if (sha256 !== undefined && sha256 !== input.sha256)
    return `input is of SHA-256 ${input.sha256}, now ${sha256}`;
  for (const [option, value] of Object.entries(training)) {
    const recorded = options[option as keyof typeof training];
    if (recorded !== value) return `option ${option} is ${recorded}, now ${value}`;
  }
  return undefined;
}

/** How many of the plan's trials on a data set there are, and how many of them have been recorded. */
export function countTrials(
  plan: LeaderboardPlan,
  dataset: LeaderboardDataset,
  records: readonly TrialRecord[],
): { planned: number; recorded: number } {
  const prepared = prepareSweep(leaderboardSweep(plan, dataset));
  const missing = missingTrials(prepared, { path: dataset.dataset.name, records });
  return {
    planned: prepared.trials.length,
    recorded: prepared.trials.length - new Set(missing.map(trialKey)).size,
  };
}
