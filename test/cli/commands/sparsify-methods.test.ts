import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { writeGraph } from "../../../src/graph/formats/formats.js";
import { smallDataset } from "../../generators/small-dataset.js";
import { lineOf } from "../../support/run-cli.js";
import { runInProcess } from "../../support/run-in-process.js";

const folder = mkdtempSync(join(tmpdir(), "seprank-"));
afterAll(() => rmSync(folder, { recursive: true }));
const clique = Array.from({ length: 8 }, (_, i) => Array.from({ length: i }, (_, j) => `${j},${i}`)).flat();
writeFileSync(join(folder, "clique.csv"), `${clique.join("\n")}\n`);

const sparsify = (...args: string[]) =>
  runInProcess(["sparsify", "clique.csv", ...args, "-o", "out.csv"], { folder });
const rows = () => readFileSync(join(folder, "out.csv"), "utf8").trimEnd().split("\n");

test("help lists every method by family, and the parameters", async () => {
  const { stdout } = await runInProcess(["sparsify", "--help"]);
  expect(stdout).toContain("shared neighbours  triangle, jaccard, local-similarity, scan, simmelian, forman");
  expect(stdout).toMatch(/spanner +stretch=0 /);
});

test("a method that samples keeps what was asked for, and its weights are written", async () => {
  expect((await sparsify("--method", "spanner", "--set", "stretch=3", "--remove", "10")).code).toBe(0);
  expect(rows()).toHaveLength(1 + 18);
  const args = ["--method", "spectral-reweighted", "--set", "epsilon=0", "--remove", "0.5"];
  expect((await sparsify(...args)).code).toBe(0);
  expect(rows()).toHaveLength(1 + 14);
  expect(rows()[0]).toBe("source,target,weight");
});

test("ugs trains on features and labels, and removes what was asked for; the order is the seed's", async () => {
  const graph = smallDataset();
  writeFileSync(join(folder, "small.npz"), await writeGraph(graph, "npz"));
  const ugs = (seed: string, order: string, ...args: string[]) =>
    runInProcess(
      [
        "sparsify",
        "small.npz",
        "--method",
        "ugs",
        "--set",
        "epochs=4",
        "--set",
        "share=0.5",
        "--model",
        "gin",
      ]
        .concat(["--seed", seed, "--remove", "50%", "--backend", "wasm", "-o", "ugs.csv", "--order", order])
        .concat(args),
      { folder },
    );
  const { code, stdout } = await ugs("1", "first.csv", "--json");
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ method: "ugs", removed: 60, kept: 60, model: "gin", seed: 1 });
  expect((await ugs("1", "same.csv")).code).toBe(0);
  expect((await ugs("2", "other.csv")).code).toBe(0);
  const [first, same, other] = ["first.csv", "same.csv", "other.csv"].map((name) =>
    readFileSync(join(folder, name), "utf8"),
  );
  expect(first.trimEnd().split("\n")).toHaveLength(1 + graph.adjacency.edgeCount);
  expect(same).toBe(first);
  expect(other).not.toBe(first);
});

test("a method that takes too long ends in one line, and nothing is written", async () => {
  const dense = Array.from({ length: 200 }, (_, i) =>
    Array.from({ length: i }, (_, j) => `${j},${i}`),
  ).flat();
  writeFileSync(join(folder, "dense.csv"), `source,target\n${dense.join("\n")}\n`);
  const args = ["--method", "2-wis", "--remove", "50%", "--timeout", "0.05", "-o", "late.csv"];
  const { code, stderr } = await runInProcess(["sparsify", "dense.csv", ...args], { folder });
  expect(code).toBe(1);
  expect(lineOf(stderr)).toContain("2-wis: expected the order within 0.05 s, got ");
  expect(existsSync(join(folder, "late.csv"))).toBe(false);
});

test.each([
  [["--method", "spaner", "--remove", "1"], 3, "did you mean spanner?"],
  [["--method", "spanner", "--remove", "22"], 3, "keeps 7 of 28 edges, so at most 21 can be removed, got 22"],
  [["--method", "disparity", "--remove", "1"], 3, "disparity: expected a graph with edge weights"],
  [
    ["--method", "forest-fire", "--set", "burn=2", "--remove", "1"],
    3,
    "burn: expected a number > 0 and <= 0.99",
  ],
  [["--method", "jaccard", "--set", "t=3", "--remove", "1"], 3, "jaccard: expected no parameter, got t"],
  [["--method", "ugs", "--remove", "1"], 3, "clique.csv: has no vertex features and labels to train on"],
  [
    ["--method", "ugs", "--set", "share=2", "--remove", "1"],
    3,
    "share: expected a number > 0 and <= 1, got 2",
  ],
  [["--method", "random", "--model", "gin", "--remove", "1"], 2, "--model is for ugs, not for random"],
  [["--method", "spanner", "--set", "three", "--remove", "1"], 2, "Expected NAME=NUMBER"],
  [["--method", "random", "--remove", "1", "--timeout", "0"], 3, "timeout: expected seconds > 0, got 0"],
  [
    ["--method", "ugs", "--remove", "1", "--timeout", "1"],
    2,
    "--timeout is for methods that train no network",
  ],
  [["--method", "spanner", "--remove", "1", "--order", "o.csv"], 2, "spanner makes no order"],
])("%j is refused in one line", async (args, code, message) => {
  const result = await sparsify(...args);
  expect(result.code).toBe(code);
  expect(lineOf(result.stderr)).toContain(message);
});
