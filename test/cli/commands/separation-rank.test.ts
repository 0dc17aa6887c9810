import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { lineOf } from "../../support/run-cli.js";
import { runInProcess } from "../../support/run-in-process.js";

let folder: string;
const run = (...args: string[]) => runInProcess(args, { folder });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "seprank-test-"));
  // Two triangles, a to c and d to f, joined by the edge c-d.
  const edges = ["a,b", "b,c", "c,a", "c,d", "d,e", "e,f", "f,d"];
  writeFileSync(join(folder, "triangles.csv"), ["source,target", ...edges, ""].join("\n"));
  const sides = { apart: [..."abc"], through: { vertices: ["a", "d"], target: "a" } };
  writeFileSync(join(folder, "sides.json"), JSON.stringify(sides));
  return () => rmSync(folder, { recursive: true });
});

describe("separation-rank", () => {
  test("a table of bounds and measured ranks", async () => {
    const args = ["separation-rank", "triangles.csv", "--partition", "sides.json", "--trials", "2"];
    const { code, stdout } = await run(...args, "--points", "16", "-o", "ranks.csv");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^separation ranks, 2 networks of depth 2, width 2, 2 features$/m);
    expect(stdout).toMatch(/^apart +3 +- +8 +2\.57 +>= 16 +>= 16 +512 +8\.6e\+9$/m);
    expect(stdout).toMatch(/^through +2 +a +3 +2\.37 +4 +4 +8 +4096$/m);
    const table = readFileSync(join(folder, "ranks.csv"), "utf8");
    expect(table).toMatch(/^partition,size,target,walkIndex,lower,lowest,highest,undecided,/);
    const { stdout: json } = await run(...args, "--points", "16", "--json", "--quiet");
    expect(JSON.parse(json)).toMatchObject({
      depth: 2,
      partitions: [
        { partition: "apart", lowest: 16, undecided: 2, walkIndex: 8 },
        { partition: "through", target: "a", lowest: 4, highest: 4, undecided: 0 },
      ],
    });
    const [, through] = JSON.parse(json).partitions;
    expect(through.minimalCut).toBeCloseTo(Math.log(8), 10);
    expect(through.failure).toBeLessThan(1e-4);
  });

  test("what takes too long is given up in time, in one line", async () => {
    const wide = ["separation-rank", "karate", "--partitions-by", "community", "--width", "64"];
    const { code, stdout, stderr } = await run(...wide, "--timeout", "0.3");
    expect([code, stdout]).toEqual([1, ""]);
    expect(lineOf(stderr)).toMatch(
      /separation-rank: 0 of \d+ networks were measured within 0\.3 s; raise --timeout, or ask for less: /,
    );
  });

  test.each([
    [[], 2, "separation-rank needs --partition or --partitions-by"],
    [
      ["--partition", "sides.json", "--partitions-by", "label"],
      2,
      "--partition and --partitions-by exclude each other",
    ],
    [["--partition", "sides.json", "--timeout", "0"], 3, "--timeout: expected seconds > 0, got 0"],
    [["--partition", "sides.json", "--width", "0"], undefined, "--width: expected an integer >= 1, got 0"],
    [
      ["--partition", "sides.json", "--target", "z"],
      undefined,
      '--target: expected a vertex of triangles.csv, got "z"',
    ],
  ])("%j is refused", async (args, code, message) => {
    const result = await run("separation-rank", "triangles.csv", ...args);
    expect(result.code).not.toBe(0);
    if (code !== undefined) expect(result.code).toBe(code);
    expect(lineOf(result.stderr)).toContain(message);
  });
});
