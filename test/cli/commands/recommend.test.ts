import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { sureCommand } from "../../../cli/options/sure-command.js";
import { lineOf, runCli } from "../../support/run-cli.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

test("a pilot answers within its time, keeps its trials, and names a command that is understood", async () => {
  const folder = temporaryFolder();
  const quick = ["--epochs", "1", "--hidden", "2", "--jobs", "1", "--backend", "wasm"];
  const args = [
    "recommend",
    "citations",
    "--methods",
    "1-wis,degree",
    "--minutes",
    "0.1",
    "--json",
    ...quick,
  ];
  const run = await runCli(args, { folder });
  const answer = JSON.parse(run.stdout);
  // A busy machine may not finish one trial of each: then the exit code says so.
  expect(run.code).toBe(answer.choice === null ? 1 : 0);
  expect(answer.budget).toMatchObject({ seconds: 6 });
  expect(JSON.parse(readFileSync(join(folder, "recommend-citations/recommendation.json"), "utf8"))).toEqual(
    answer,
  );
  const dry = await runCli([...answer.command.split(" ").slice(1), "--dry-run"], { folder });
  expect(dry).toMatchObject({ code: 0, stderr: "" });
  expect(dry.stdout).toMatch(/^\d+ trials, 0 of them there already/);
});

test("a time that ends before the first trial says so, and leaves an answer without a choice", async () => {
  const folder = temporaryFolder();
  const { code, stdout, stderr } = await runCli(
    [
      "recommend",
      "citations",
      "--methods",
      "1-wis",
      "--minutes",
      "0.001",
      "--jobs",
      "1",
      "-o",
      "pilot",
      "--json",
    ],
    { folder },
  );
  expect(code).toBe(1);
  expect(lineOf(stderr)).toContain("no method finished its first trials in 0.001 min");
  expect(JSON.parse(stdout)).toMatchObject({ choice: null });
  expect(JSON.parse(readFileSync(join(folder, "pilot/recommendation.json"), "utf8")).choice).toBe(null);
});

test("a graph without features is compared by structure, and told so", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "e.csv"), "source,target\na,b\nb,c\nc,a\nc,d\n");
  const { code, stdout } = await runCli(["recommend", "e.csv", "--methods", "1-wis"], { folder });
  expect(code).toBe(0);
  expect(stdout).toContain("By structure alone: the graph has no features and no labels");
  expect(stdout).not.toContain("\u2212");
});

test("what cannot be used is refused in one line", async () => {
  for (const [args, code, message] of [
    [["citations", "--minutes", "0"], 3, "--minutes: expected a number > 0, got 0"],
    [["citations", "--methods", "2-wiss"], 3, 'got "2-wiss"; did you mean 2-wis?'],
    [[], 2, "recommend needs GRAPH"],
  ] as const) {
    const run = await runCli(["recommend", ...args], { folder: temporaryFolder() });
    expect(run.code).toBe(code);
    expect(lineOf(run.stderr)).toContain(message);
  }
});

test("the command that makes sure reads and trains as the pilot did", () => {
  const grid = { models: ["gin"], methods: ["1-wis", "random"], sparsities: [0, 0.5], seeds: [1000, 1001] };
  const options = {
    ...{ backend: "wasm", split: "given", hidden: 16, minImprovement: 0.1 },
    ...{ columns: { source: "a", target: "b" }, header: false, nodes: "it's.csv", nodeFeatures: ["f*"] },
  };
  expect(sureCommand("my graph.csv", options, grid, { dataDir: "/data", folder: "out/sure" })).toBe(
    "seprank evaluate 'my graph.csv' --models gin --methods 1-wis,random --sparsity 0,0.5 --seeds 2 --seed 1000" +
      " --split given --backend wasm --min-improvement 0.1 --hidden 16 --nodes 'it'\\''s.csv'" +
      " --columns source=a,target=b --node-features 'f*' --data-dir /data -o out/sure --no-header",
  );
});
