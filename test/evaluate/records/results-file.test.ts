import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { FormatError, InputError } from "../../../src/errors.js";
import { openResults, RESULTS_FILE, readResults } from "../../../src/evaluate/records/results-file.js";
import { failedRecord, finishedRecord } from "../../generators/trial-records.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

test("what is appended is read back", async () => {
  const folder = join(temporaryFolder(), "new", "folder");
  const records = [finishedRecord({ seed: 1 }), failedRecord({ seed: 2 })];
  const first = await openResults(folder);
  expect(first.records).toEqual([]);
  for (const record of records) await first.append(record);
  await first.close();
  const second = await openResults(folder);
  await second.close();
  expect(second.records).toEqual(records);
  expect(second.tornBytes).toBe(0);
});

test("a last line torn at any byte is cut off, and the file goes on whole", async () => {
  const line = `${JSON.stringify(finishedRecord({ seed: 1 }))}\n`;
  const last = JSON.stringify(finishedRecord({ seed: 2 }));
  for (const length of [1, 2, Math.floor(last.length / 2), last.length - 1, last.length]) {
    const folder = temporaryFolder();
    const path = join(folder, RESULTS_FILE);
    writeFileSync(path, line + last.slice(0, length));
    const results = await openResults(folder);
    expect(results.records.map(({ seed }) => seed)).toEqual([1]);
    expect(results.tornBytes).toBe(length);
    await results.append(finishedRecord({ seed: 3 }));
    await results.close();
    expect(readFileSync(path, "utf8")).toBe(`${line}${JSON.stringify(finishedRecord({ seed: 3 }))}\n`);
  }
});

test.each([
  ["a JSON document on one line", '{"learningRate":0.1}'],
  ["a text", "my notes"],
  ["a byte", "["],
  ["after records of ours", `${JSON.stringify(finishedRecord())}\nnotes`],
])("a last line without a newline that is not ours is left as it is: %s", async (_, content) => {
  const folder = temporaryFolder();
  const path = join(folder, RESULTS_FILE);
  writeFileSync(path, content);
  await expect(openResults(folder)).rejects.toThrow(
    /expected a whole line, or the beginning of a record .* choose another folder/,
  );
  await expect(readResults(folder)).rejects.toThrow(FormatError);
  expect(readFileSync(path, "utf8")).toBe(content);
});

test.each([
  ["not JSON", "{", /expected a trial's record, one JSON object a line/],
  ["an empty line", "", /one JSON object a line/],
  ["another schema", JSON.stringify({ ...finishedRecord(), schema: 2 }), /field schema/],
  ["accuracy above 1", JSON.stringify(finishedRecord({ testAccuracy: 80 })), /field testAccuracy/],
  [
    "a split of no kind",
    JSON.stringify({ ...finishedRecord(), options: { ...finishedRecord().options, split: { given: 0 } } }),
    /field options\.split/,
  ],
  ["an unknown field", JSON.stringify({ ...finishedRecord(), extra: 1 }), /extra/],
])("a whole line that is no record is refused with its place: %s", async (_, line, message) => {
  const folder = temporaryFolder();
  const path = join(folder, RESULTS_FILE);
  writeFileSync(path, `${JSON.stringify(finishedRecord())}\n${line}\n`);
  const before = readFileSync(path, "utf8");
  const error = await openResults(folder).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(FormatError);
  expect((error as FormatError).message).toMatch(message);
  expect((error as FormatError).location).toEqual({ file: path, line: 2 });
  expect(readFileSync(path, "utf8")).toBe(before);
});

test("a folder that cannot be made is bad input", async () => {
  const file = join(temporaryFolder(), "file");
  appendFileSync(file, "");
  await expect(openResults(join(file, "below"))).rejects.toThrow(InputError);
  expect(existsSync(file)).toBe(true);
});
