import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { drawMutants } from "./draw.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "seprank-mutants-"));
  mkdirSync(join(folder, "inner"));
  writeFileSync(
    join(folder, "inner", "sign.ts"),
    [
      "export function sign(x: number): string {",
      '  if (Number.isNaN(x)) throw new Error("expected a number");',
      '  return x < 0 ? "minus" : "plus";',
      "}",
      "",
    ].join("\n"),
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

test("mutants are drawn of all files below a folder, and sentences are left alone", async () => {
  const all = await drawMutants(folder, 1000, 1);
  const changes = all.map(({ original, replacement }) => `${original} => ${replacement}`);
  for (const change of ["x < 0 => x <= 0", "x < 0 => x >= 0", '"minus" => ""', '"plus" => ""'])
    expect(changes).toContain(change);
  expect(changes.filter((change) => change.startsWith('"expected'))).toEqual([]);
});

test("a seed gives one sample; a larger sample holds the smaller one, and lines that move change nothing", async () => {
  const drawn = async (sample: number, seed: number) =>
    (await drawMutants(folder, sample, seed)).map(({ original, replacement }) => [original, replacement]);
  const sample = await drawn(5, 3);
  expect(sample).toHaveLength(5);
  expect((await drawn(8, 3)).slice(0, 5)).toEqual(sample);
  expect(await drawn(8, 4)).not.toEqual(await drawn(8, 3));
  const file = join(folder, "inner", "sign.ts");
  writeFileSync(file, `// One more line.\n${readFileSync(file, "utf8")}`);
  expect(await drawn(5, 3)).toEqual(sample);
});

test("every entry of equivalent.json names a line that is there, and says why", () => {
  const entries = JSON.parse(readFileSync("test/mutants/equivalent.json", "utf8"));
  for (const { file, line, original, replacement, why } of entries) {
    const lines = readFileSync(file, "utf8").split("\n");
    expect(
      lines.map((text) => text.trim()),
      `${file}: ${line}`,
    ).toContain(line);
    expect(lines.join("\n")).toContain(original);
    expect(replacement).not.toBe(original);
    expect(why.length).toBeGreaterThan(10);
  }
});
