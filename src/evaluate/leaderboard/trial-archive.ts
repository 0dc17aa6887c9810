import { gunzipSync, gzipSync } from "node:zlib";
import { FormatError } from "../../errors.js";
import { readFileIfPresent, writeFileAtomic } from "../../files.js";
import { groupBy } from "../records/group-by.js";
import { latestFinished } from "../summaries/summary.js";
import { parseRecord, type TrialRecord } from "../trials/record.js";

/** More than this is no archive of trials. */
const MOST_BYTES = 2 ** 30;

/**
 * The records of an archive: gzip of JSON Lines, one finished trial a line. None where there is no such file.
 *
 * @throws FormatError where it is damaged, or a line is no record
 */
export async function readTrialArchive(path: string): Promise<TrialRecord[]> {
  const bytes = await readFileIfPresent(path);
  if (bytes === undefined) return [];
  let text: string;
  try {
    text = gunzipSync(bytes, { maxOutputLength: MOST_BYTES }).toString("utf8");
  } catch (cause) {
    throw new FormatError(
      "expected trials, gzip of JSON Lines, got damaged bytes",
      { file: path },
      { cause },
    );
  }
  const lines = text.split("\n").filter((line) => line !== "");
  return lines.map((line, k) => {
    try {
      return parseRecord(line);
    } catch (error) {
      const reason = error instanceof FormatError ? error.reason : String(error);
      throw new FormatError(reason, { file: path, line: k + 1 }, { cause: error });
    }
  });
}

/**
 * Writes the finished trials among some records, each once, sorted: the same trials give the same bytes. Trials that differ in an option (layers,
 * epochs, ...) alone are different ones.
 */
export async function writeTrialArchive(path: string, records: readonly TrialRecord[]): Promise<number> {
  const alike = groupBy(records, ({ input, options }) => JSON.stringify([input.name, options]));
  const finished = [...alike.values()]
    .flatMap((group) => latestFinished(group))
    .sort(
      (a, b) =>
        compare(a.input.name, b.input.name) ||
        compare(a.model, b.model) ||
        compare(a.method, b.method) ||
        a.removed - b.removed ||
        a.seed - b.seed ||
        compare(JSON.stringify(a.options), JSON.stringify(b.options)),
    );
  const text = finished.map((record) => `${JSON.stringify(record)}\n`).join("");
  await writeFileAtomic(path, gzipSync(text, { level: 9 }));
  return finished.length;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
