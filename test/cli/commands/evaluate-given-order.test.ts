import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { writeGraph } from "../../../src/graph/formats/formats.js";
import { smallDataset } from "../../generators/small-dataset.js";
import { lineOf, runCli } from "../../support/run-cli.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

const OPTIONS = [
  ...["--sparsity", "0.5", "--seeds", "1", "--jobs", "1", "--layers", "1", "--hidden", "4"],
  ...["--epochs", "5", "--no-structure", "--backend", "cpu", "-o", "results"],
];
const evaluate = (methods: string, ...more: string[]) => [
  "evaluate",
  "small.npz",
  "--methods",
  methods,
  ...OPTIONS,
  ...more,
];

test("the order that sparsify wrote gives the trials of the method that made it; another under its name, or another set of edges, is refused", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "small.npz"), await writeGraph(smallDataset(60), "npz"));
  const made = await runCli(
    ["sparsify", "small.npz", "--method", "1-wis", "--remove", "0", "--order", "order.csv", "-o", "p.csv"],
    { folder },
  );
  expect(made.code).toBe(0);
  const run = await runCli(evaluate("1-wis,mine=order.csv"), { folder });
  expect({ code: run.code, stderr: run.stderr }).toMatchObject({ code: 0 });
  const records = readFileSync(join(folder, "results", "results.jsonl"), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  const [mine, own] = ["mine", "1-wis"].map((name) => records.find(({ method }) => method === name));
  expect(mine.outcome).toBe("ok");
  expect(mine.testAccuracy).toBe(own.testAccuracy);
  expect(mine.validationAccuracy).toBe(own.validationAccuracy);
  expect(mine.orderSeconds).toBe(0);

  const [header, ...lines] = readFileSync(join(folder, "order.csv"), "utf8").trimEnd().split("\n");
  writeFileSync(join(folder, "turned.csv"), `${[header, ...lines.toReversed()].join("\n")}\n`);
  const other = await runCli(evaluate("mine=turned.csv"), { folder });
  expect(other.code).toBe(3);
  expect(other.stderr).toMatch(
    /holds 1 trials of another order under the name mine; give this order another name/,
  );

  writeFileSync(join(folder, "short.csv"), `${[header, ...lines.slice(2)].join("\n")}\n`);
  const short = await runCli(evaluate("short=short.csv"), { folder });
  expect(short.code).toBe(3);
  expect(lineOf(short.stderr)).toMatch(
    /short=short\.csv: expected each of the \d+ edges of small\.npz once, .* got 2 missing/,
  );

  const taken = await runCli(evaluate("random=order.csv"), { folder });
  expect(taken.code).toBe(3);
  expect(lineOf(taken.stderr)).toMatch(/expected a name of its own, got random/);
  expect((await runCli(evaluate("mine="), { folder })).code).toBe(3);
});
