import { join } from "node:path";
import { tableToIPC } from "apache-arrow";
import { trajectoryTable } from "../factorization/probes/trajectory.js";
import { makeFolder, writeFileAtomic } from "../files.js";
import type { ExperimentRun } from "../papers/run-experiment.js";
import { figureChart } from "./figures/figure-chart.js";
import { renderPng } from "./figures/render-png.js";
import { renderSvg } from "./figures/render-svg.js";

/** Where an experiment's files are. */
export interface ExperimentFiles {
  readonly compare: string;
  readonly pictures: readonly string[];
  readonly trajectories: readonly string[];
}

/**
 * Writes what an experiment found: `compare.json` (our numbers beside the paper's, the tables, what was run), every figure as `.svg` and
 * `.png`, and every run below `trajectories/` as an Arrow file.
 *
 * @throws InputError where the folder cannot be written to
 */
export async function writeExperiment(
  { result, ...run }: ExperimentRun,
  folder: string,
): Promise<ExperimentFiles> {
  const { figures, trajectories = [], comparisons, tables = [], reduction } = result;
  const encoder = new TextEncoder();
  const pictures: string[] = [];
  for (const { name, figure } of figures) {
    const svg = await renderSvg(figureChart(figure));
    const png = join(folder, `${name}.png`);
    await writeFileAtomic(join(folder, `${name}.svg`), encoder.encode(svg));
    await writeFileAtomic(png, renderPng(svg));
    pictures.push(png);
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
  const document = { ...run, reduction, comparisons, tables };
  await writeFileAtomic(compare, encoder.encode(`${JSON.stringify(document, null, 2)}\n`));
  return { compare, pictures, trajectories: runs };
}
