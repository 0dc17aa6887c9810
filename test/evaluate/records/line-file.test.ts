import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { FormatError } from "../../../src/errors.js";
import { openLineFile, parseLines } from "../../../src/evaluate/records/line-file.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

const format = {
  parse(line: string): { readonly text: string } {
    if (!line.startsWith('{"text":')) throw new FormatError("expected a text");
    return JSON.parse(line);
  },
  beginning: '{"text":',
};

/** Longer than what is read at a time, with characters of several bytes across its ends. */
const texts = ["ä€😀".repeat(70_000), "", "b".repeat(2 ** 18 - 12), "é".repeat(3), "c".repeat(2 ** 19)];
const content = texts.map((text) => `${JSON.stringify({ text })}\n`).join("");

test("records longer than what is read at a time are read whole, one after another", async () => {
  const path = join(temporaryFolder(), "lines.jsonl");
  const torn = '{"text":"tor';
  writeFileSync(path, content + torn);
  const found: string[] = [];
  const file = await openLineFile(path, format, ({ text }) => found.push(text));
  await file.append({ text: "last" });
  await file.close();
  expect(found).toEqual(texts);
  expect(file.tornBytes).toBe(torn.length);
  expect(readFileSync(path, "utf8")).toBe(`${content}{"text":"last"}\n`);
  expect(parseLines(readFileSync(path), path, format).records).toHaveLength(6);
});

test.each([
  [`${content}no record\n`, 6],
  [`${content}no record`, 6],
  [`${texts[0]}\n${content}`, 1],
  // A mark of the byte order within the file is none.
  [`${content}\uFEFF{"text":"x"}\n`, 6],
])("a foreign line is refused by its number, and the file is left as it is (%#)", async (whole, line) => {
  const path = join(temporaryFolder(), "lines.jsonl");
  writeFileSync(path, whole);
  await expect(openLineFile(path, format, () => undefined)).rejects.toMatchObject({ location: { line } });
  expect(readFileSync(path, "utf8")).toBe(whole);
});
