import { missingTrials, prepareSweep } from "./prepare-sweep.js";
import { readResults } from "./records/results-file.js";
import {
  completeSweep,
  runSweep,
  type Sweep,
  type SweepEnd,
  type SweepOptions,
  type SweepPlan,
  type SweepResult,
} from "./sweep.js";
import type { TrialRecord } from "./trials/record.js";

/** A sweep and the folder it is kept in. */
export interface PlacedSweep {
  readonly sweep: Sweep;
  readonly folder: string;
  /** what runs its trials; default: that of all. Sweeps with runners of their own are run at the same time, all seeds at once */
  readonly createRunner?: SweepOptions["createRunner"];
}

/** How to run several; see {@link SweepOptions}. */
export interface RunSweepsOptions
  extends Pick<SweepOptions, "jobs" | "history" | "signal" | "createRunner" | "onEpoch"> {
  /** once: all trials, and those whose finished records are in the folders already */
  readonly onPlan?: ((plan: Pick<SweepPlan, "planned" | "present">) => void) | undefined;
  /** with every beginning of a sweep, or of one of its seeds; which one it is of those given */
  readonly onStart?: ((plan: SweepPlan, sweep: number) => void) | undefined;
  readonly onTrial?: ((record: TrialRecord, sweep: number) => void) | undefined;
}

/**
 * Runs several sweeps seed by seed: the first seed of each, then the second, so that early on there is a whole, if noisy, picture of all.
 *
 * @returns the sweeps' results in their order
 *
 * @throws as {@link runSweep}
 */
export async function runSweeps(
  sweeps: readonly PlacedSweep[],
  { onPlan, onStart, onTrial, ...options }: RunSweepsOptions,
): Promise<SweepResult[]> {
  onPlan?.(await countTrials(sweeps));
  if (sweeps.some(({ createRunner }) => createRunner !== undefined))
    return runTogether(sweeps, { onStart, onTrial, ...options });
  const results = sweeps.map((): SweepEnd[] => []);
  for (const seeds of seedRounds(sweeps))
    for (const [k, { sweep, folder }] of sweeps.entries()) {
      const own = sweep.grid.seeds.filter((seed) => seeds.includes(seed));
      if (own.length === 0) continue;
      const grid = { ...sweep.grid, seeds: own };
      const result = await completeSweep(
        { ...sweep, grid },
        {
          ...options,
          folder,
          onStart: (plan) => onStart?.(plan, k),
          onTrial: (record) => onTrial?.(record, k),
        },
      );
      results[k].push(result);
    }
  const found = await Promise.all(sweeps.map(({ folder }) => readResults(folder)));
  return results.map((parts, k) => ({
    planned: sumOf(parts, "planned"),
    present: sumOf(parts, "present"),
    tornBytes: sumOf(parts, "tornBytes"),
    failed: sumOf(parts, "failed"),
    // What the folder holds in the end.
    records: found[k].records,
  }));
}

/** All at once; where one ends in an error, the others are stopped, and their folders let go. */
async function runTogether(
  sweeps: readonly PlacedSweep[],
  { onStart, onTrial, signal, ...options }: Omit<RunSweepsOptions, "onPlan">,
): Promise<SweepResult[]> {
  const stop = new AbortController();
  const ends = await Promise.allSettled(
    sweeps.map(({ sweep, folder, createRunner }, k) =>
      runSweep(sweep, {
        ...options,
        createRunner: createRunner ?? options.createRunner,
        folder,
        signal: AbortSignal.any([stop.signal, ...(signal === undefined ? [] : [signal])]),
        onStart: (plan) => onStart?.(plan, k),
        onTrial: (record) => onTrial?.(record, k),
      }).catch((error) => {
        if (!stop.signal.aborted) stop.abort(error);
        throw error;
      }),
    ),
  );
  // The first error, and not the interrupts that it caused.
  if (stop.signal.aborted) throw stop.signal.reason;
  return ends.flatMap((end) => (end.status === "fulfilled" ? [end.value] : []));
}

async function countTrials(sweeps: readonly PlacedSweep[]): Promise<{ planned: number; present: number }> {
  let [planned, present] = [0, 0];
  for (const { sweep, folder } of sweeps) {
    const prepared = prepareSweep(sweep);
    planned += prepared.trials.length;
    present += prepared.trials.length - missingTrials(prepared, await readResults(folder)).length;
  }
  return { planned, present };
}

/** One sweep alone runs its seeds in one go, without new processes in between. */
function seedRounds(sweeps: readonly PlacedSweep[]): number[][] {
  const seeds = [...new Set(sweeps.flatMap(({ sweep }) => sweep.grid.seeds))];
  return sweeps.length === 1 ? [seeds] : seeds.map((seed) => [seed]);
}

function sumOf(parts: readonly SweepEnd[], field: "planned" | "present" | "tornBytes" | "failed"): number {
  return parts.reduce((sum, part) => sum + part[field], 0);
}
