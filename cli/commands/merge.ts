import type { Command } from "commander";
import { readGlobals } from "../options/globals.js";

/** Declares `seprank merge`: its arguments, options and help. */
export function addMerge(program: Command): void {
  const command = program
    .command("merge")
    .description("put the shards of an evaluation together")
    .argument("<FOLDER...>", "folders with the results.jsonl of seprank evaluate")
    .requiredOption("-o, --out <folder>", "folder for all records and their report")
    .option("--baseline <method>", "the method that the others are compared with", "random")
    .option(
      "--history <path>",
      "write the epochs of the trials that evaluate --history kept: a csv, jsonl or arrow file, or a folder",
    );
  command
    .addHelpText(
      "after",
      `
The folders hold parts of one sweep: the same input, version, options and backend, or nothing is written. The same trial in two
folders is taken once; with different results in them it is an error. Removal orders and histories come along. The folder may hold records
already: merging the same folders again adds what is new.

The same seprank evaluate without --shard, into that folder, runs what is still missing and measures the pruned graphs' structure.

Examples:
  $ seprank evaluate cora --shard 1/2 -o cora-1      # on one machine
  $ seprank evaluate cora --shard 2/2 -o cora-2      # on another
  $ seprank merge cora-1 cora-2 -o cora`,
    )
    .action(async (folders: readonly string[], options) => {
      const { merge } = await import("../actions/merge.js");
      await merge(folders, options, readGlobals(command));
    });
}
