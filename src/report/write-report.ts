import { join } from "node:path";
import { InputError } from "../errors.js";
import { type InputRecords, recordsByInput } from "../evaluate/records/records-by-input.js";
import type { RemovalPicture } from "../evaluate/structure/removal-picture.js";
import { BASELINE_METHOD } from "../evaluate/summaries/summary.js";
import type { TrialRecord } from "../evaluate/trials/record.js";
import { readFileIfPresent, writeFileAtomic } from "../files.js";
import { accuracyChart } from "./figures/accuracy-chart.js";
import { renderPng } from "./figures/render-png.js";
import { renderSvg } from "./figures/render-svg.js";
import { htmlReport, type ReportPart } from "./page/html-report.js";
import { STRUCTURE_TABLE } from "./page/structure-section.js";
import { arrowTable } from "./tables/arrow-table.js";
import { curvesCsv } from "./tables/curves-csv.js";
import { summaryColumns } from "./tables/summary-columns.js";
import { summaryCsv } from "./tables/summary-csv.js";
import { trialColumns } from "./tables/trial-columns.js";

/** Where a report's files are. */
export interface ReportFiles {
  /** the whole report on one page */
  readonly html: string;
  readonly csv: string;
  /** the summary, and all records */
  readonly arrow: string;
  readonly trials: string;
  /** of each input: whole curves */
  readonly curves: readonly string[];
  readonly svg: readonly string[];
  readonly png: readonly string[];
}

export interface ReportOptions {
  /** the method that the others are compared with */
  readonly baseline?: string | undefined;
  /** the graph and removal orders of an input or, in words, why there is no picture of them */
  readonly pictureOf?: ((input: InputRecords) => Promise<RemovalPicture | string>) | undefined;
}

/**
 * Writes what a sweep's records show into a folder: `report.html`, `summary.csv` and `summary.arrow`, `trials.arrow`, `curves.csv`,
 * `accuracy.svg` and `accuracy.png`; the page has the folder's `structure.csv` too, where there is one. For records of several inputs
 * `curves-NAME.csv`, `accuracy-NAME.svg` and `.png` of each.
 *
 * @throws InputError where no trial is finished, or the folder cannot be written to
 */
export async function writeReport(
  records: readonly TrialRecord[],
  folder: string,
  {
    baseline = BASELINE_METHOD,
    pictureOf = async () => "The graph is not drawn: it was not asked for.",
  }: ReportOptions = {},
): Promise<ReportFiles> {
  const inputs = recordsByInput(records).filter(({ records: ofInput }) =>
    ofInput.some(({ outcome }) => outcome === "ok"),
  );
  if (inputs.length === 0)
    throw new InputError(`${folder}: expected at least one finished trial to report on, there is none`);
  const encoder = new TextEncoder();
  const write = async (name: string, content: string | Uint8Array) => {
    const path = join(folder, name);
    await writeFileAtomic(path, typeof content === "string" ? encoder.encode(content) : content);
    return path;
  };
  const csv = await write("summary.csv", summaryCsv(records, baseline));
  const arrow = await write("summary.arrow", arrowTable(summaryColumns(records, baseline)));
  const trials = await write("trials.arrow", arrowTable(trialColumns(records)));
  const curves: string[] = [];
  const svg: string[] = [];
  const png: string[] = [];
  for (const [k, suffix] of suffixes(inputs).entries()) {
    const drawing = await renderSvg(accuracyChart(inputs[k].records, baseline));
    curves.push(await write(`curves${suffix}.csv`, curvesCsv(inputs[k].records, baseline)));
    svg.push(await write(`accuracy${suffix}.svg`, drawing));
    png.push(await write(`accuracy${suffix}.png`, renderPng(drawing)));
  }
  // Of one input: its lines do not say whose they are.
  const structure = inputs.length === 1 ? await readFileIfPresent(join(folder, STRUCTURE_TABLE)) : undefined;
  const parts: ReportPart[] = [];
  for (const input of inputs)
    parts.push({
      ...input,
      picture: await pictureOf(input),
      structure: structure && new TextDecoder().decode(structure),
    });
  const html = await write("report.html", htmlReport(parts, baseline));
  return { html, csv, arrow, trials, curves, svg, png };
}

/** Of several inputs each has its name in the file's, as far as file names go; numbers tell apart those that are equal. */
function suffixes(inputs: readonly InputRecords[]): string[] {
  if (inputs.length === 1) return [""];
  const names = inputs.map(({ input }) => `-${input.name.replace(/[^\w.-]+/g, "_").slice(0, 80)}`);
  return names.map((name, k) => (names.indexOf(name) === k ? name : `${name}-${k + 1}`));
}
