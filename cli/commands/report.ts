import type { Command } from "commander";
import { readGlobals } from "../options/globals.js";

/** Declares `seprank report`: its arguments, options and help. */
export function addReport(program: Command): void {
  const command = program
    .command("report")
    .description("make the report of an evaluation again from its records, or the pictures of an experiment")
    .argument("<FOLDER>", "folder that seprank evaluate or seprank reproduce wrote")
    .option("--baseline <method>", "the method that the others are compared with", "random")
    .option(
      "--history <path>",
      "write the epochs of the trials that evaluate --history kept: a csv, jsonl or arrow file, or a folder",
    );
  command
    .addHelpText(
      "after",
      `
Written into FOLDER: report.html (one page that needs no network: curves, tables, the configuration, the graph with a
slider over the removal orders), summary.csv, summary.arrow, trials.arrow, curves.csv, and accuracy as .svg, .png and
.vl.json (its Vega-Lite specification, for other tools). FOLDER/structure.csv, where evaluate wrote it, is on the page too.

The graph is taken from FOLDER/orders, or else from the data set of the records' name, if it is found and has the same
SHA-256; without it the report has no picture of the graph, and says so. Graphs of up to 20,000 edges are drawn.

Of a folder of seprank reproduce, the figures are drawn anew, as this version draws them, from their .vl.json, which hold the data.

Examples:
  $ seprank report cora-gcn
  $ seprank report cora-gcn --baseline 1-wis --json`,
    )
    .action(async (folder: string, options) => {
      const { report } = await import("../actions/report.js");
      await report(folder, options, readGlobals(command));
    });
}
