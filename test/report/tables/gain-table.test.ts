import { expect, test } from "vitest";
import { byModel, summarizeInputs } from "../../../src/evaluate/summaries/input-summary.js";
import type { FinishedRecord } from "../../../src/evaluate/trials/record.js";
import { gainFigure } from "../../../src/report/figures/gain-figure.js";
import { gainTable } from "../../../src/report/tables/gain-table.js";
import { tableText } from "../../../src/report/tables/text-table.js";
import { sweepRecords } from "../../generators/sweep-records.js";

const partOf = (records: readonly FinishedRecord[]) => byModel(summarizeInputs(records)[0])[0];
const faster = (record: FinishedRecord): FinishedRecord => ({
  ...record,
  seconds: 2 - 1.9 * record.sparsity,
});
const PART = partOf(sweepRecords().map(faster));

test("a row a level, with what the full graph takes beside it", () => {
  const table = gainTable(PART)!;
  expect(table.columns.map(({ field }) => field)).toEqual([
    ...["sparsity", "epoch_seconds", "speed_up", "inference_seconds", "tensor_bytes"],
    ...["method", "accuracy", "difference"],
  ]);
  const text = tableText(table);
  expect(text).toMatch(/^ *0 +200 ms +1\.00 +89\.9 +0\.0|^ *0 +200 ms +1\.00 +89\.9 +\+?0\.0/m);
  expect(text).toMatch(/^ *60 +86 ms +2\.33 +14 ms +14 MiB +1-WIS/m);
});

test("the note says from where an epoch is twice as fast, and whether within a point", () => {
  const note = (records: readonly FinishedRecord[]) => gainTable(partOf(records))?.note ?? "";
  expect(note(sweepRecords())).toMatch(/^At no level that was measured is an epoch twice as fast\./);
  expect(note(sweepRecords().map(faster))).toMatch(
    /^An epoch is twice as fast from 60 % of the edges removed, which costs more than one point/,
  );
  const good = sweepRecords().map((record) => ({ ...faster(record), testAccuracy: 0.9 }));
  expect(note(good)).toMatch(
    /^An epoch is twice as fast within one point of accuracy from 60 % of the edges removed by /,
  );
  const pruned = sweepRecords().filter(({ removed }) => removed > 0);
  expect(note(pruned)).toMatch(/^The full graph was not trained on/);
  expect(gainTable({ ...PART, gains: PART.gains.slice(0, 1) })).toBeNull();
});

test("the figure draws what was measured as shares of the full graph's", () => {
  const figure = gainFigure(PART)!.text;
  // The full graph's records do not say inference and memory: no share of them.
  expect(figure.match(/<li/g)).toHaveLength(2);
  expect(figure).toContain("<title>epoch: 60, 43</title>");
  expect(figure).not.toMatch(/NaN|Infinity|undefined/);
  const whole = sweepRecords({ inferenceSeconds: 0.1, tensorBytes: 5 });
  expect(gainFigure(partOf(whole))!.text.match(/<li/g)).toHaveLength(4);
  expect(gainFigure({ gains: PART.gains.slice(1) })).toBeNull();
  expect(gainFigure({ gains: PART.gains.slice(0, 1) })).toBeNull();
});
