import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createConsole } from "../../../cli/terminal/console.js";

const plain = { json: false, quiet: false, verbose: true, color: false };
const written: { to: "stdout" | "stderr"; text: string }[] = [];
const { isTTY, columns } = process.stderr;

beforeEach(() => {
  written.length = 0;
  for (const to of ["stdout", "stderr"] as const)
    vi.spyOn(process[to], "write").mockImplementation((text) => {
      written.push({ to, text: String(text) });
      return true;
    });
  Object.assign(process.stderr, { isTTY: true, columns: 40 });
});

afterEach(() => {
  vi.restoreAllMocks();
  Object.assign(process.stderr, { isTTY, columns });
});

test("a file's names do not steer the terminal", () => {
  const console = createConsole(plain);
  const name = "\u001b]0;owned\u0007\u009b31m\u202eclass\r";
  console.result(`table\n${name}`, {});
  console.warn(`${name}\nseprank: all is well`);
  createConsole({ ...plain, json: true }).result("", { name });
  const text = written.map((one) => one.text).join("");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
  expect(text).toContain("\\u001b]0;owned\\u0007");
  expect(written.filter(({ to }) => to === "stderr").map((one) => one.text.split("\n").length)).toEqual([2]);
  const [, , json] = written;
  expect(JSON.parse(json.text)).toEqual({ name });
});

test("the line of progress is drawn ten times a second at most, and ends with the last text", async () => {
  const console = createConsole(plain);
  const drawn = () => written.filter(({ text }) => text.includes("edges")).map(({ text }) => text);
  const begun = performance.now();
  for (let k = 0; k <= 20_000; k++) {
    console.progress(() => `${k} edges`);
    if (k % 1000 === 0) await new Promise((resolve) => setTimeout(resolve, 15));
  }
  const elapsed = performance.now() - begun;
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(drawn().length).toBeLessThanOrEqual(elapsed / 100 + 2);
  expect(drawn().at(-1)).toBe("20000 edges");
  console.progress(null);
  expect(written.at(-1)?.text).toBe("\r\u001b[2K");
});

test("a line of progress fits the terminal, also with letters two columns wide", async () => {
  const console = createConsole(plain);
  // The terminal is one: what the test before drew last may be less than a tenth of a second old.
  await new Promise((resolve) => setTimeout(resolve, 120));
  console.progress("\u56fe".repeat(60));
  console.progress(null);
  expect(written[0].text).toBe("\u56fe".repeat(19));
});
