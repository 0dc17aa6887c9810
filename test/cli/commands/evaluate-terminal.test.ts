import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { writeGraph } from "../../../src/graph/formats/formats.js";
import { smallDataset } from "../../generators/small-dataset.js";
import { CLI, resultOf, startCli } from "../../support/run-cli.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

/** The long form: SEPRANK_SOAK=1 npx vitest run test/cli/commands/evaluate-terminal.test.ts */
const REPEATS = process.env.SEPRANK_SOAK === undefined ? 2 : 200;
const GRID = ["--methods", "1-wis,random", "--sparsity", "0,0.5,1", "--seeds", "2", "--jobs", "2"];
const MODEL = ["--layers", "1", "--hidden", "4", "--backend", "cpu"];
const hasScript = spawnSync("script", ["--version"]).status === 0;

async function folderWithGraph(): Promise<string> {
  const folder = temporaryFolder();
  // Wide features: what is sent to a worker is longer than a socket holds at once.
  const { features, ...dataset } = smallDataset(60);
  const columns = 5000;
  const values = Float32Array.from({ length: 60 * columns }, (_, k) => (k % columns === k % 7 ? 1 : 0));
  const wide = { ...dataset, features: { ...features!, kind: "dense" as const, columns, values, rows: 60 } };
  writeFileSync(join(folder, "small.npz"), await writeGraph(wide, "npz"));
  return folder;
}

const recordsIn = (folder: string) => {
  const path = join(folder, "results", "results.jsonl");
  return existsSync(path) ? readFileSync(path, "utf8").split("\n").slice(0, -1) : [];
};

test.skipIf(!hasScript)(
  `under a pseudo-terminal every run ends with its report and without its lock, ${REPEATS} times`,
  async () => {
    const folder = await folderWithGraph();
    for (let k = 0; k < REPEATS; k++) {
      const out = `results-${k}`;
      const args = ["evaluate", "small.npz", ...GRID, ...MODEL, "--epochs", "2", "-o", out];
      const command = [process.execPath, CLI, ...args].map((part) => `'${part}'`).join(" ");
      const child = spawn("script", ["--quiet", "--return", "--command", command, "/dev/null"], {
        cwd: folder,
        stdio: ["ignore", "pipe", "pipe"],
      });
      const [shown, [code]] = await Promise.all([text(child.stdout), once(child, "close")]);
      expect({ code, report: shown.includes("report: "), k }).toEqual({ code: 0, report: true, k });
      expect(shown).toContain("of 8 trials");
      const lines = readFileSync(join(folder, out, "results.jsonl"), "utf8")
        .split("\n")
        .slice(0, -1);
      expect(lines.map((line) => JSON.parse(line).outcome)).toEqual(Array(8).fill("ok"));
      const files = readdirSync(join(folder, out));
      expect(files).toContain("report.html");
      expect(files).not.toContain("run.lock");
    }
  },
  REPEATS * 60_000,
);

test("the end of the terminal ends the run in good order: what is finished is kept, the lock is gone", async () => {
  const folder = await folderWithGraph();
  const args = ["evaluate", "small.npz", ...GRID, ...MODEL, "--epochs", "400", "-o", "results"];
  const child = startCli(args, folder);
  const result = resultOf(child);
  while (recordsIn(folder).length < 1) await new Promise((resolve) => setTimeout(resolve, 20));
  process.kill(-child.pid!, "SIGHUP");
  const { code, stderr } = await result;
  expect(code).toBe(130);
  expect(stderr).toMatch(/seprank: interrupted; \d of 8 trials are kept in /);
  expect(existsSync(join(folder, "results", "run.lock"))).toBe(false);
  // No trial is recorded as failed because its process had gone.
  for (const line of recordsIn(folder)) expect(JSON.parse(line).outcome).toBe("ok");
});
