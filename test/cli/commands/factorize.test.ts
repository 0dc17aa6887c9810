import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { beforeAll, expect, test } from "vitest";
import { readNpy, writeNpy } from "../../../src/graph/formats/numpy/npy.js";
import { createRandom } from "../../../src/random.js";
import { lineOf, resultOf, startCli } from "../../support/run-cli.js";
import { runInProcess } from "../../support/run-in-process.js";

const SHAPE = [6, 5, 4];
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "seprank-test-"));
  const write = (file: string, content: string | Uint8Array) => writeFileSync(join(folder, file), content);
  const random = createRandom(4);
  const [a, b, c] = SHAPE.map((size) => Array.from({ length: size }, () => random.normal()));
  const tensor = a.flatMap((x) => b.flatMap((y) => c.map((z) => 20 * x * y * z)));
  write("tensor.npy", writeNpy("<f8", SHAPE, tensor));
  const matrix = a.flatMap((x, i) => b.map((y, j) => [i + 1, j + 1, x * y].join(",")));
  write("matrix.csv", `row,column,value\n${matrix.join("\n")}\n`);
  write("large.csv", "0,0,1\n99999,99999,2\n");
  write("bad.npz", "PK");
  return () => rmSync(folder, { recursive: true });
});

const run = (...args: string[]) => runInProcess(["factorize", ...args], { folder });

test("a table of observations: errors, ranks, files, and the same answer when asked again", async () => {
  const args = ["matrix", "--input", "matrix.csv", "--one-based", "--held-out", "0.3", "-o", "matrix"];
  const { code, stdout, stderr } = await run(...args);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/^matrix factorization of a tensor of shape 6 x 5, 30 entries known$/m);
  expect(stdout).toMatch(/^converged after \d+ iterations$/m);
  expect(stdout).toMatch(/^observed +21 /m);
  expect(stdout).toMatch(/^held out +9 /m);
  expect(stdout).toMatch(/^matrix +1 +1\.0\d /m);
  for (const file of ["completed.npy", "factors.npz", "trajectory.arrow", "trajectory.svg", "trajectory.png"])
    expect(existsSync(join(folder, "matrix", file))).toBe(true);
  const again = await run(...args, "--json");
  expect(again.code).toBe(0);
  expect(lineOf(again.stderr)).toMatch(/done before/);
  const summary = JSON.parse(again.stdout);
  expect(summary).toEqual(JSON.parse(readFileSync(join(folder, "matrix", "summary.json"), "utf8")));
  expect(summary.heldOut.relative).toBeLessThan(0.05);
  expect(summary.settings).toMatchObject({ model: "matrix", depth: 3, observe: { fraction: 0.7 } });
  const other = await run(...args, "--init-scale", "0.2");
  expect(other.code).toBe(3);
  expect(lineOf(other.stderr)).toMatch(/option initScale 0\.01, now 0\.2/);
});

test.each([
  ["deep-tensor", "--width", "4", "--depth", "1"],
  ["hierarchical", "--width", "4", "--mode-tree", "[[0,2],1]"],
])("%s of an array", async (model, ...more) => {
  const args = ["--input", "tensor.npy", "--order", "3", "--observe", "60%", "--iterations", "400"];
  const result = await run(model, ...args, ...more, "-o", model, "--json");
  expect(result).toMatchObject({ code: 0, stderr: "" });
  const summary = JSON.parse(result.stdout);
  expect(summary).toMatchObject({ shape: SHAPE, train: { entries: 72 }, heldOut: { entries: 48 } });
  expect(summary.ranks.length).toBe(model === "hierarchical" ? 4 : 1);
  expect(readNpy(readFileSync(join(folder, model, "completed.npy"))).shape).toEqual(SHAPE);
});

