import { mergeResults } from "../../src/evaluate/merge-results.js";
import { checkHistories } from "../files/save-histories.js";
import type { Globals } from "../options/globals.js";
import { report } from "./report.js";

interface MergeOptions {
  readonly out: string;
  readonly baseline: string;
  readonly history?: string;
}

/** `seprank merge`: joins the results of several shards in one folder. */
export async function merge(
  folders: readonly string[],
  { out, baseline, history }: MergeOptions,
  globals: Globals,
): Promise<void> {
  if (history !== undefined) await checkHistories(history, [out]);
  const { records, added, repeated } = await mergeResults(folders, out);
  const again = repeated === 0 ? "" : `, ${repeated} there more than once with the same results`;
  globals.console.message(`${out}: ${added} records added${again}; ${records.length} in all`);
  await report(out, { baseline, history }, globals);
}
