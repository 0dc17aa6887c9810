import { readHistory } from "../../src/evaluate/histories/history-files.js";
import type { InputRecords } from "../../src/evaluate/records/records-by-input.js";
import { type TrainingCurves, trainingCurves } from "../../src/evaluate/summaries/training-curves.js";
import { counted } from "../../src/report/wording/numbers.js";
import type { Console } from "../terminal/console.js";

/** The training curves of a folder's trials; what of them cannot be read is told, and left out. */
export async function readTrainingCurves(
  folder: string,
  { records }: InputRecords,
  console: Console,
): Promise<TrainingCurves> {
  const training = await trainingCurves(records, (record) => readHistory(folder, record));
  const { unread } = training;
  if (unread.length > 0)
    console.warn(
      `${counted(unread.length, "history is", "histories are")} not in the training curves, such as ${unread[0]}`,
    );
  return training;
}
