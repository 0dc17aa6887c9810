/** How benchmarks measure, what a row of their tables is, and the processes they start. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** A row of a benchmark's table. */
export interface Row {
  /** what was measured */
  readonly case: string;
  /** milliseconds; null where it was not measured, for the reason that `note` gives */
  readonly ms: number | null;
  readonly note: string;
  /** whether the documentation's short table shows it */
  readonly headline?: boolean | undefined;
}

/** What a benchmark's file exports as `run`. */
export type Benchmark = () => Promise<{ readonly name: string; readonly rows: readonly Row[] }>;

/** A peer that could not be measured, and why. */
export interface Absent {
  readonly absent: string;
}

/** A process that measures itself, and how it is called. */
export interface Child {
  /** the path of a program; default: this Node */
  readonly program?: string;
  readonly arguments: readonly string[];
  readonly input?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** The folder of the benchmarks' sources, with their results and peers; what runs is compiled elsewhere. */
export const BENCHMARKS = new URL("../../../benchmarks/", import.meta.url);

/** Milliseconds that a call takes. */
export function milliseconds(call: () => unknown): number {
  const start = performance.now();
  call();
  return performance.now() - start;
}

/** Milliseconds of processor time that a call takes, of all threads. */
export function processorMilliseconds(call: () => unknown): number {
  const before = process.cpuUsage();
  call();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** The median time of some calls, in milliseconds, after some that do not count. */
export function medianTime(
  call: () => unknown,
  { repeats, warmUp = 1 }: { repeats: number; warmUp?: number },
): number {
  for (let k = 0; k < warmUp; k++) call();
  return median(Array.from({ length: repeats }, () => milliseconds(call)));
}

/**
 * Median and fastest time of a trainer's steps by the clock, the median of their processor time, in milliseconds, and how many were timed.
 *
 * @param seconds after which no further step begins: one too slow to get through the warm-up has a time all the same; default no limit
 */
export function timeSteps(
  trainer: { readonly step: () => unknown },
  {
    warmUp,
    repeats,
    seconds = Number.POSITIVE_INFINITY,
  }: { readonly warmUp: number; readonly repeats: number; readonly seconds?: number },
): { median: number; fastest: number; processor: number; steps: number; first: number } {
  const end = performance.now() + 1000 * seconds;
  // The first makes what the others find: programs, a transposed pattern.
  const times: number[] = [];
  const used: number[] = [];
  while (times.length < 2 || (times.length < warmUp + repeats && performance.now() < end)) {
    used.push(
      processorMilliseconds(() => {
        times.push(milliseconds(trainer.step));
      }),
    );
  }
  const from = Math.min(warmUp, times.length - 1);
  const timed = times.slice(from);
  return {
    median: median(timed),
    fastest: Math.min(...timed),
    processor: median(used.slice(from)),
    steps: timed.length,
    first: times[0],
  };
}

/** The middle of some numbers, the upper one of two. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

/** The JSON that a process prints, or the reason why there is none. */
export function runChild<T>({
  program = process.execPath,
  arguments: given,
  input = "",
  environment,
}: Child): (T & { readonly absent?: undefined }) | Absent {
  const { status, stdout, stderr, error } = spawnSync(program, given, {
    input,
    maxBuffer: 2 ** 29 - 2 ** 25,
    encoding: "utf8",
    env: { ...process.env, ...environment },
  });
  if (status === 0) return JSON.parse(stdout);
  // A script that stops at its imports also breaks the pipe; what it wrote says more than that.
  const lines = (stderr ?? "").trim().split("\n");
  const reason =
    lines.find((line) => /Error: /.test(line)) || lines.at(-1) || error?.message || "no reason given";
  // Folders of this machine say nothing to others.
  return { absent: reason.replaceAll(/ imported from [^)]*/g, "") };
}

/** The JSON that a Python peer prints, or the reason why there is none. */
export function pythonPeer<T>(
  script: string,
  input = "",
  given: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
) {
  const path = fileURLToPath(new URL(`peers/${script}`, BENCHMARKS));
  return runChild<T>({ program: "python3", arguments: [path, ...given], input, environment });
}

/** The path of a compiled benchmark beside the file that asks. */
export function besides(url: string, script: string): string {
  return fileURLToPath(new URL(script, url));
}
