import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { lineOf, runCli } from "../support/run-cli.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const sparsify = ["sparsify", "karate", "--method", "1-wis", "--remove", "10"];

test("--order - writes the order to standard output, and what is told goes to standard error", async () => {
  const folder = temporaryFolder();
  const { code, stdout, stderr } = await runCli([...sparsify, "-o", "less.csv", "--order", "-"], { folder });
  expect(code).toBe(0);
  expect(stderr).toMatch(/10 of 78 edges removed by 1-wis/);
  await runCli([...sparsify, "-o", "less.csv", "--order", "order.csv"], { folder });
  expect(stdout).toBe(readFileSync(join(folder, "order.csv"), "utf8"));
});

test("-o - of a table is csv on standard output, and nothing else", async () => {
  const folder = temporaryFolder();
  await runCli(["walk-index", "karate", "-o", "indices.csv"], { folder });
  const { stdout } = await runCli(["walk-index", "karate", "-o", "-"], { folder });
  expect(stdout).toBe(readFileSync(join(folder, "indices.csv"), "utf8"));
});

test("predict -o - as well", async () => {
  const folder = temporaryFolder();
  const trained = ["train", "citations", "--epochs", "2", "--hidden", "4", "--save", "m.safetensors"];
  expect(await runCli([...trained, "--backend", "cpu"], { folder })).toMatchObject({ code: 0 });
  const predict = ["predict", "citations", "--model-file", "m.safetensors", "--backend", "cpu", "-o"];
  await runCli([...predict, "p.csv"], { folder });
  const { code, stdout, stderr } = await runCli([...predict, "-"], { folder });
  expect({ code, stdout }).toEqual({ code: 0, stdout: readFileSync(join(folder, "p.csv"), "utf8") });
  expect(stderr).toMatch(/accuracy/);
});

test.each([
  [[...sparsify, "-o", "-", "--order", "-"], /--order - and -o - both/],
  [[...sparsify, "-o", "less.csv", "--order", "-", "--json"], /--order - and --json both/],
  [["walk-index", "karate", "-o", "-", "--json"], /--json and -o - both/],
])("%j: two things for one standard output", async (args, says) => {
  const { code, stdout, stderr } = await runCli(args, { folder: temporaryFolder() });
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(lineOf(stderr)).toMatch(says);
});
