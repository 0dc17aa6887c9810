import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadGraph } from "../../../cli/files/load-graph.js";
import type { Globals } from "../../../cli/options/globals.js";
import { createConsole } from "../../../cli/terminal/console.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "seprank-large-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What a terminal shows while a file of so many bytes, most of them comments, is read. */
async function shown(bytes: number): Promise<string[]> {
  const file = join(folder, "list.csv");
  const comment = `#${"-".repeat(998)}\n`;
  writeFileSync(file, `${comment.repeat(Math.floor(bytes / comment.length))}source,target\na,b\n`);
  const lines: string[] = [];
  const quiet = createConsole({ json: false, quiet: true, verbose: false, color: false });
  const console = { ...quiet, progress: (text: string) => lines.push(text) };
  await loadGraph(file, {}, { console, seed: 0, json: false } as unknown as Globals);
  return lines.map((line) => line.replace(file, "FILE"));
}

test("a large file is named while it is read, which takes its time; a small one is not", async () => {
  expect(await shown(9e6)).toEqual(["reading FILE, 9.0 MB"]);
  expect(await shown(1e5)).toEqual([]);
});
