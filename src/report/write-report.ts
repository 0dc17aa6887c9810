import { join } from "node:path";
import { InputError } from "../errors.js";
import type { InputRecords } from "../evaluate/records/records-by-input.js";
import type { RemovalPicture } from "../evaluate/structure/removal-picture.js";
import type { StructureSummaryRow } from "../evaluate/structure/structure-summary.js";
import type { InputSummary } from "../evaluate/summaries/input-summary.js";
import type { TrainingCurves } from "../evaluate/summaries/training-curves.js";
import { writeFileAtomic } from "../files.js";
import { accuracyChart } from "./figures/accuracy-chart.js";
import { drawTo } from "./figures/draw-to.js";
import { htmlReport, type ReportPart } from "./page/html-report.js";
import { curveTable } from "./tables/curve-table.js";
import { structureTable } from "./tables/structure-table.js";
import { summaryTable } from "./tables/summary-table.js";
import type { Table } from "./tables/table.js";
import { tableArrow } from "./tables/table-arrow.js";
import { tableCsv } from "./tables/table-csv.js";
import { trialTable } from "./tables/trial-table.js";

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
  /** where structures were measured */
  readonly structure?: string | undefined;
  readonly svg: readonly string[];
  readonly png: readonly string[];
  /** pictures that could not be drawn, each with the reason; all else is written */
  readonly undrawn: readonly string[];
}

export interface ReportOptions {
  /** the graph and removal orders of an input or, in words, why there is no picture of them */
  readonly pictureOf?: ((input: InputRecords) => Promise<RemovalPicture | string>) | undefined;
  /** what is left of the structure of the only input's graph; default nothing */
  readonly structure?: readonly StructureSummaryRow[] | undefined;
  /** the training curves of an input; default none */
  readonly trainingOf?: ((input: InputRecords) => Promise<TrainingCurves | undefined>) | undefined;
}

/**
 * Writes what a sweep's records show into a folder: `report.html`, `summary.csv` and `summary.arrow`, `trials.arrow`, `curves.csv`,
 * `structure.csv` where structures are given, `accuracy.svg` with its Vega-Lite specification `accuracy.vl.json`, and `accuracy.png`. For
 * records of several inputs `curves-NAME.csv`, `accuracy-NAME.svg` and so on of each.
 *
 * Tables and the page are written first: a picture that cannot be drawn takes nothing else along.
 *
 * @param summaries see {@link summarizeInputs}; inputs without a finished trial are left out
 * @throws InputError where no trial is finished, or the folder cannot be written to
 *
 * Complexity: O(R log R) for R records.
 */
export async function writeReport(
  summaries: readonly InputSummary[],
  folder: string,
  {
    pictureOf = async () => "The graph is not drawn: it was not asked for.",
    structure = [],
    trainingOf = async () => undefined,
  }: ReportOptions = {},
): Promise<ReportFiles> {
  const inputs = summaries.filter(({ rows }) => rows.length > 0);
  if (inputs.length === 0)
    throw new InputError(`${folder}: expected at least one finished trial to report on, there is none`);
  const encoder = new TextEncoder();
  const write = async (name: string, content: string | Uint8Array) => {
    const path = join(folder, name);
    await writeFileAtomic(path, typeof content === "string" ? encoder.encode(content) : content);
    return path;
  };
  const writeCsv = async (name: string, table: Table | null) =>
    table === null ? [] : [await write(name, tableCsv(table))];
  const summary = summaryTable(inputs);
  const csv = await write("summary.csv", tableCsv(summary));
  const arrow = await write("summary.arrow", tableArrow(summary));
  const trials = await write(
    "trials.arrow",
    tableArrow(trialTable(summaries.flatMap(({ records }) => records))),
  );
  const named = suffixes(inputs).map((suffix, k) => ({ suffix, input: inputs[k] }));
  const curves: string[] = [];
  for (const { suffix, input } of named)
    curves.push(...(await writeCsv(`curves${suffix}.csv`, curveTable(input))));
  const [structureFile] =
    structure.length === 0 ? [] : await writeCsv("structure.csv", structureTable(structure));
  const undrawn: string[] = [];
  const parts: ReportPart[] = [];
  for (const input of inputs)
    parts.push({ ...input, picture: await pictureOf(input), structure, training: await trainingOf(input) });
  const html = await write("report.html", htmlReport(parts));
  const svg: string[] = [];
  const png: string[] = [];
  for (const { suffix, input } of named) {
    const drawn = await drawTo(folder, `accuracy${suffix}`, () => accuracyChart(input));
    if (drawn.reason !== undefined) undrawn.push(drawn.reason);
    else {
      svg.push(drawn.svg);
      png.push(drawn.png);
    }
  }
  return { html, csv, arrow, trials, curves, structure: structureFile, svg, png, undrawn };
}

/** Of several inputs each has its name in the file's, as far as file names go; numbers distinguish those that are equal. */
function suffixes(inputs: readonly InputRecords[]): string[] {
  if (inputs.length === 1) return [""];
  const names = inputs.map(
    ({ input }) =>
      `-${input.name
        .slice(0, 200)
        .replace(/[^\w.-]+/g, "_")
        .slice(0, 80)}`,
  );
  return names.map((name, k) => (names.indexOf(name) === k ? name : `${name}-${k + 1}`));
}
