import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { writeGraph } from "../../../src/graph/formats/formats.js";
import { smallDataset } from "../../generators/small-dataset.js";
import { lineOf, runCli } from "../../support/run-cli.js";
import { runInProcess } from "../../support/run-in-process.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

const EVALUATE = [
  ...[
    "evaluate",
    "small.npz",
    "--methods",
    "1-wis,random",
    "--sparsity",
    "0,0.5,1",
    "--seeds",
    "2",
    "--jobs",
    "2",
  ],
  ...["--layers", "1", "--hidden", "4", "--epochs", "5", "-o", "results"],
];
const MADE = [
  ...["accuracy.png", "accuracy.svg", "accuracy.vl.json", "curves.csv", "report.html"],
  ...["summary.arrow", "summary.csv", "trials.arrow"],
];

test("evaluate's report is made again from the folder alone, byte for byte", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "small.npz"), await writeGraph(smallDataset(60), "npz"));
  const results = join(folder, "results");
  const evaluated = await runCli(EVALUATE, { folder });
  expect(evaluated.code).toBe(0);
  expect(evaluated.stdout).toMatch(/^report: results.report\.html$/m);
  const first = new Map(MADE.map((name) => [name, readFileSync(join(results, name))]));
  expect(first.get("report.html")!.includes('data-picture="input-0-data"')).toBe(true);

  // Neither the graph's file nor what was made is needed.
  rmSync(join(folder, "small.npz"));
  for (const name of MADE) rmSync(join(results, name));
  const again = await runCli(["report", "results", "--json"], { folder });
  expect({ code: again.code, stderr: again.stderr }).toEqual({ code: 0, stderr: "" });
  expect(JSON.parse(again.stdout)).toMatchObject({
    baseline: "random",
    files: { html: join("results", "report.html") },
    inputs: [{ input: { name: "small.npz", vertices: 60 } }],
  });
  for (const [name, bytes] of first) expect(readFileSync(join(results, name)).equals(bytes), name).toBe(true);

  // Without the graph, which no data set's name leads to, the page says that there is no picture; without orders, they are computed.
  rmSync(join(results, "orders"), { recursive: true });
  const bare = await runCli(["report", "results", "--baseline", "2-wis"], { folder });
  expect(bare.code).toBe(0);
  expect(bare.stderr).toMatch(/^seprank: warning: no trial with 2-wis to compare with/m);
  expect(bare.stderr).toMatch(/^The graph is not drawn: its edges are not in the folder/m);
  const page = readFileSync(join(results, "report.html"), "utf8");
  expect(page).not.toContain("data-picture=");
  expect(page).toContain("The graph is not drawn: its edges are not in the folder");
  expect(readdirSync(results).sort()).toEqual(
    [...MADE, "results.jsonl", "structure.csv", "structure.jsonl"].sort(),
  );
});

test("bad input: no records, no folder, a line that is no record", async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "empty"));
  for (const name of ["empty", "missing"]) {
    const { code, stderr } = await runInProcess(["report", name], { folder });
    expect(code).toBe(3);
    expect(lineOf(stderr)).toMatch(
      /results\.jsonl: expected the records of seprank evaluate, there are none; /,
    );
  }
  expect(existsSync(join(folder, "missing"))).toBe(false);
  writeFileSync(join(folder, "empty", "results.jsonl"), "{}\n");
  const { code, stderr } = await runInProcess(["report", "empty"], { folder });
  expect(code).toBe(3);
  expect(lineOf(stderr)).toMatch(/results\.jsonl:1: expected a trial's record/);
  expect((await runInProcess(["report"], { folder })).code).toBe(2);
});
