import { openDataset } from "../../datasets/open.js";
import { findEntry } from "../../datasets/store/find-entry.js";
import { InputError } from "../../src/errors.js";
import { recordsByInput } from "../../src/evaluate/records/records-by-input.js";
import { readResults } from "../../src/evaluate/records/results-file.js";
import { type FindDataset, removalPicture } from "../../src/evaluate/structure/removal-picture.js";
import { summarizeCurves } from "../../src/evaluate/summaries/curve-summary.js";
import { summarize } from "../../src/evaluate/summaries/summary.js";
import type { Globals } from "../options/globals.js";

interface ReportOptions {
  readonly baseline: string;
}

export async function report(folder: string, { baseline }: ReportOptions, globals: Globals): Promise<void> {
  const { console, dataDir } = globals;
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
  const { textReport, writeReport } = await import("../../src/report/index.js");
  const files = await writeReport(records, folder, {
    baseline,
    async pictureOf(input) {
      const picture = await removalPicture(folder, input, baseline, findByName(dataDir, console.detail));
      if (typeof picture === "string") console.message(picture);
      else
        for (const { method, reason } of picture.missing)
          console.message(`${method} is not in the picture of the graph: ${reason}`);
      return picture;
    },
  });
  console.result(`${textReport(records, baseline)}\n\nreport: ${files.html}`, {
    files: { results: path, ...files },
    baseline,
    inputs: recordsByInput(records).map(({ input, records: ofInput }) => ({
      input,
      summary: summarize(ofInput, baseline),
      curves: summarizeCurves(ofInput, baseline),
    })),
  });
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
