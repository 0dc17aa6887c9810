import { join } from "node:path";
import { openDataset } from "../../datasets/open.js";
import { findEntry } from "../../datasets/store/find-entry.js";
import { FormatError, InputError } from "../../src/errors.js";
import { readResults } from "../../src/evaluate/records/results-file.js";
import { type FindDataset, removalPicture } from "../../src/evaluate/structure/removal-picture.js";
import {
  parseStructureSummary,
  STRUCTURE_TABLE,
  type StructureSummaryRow,
} from "../../src/evaluate/structure/structure-summary.js";
import { summarizeInputs } from "../../src/evaluate/summaries/input-summary.js";
import { readFileIfPresent } from "../../src/files.js";
import { counted } from "../../src/report/wording/numbers.js";
import { readTrainingCurves } from "../files/read-training-curves.js";
import { checkHistories, saveHistories } from "../files/save-histories.js";
import type { Globals } from "../options/globals.js";
import { releaseSignals } from "../terminal/interrupt.js";

interface ReportOptions {
  readonly baseline: string;
  readonly history?: string | undefined;
}

/** `seprank report`: makes the tables, figures and page of a folder of results again. */
export async function report(
  folder: string,
  { baseline, history }: ReportOptions,
  globals: Globals,
): Promise<void> {
  const { console, dataDir } = globals;
  await releaseSignals();
  const { isExperimentFolder, redrawExperiment, textReport, writeReport } = await import(
    "../../src/report/index.js"
  );
  if (await isExperimentFolder(folder)) {
    if (history !== undefined)
      throw new InputError(
        `--history: expected the folder of seprank evaluate, got an experiment's, ${folder}`,
      );
    const pictures = await redrawExperiment(folder);
    return console.result(pictures.map((path) => `picture: ${path}`).join("\n"), { files: { pictures } });
  }
  if (history !== undefined) await checkHistories(history, [folder]);
  const { path, records } = await readResults(folder);
  if (records.length === 0)
    throw new InputError(
      `${path}: expected the records of seprank evaluate, there are none; name the folder that it wrote to`,
    );
  const methods = new Set(records.map(({ method }) => method));
  if (!methods.has(baseline))
    console.warn(
      `no trial with ${baseline} to compare with; --baseline names one of ${[...methods].join(", ")}`,
    );
  const summaries = summarizeInputs(records, baseline);
  const { undrawn, ...files } = await writeReport(summaries, folder, {
    structure: summaries.length === 1 ? await structureIn(folder) : [],
    trainingOf: (input) => readTrainingCurves(folder, input, console),
    async pictureOf(input) {
      const picture = await removalPicture(folder, input, baseline, findByName(dataDir, console.detail));
      if (typeof picture === "string") console.message(picture);
      else
        for (const { method, reason } of picture.missing)
          console.message(`${method} is not in the picture of the graph: ${reason}`);
      return picture;
    },
  });
  const saved = history === undefined ? null : await saveHistories([{ folder, records }], history);
  const lines = [
    `report: ${files.html}`,
    ...(saved === null ? [] : [`history: ${history}, ${counted(saved.trials, "trial")}`]),
  ];
  if (saved !== null && saved.without > 0)
    console.warn(`${counted(saved.without, "trial")} without a history, as run without --history`);
  console.result(`${textReport(summaries, console.columns)}\n\n${lines.join("\n")}`, {
    ...(saved === null ? {} : { history: { target: history, ...saved } }),
    files: { results: path, ...files },
    baseline,
    inputs: summaries.map(({ input, rows, curves }) => ({ input, summary: rows, curves })),
  });
  if (undrawn.length > 0) throw new Error(`all else is written, but ${undrawn.join("; ")}`);
}

/** Of one input: the lines of `structure.csv` do not say whose they are. */
async function structureIn(folder: string): Promise<StructureSummaryRow[]> {
  const path = join(folder, STRUCTURE_TABLE);
  const bytes = await readFileIfPresent(path);
  if (bytes === undefined) return [];
  try {
    return parseStructureSummary(new TextDecoder().decode(bytes));
  } catch (error) {
    throw error instanceof FormatError ? error.inFile(path) : error;
  }
}

/** The catalogue's data sets only: a record's text names no file. Nothing is downloaded. */
function findByName(dataDir: string | undefined, onMessage: (message: string) => void): FindDataset {
  return async (name) => {
    if (findEntry(name) === undefined) return undefined;
    try {
      return await openDataset(name, { dataDir, onMessage });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      onMessage(error.message);
      return undefined;
    }
  };
}
