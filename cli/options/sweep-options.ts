import { readFile } from "node:fs/promises";
import { InputError } from "../../src/errors.js";
import type { SplitChoice } from "../../src/nn/training/split-choices.js";
import { UsageError } from "../terminal/exit.js";
import type { HyperparameterOptions } from "./hyperparameter-options.js";
import { readSweepFile } from "./sweep-file.js";

/** The flags of `evaluate` that a file may hold, by their names in the code. */
export interface SweepFlags extends HyperparameterOptions {
  readonly out?: string;
  readonly models: readonly string[];
  readonly methods: readonly string[];
  readonly sparsity: readonly number[];
  readonly seeds: number;
  readonly baseline: string;
  readonly split: SplitChoice;
  readonly jobs?: number;
  readonly history?: string;
  readonly plugin?: string;
}

/** Where the rest of a sweep is told. */
export interface SweepFileFlags {
  readonly config?: string;
  readonly set?: readonly string[];
}

/** The options of a sweep, from the command line and from a file. */
export interface SweepOptions extends SweepFlags {
  readonly datasets: readonly string[];
  readonly out: string;
  readonly seed: number;
}

/**
 * A sweep's options: those given as flags, then those of `--set`, then those of the file, then the flags' defaults.
 *
 * @param datasets given as arguments: none, where the file has them
 * @param flags with their defaults
 * @param isGiven whether a flag was given, and is no default
 *
 * @throws UsageError where no data set, or no folder, is named; InputError where the file cannot be read; as {@link readSweepFile}
 */
export async function sweepOptions<T extends SweepFlags & SweepFileFlags & { readonly seed: number }>(
  datasets: readonly string[],
  flags: T,
  isGiven: (name: string) => boolean,
): Promise<T & SweepOptions> {
  const { config, set = [] } = flags;
  const text = config === undefined ? "" : await readConfig(config);
  const { datasets: listed = [], ...file } = readSweepFile(text, config ?? "--set", set);
  const told = Object.entries(file)
    .map(([key, value]) => [camelCase(key), value] as const)
    .filter(([key]) => !isGiven(key));
  const options = {
    ...flags,
    ...Object.fromEntries(told),
    datasets: datasets.length > 0 ? datasets : listed,
  } as T & SweepOptions;
  if (options.datasets.length === 0)
    throw new UsageError("GRAPH: expected a data set, as an argument or as datasets of --config, got none");
  if (options.out === undefined)
    throw new UsageError("--out: expected a folder, as a flag or as out of --config, got none");
  return options;
}

async function readConfig(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InputError(`--config ${file}: cannot be read (${reason})`, { cause: error });
  }
}

function camelCase(key: string): string {
  return key.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
