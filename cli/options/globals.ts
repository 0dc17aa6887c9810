import type { Command } from "commander";
import { type Console, createConsole } from "../terminal/console.js";
import { parseInteger } from "./option-values.js";

/** The options that every command takes, and the console they ask for. */
export interface Globals {
  readonly console: Console;
  readonly json: boolean;
  readonly seed: number;
  readonly dataDir: string | undefined;
}

/** Adds the options that every command takes, before or after its name. */
export function addGlobalOptions(program: Command): void {
  program
    .option("--json", "print one JSON document on standard output, everything else on standard error")
    .option("--seed <integer>", "seed of everything random", parseInteger, 0)
    .option("--data-dir <folder>", "where data sets are looked for first; default: $SEPRANK_DATA")
    .option("--quiet", "only results, warnings and errors")
    .option("--verbose", "more detail, and the stack of an error")
    .option("--no-color", "no colours");
}

/** Reads them from a command whose arguments are parsed. */
export function readGlobals(command: Command): Globals {
  const options = command.optsWithGlobals();
  return {
    console: createConsole({
      json: options.json === true,
      quiet: options.quiet === true,
      verbose: options.verbose === true,
      color: options.color,
    }),
    json: options.json === true,
    seed: options.seed,
    dataDir: options.dataDir,
  };
}
