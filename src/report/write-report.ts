import { join } from "node:path";
import { InputError } from "../errors.js";
import type { TrialRecord } from "../experiments/record.js";
import { writeFileAtomic } from "../files.js";
import { accuracyChart } from "./accuracy-chart.js";
import { renderPng } from "./render-png.js";
import { renderSvg } from "./render-svg.js";
import { summaryCsv } from "./summary-csv.js";

/** Where a report's files are. */
export interface ReportFiles {
  readonly csv: string;
  readonly svg: string;
  readonly png: string;
}

/**
 * Writes what a sweep's records show into a folder: `summary.csv`, `accuracy.svg` and `accuracy.png`.
 *
 * @throws InputError where no trial is finished, or the folder cannot be written to
 */
export async function writeReport(
  records: readonly TrialRecord[],
  folder: string,
  baseline?: string,
): Promise<ReportFiles> {
  if (!records.some((record) => record.outcome === "ok"))
    throw new InputError(`${folder}: expected at least one finished trial to report on, there is none`);
  const files = {
    csv: join(folder, "summary.csv"),
    svg: join(folder, "accuracy.svg"),
    png: join(folder, "accuracy.png"),
  };
  const svg = await renderSvg(accuracyChart(records));
  const encoder = new TextEncoder();
  await writeFileAtomic(files.csv, encoder.encode(summaryCsv(records, baseline)));
  await writeFileAtomic(files.svg, encoder.encode(svg));
  await writeFileAtomic(files.png, renderPng(svg));
  return files;
}