test.skipIf(process.platform === "win32")(
  "Ctrl-C keeps the run; the same command ends it as if there had been none",
  async () => {
    const args = ["tensor", "--input", "tensor.npy", "--observe", "0.5", "--rank", "20", "--stop-below", "0"];
    const all = [...args, "--iterations", "100000", "--optimizer", "adam"];
    const child = startCli(["factorize", ...all, "-o", "stopped"], folder);
    while (!existsSync(join(folder, "stopped", "config.json"))) await setTimeout(20);
    await setTimeout(100);
    child.kill("SIGINT");
    const stopped = await resultOf(child);
    expect(stopped).toMatchObject({ code: 130, stdout: "" });
    expect(lineOf(stopped.stderr)).toMatch(/interrupted.*kept in stopped, the same command goes on$/);
    expect(existsSync(join(folder, "stopped", "summary.json"))).toBe(false);
    expect((await run(...all, "-o", "stopped")).code).toBe(0);
    expect((await run(...all, "-o", "whole")).code).toBe(0);
    for (const file of ["summary.json", "completed.npy", "factors.npz", "trajectory.arrow", "trajectory.svg"])
      expect(
        readFileSync(join(folder, "stopped", file)).equals(readFileSync(join(folder, "whole", file))),
      ).toBe(true);
  },
);

test("a run that diverges: one line, exit code 1, and a start for the next", async () => {
  const args = ["matrix", "--input", "matrix.csv", "--one-based", "--optimizer", "gradient-descent"];
  const result = await run(...args, "--learning-rate", "1e6", "-o", "diverged");
  expect(result).toMatchObject({ code: 1, stdout: "" });
  expect(lineOf(result.stderr)).toMatch(
    /^seprank: diverged at iteration \d+ .*--start diverged.checkpoint\.npz/,
  );
  const start = join("diverged", "checkpoint.npz");
  const next = await run(...args, "--start", start, "--iterations", "50", "-o", "next", "--json");
  expect(next).toMatchObject({ code: 0, stderr: "" });
  expect(JSON.parse(next.stdout).start).toMatch(/^[0-9a-f]{64}$/);
});

test.each<[args: string[], code: number, says: RegExp]>([
  [["matrix"], 2, /factorize needs --input <file>/],
  [["vector", "--input", "matrix.csv", "-o", "x"], 2, /vector.*Allowed choices are matrix/],
  [["tensor", "--input", "bad.npz", "-o", "x"], 3, /bad\.npz/],
  [["tensor", "--input", "tensor.npy", "--rank", "0", "-o", "x"], 3, /--rank .*>= 1, got 0/],
  [["tensor", "--input", "tensor.npy", "--rank", "2", "--width", "3", "-o", "x"], 2, /one option; give one/],
  [
    ["tensor", "--input", "tensor.npy", "--observe", "0.001", "-o", "x"],
    3,
    /expected 1 to 120.*got 0 \(0\.001/,
  ],
  [["tensor", "--input", "tensor.npy", "--held-out", "1", "-o", "x"], 3, /--held-out: .*below 1, got 1/],
  [
    ["tensor", "--input", "tensor.npy", "--held-out", "0.1", "--observe", "0.9", "-o", "x"],
    2,
    /--observe and --held-out exclude each other/,
  ],
  [
    ["hierarchical", "--input", "tensor.npy", "--mode-tree", "[[0,1],1]", "-o", "x"],
    3,
    /mode tree \[\[0,1\],1\]: expected nested lists holding each mode/,
  ],
  [["matrix", "--input", "large.csv", "-o", "x"], 3, /74\.5.* GiB would not fit in memory.*--no-completed/],
  [["tensor", "--input", "tensor.npy", "-o", "."], 3, /expected a new folder, an empty one/],
  [
    ["tensor", "--input", "tensor.npy", "--start", "matrix.csv", "-o", "x"],
    3,
    /matrix\.csv:byte \d+: zip: expected/,
  ],
])("factorize %j: one line, exit code %i", async (args, code, says) => {
  const result = await run(...args);
  expect(lineOf(result.stderr)).toMatch(says);
  expect(result).toMatchObject({ code, stdout: "" });
  expect(existsSync(join(folder, "x"))).toBe(false);
});
