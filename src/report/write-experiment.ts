import { join } from "node:path";
import { tableToIPC } from "apache-arrow";
import { trajectoryTable } from "../factorization/probes/trajectory.js";
import { makeFolder, writeFileAtomic } from "../files.js";
import type { ExperimentRun } from "../papers/run-experiment.js";
import { drawTo } from "./figures/draw-to.js";
import { figureChart } from "./figures/figure-chart.js";

/** Where an experiment's files are. */
export interface ExperimentFiles {
  readonly compare: string;
  readonly pictures: readonly string[];
  readonly trajectories: readonly string[];
}

/**
 * Writes what an experiment found: `compare.json` (our numbers beside the paper's, the tables, what was run), every figure as `.svg`,
 * `.png` and Vega-Lite specification, and every run below `trajectories/` as an Arrow file.
 *
 * @throws InputError where the folder cannot be written to; Error, when all else is written, where a figure cannot be drawn
 */
export async function writeExperiment(
  { result, ...run }: ExperimentRun,
  folder: string,
): Promise<ExperimentFiles> {
  const {
    figures,
    trajectories = [],
    comparisons,
    tables = [],
    reduction,
    open = [],
    runs: ends = [],
  } = result;
  const encoder = new TextEncoder();
  const pictures: string[] = [];
  const undrawn: string[] = [];
  for (const { name, figure } of figures) {
    const drawn = await drawTo(folder, name, () => figureChart(figure));
    if (drawn.reason !== undefined) undrawn.push(drawn.reason);
    else pictures.push(drawn.png);
  }
  const runs: string[] = [];
  if (trajectories.length > 0) await makeFolder(join(folder, "trajectories"));
  for (const { name, trajectory } of trajectories) {
    const path = join(folder, "trajectories", `${name}.arrow`);
    await writeFileAtomic(path, tableToIPC(trajectoryTable(trajectory), "file"));
    runs.push(path);
  }
  // Last: a folder with this file in it is whole.
  const compare = join(folder, "compare.json");
  const document = { ...run, reduction, open, comparisons, tables, runs: ends };
  await writeFileAtomic(compare, encoder.encode(`${JSON.stringify(document, null, 2)}\n`));
  if (undrawn.length > 0) throw new Error(`all else is written, but ${undrawn.join("; ")}`);
  return { compare, pictures, trajectories: runs };
}
