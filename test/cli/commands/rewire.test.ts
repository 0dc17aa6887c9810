import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { lineOf } from "../../support/run-cli.js";
import { runInProcess } from "../../support/run-in-process.js";

const folder = mkdtempSync(join(tmpdir(), "seprank-test-"));
afterAll(() => rmSync(folder, { recursive: true }));
writeFileSync(join(folder, "path.csv"), "source,target\na,b\nb,c\nc,d\nd,e\n");
writeFileSync(join(folder, "missing.csv"), "source,target\nb,d\ne,a\na,c\n");
writeFileSync(join(folder, "there.csv"), "source,target\na,c\nd,c\n");
writeFileSync(join(folder, "unknown.csv"), "source,target\na,z\n");
writeFileSync(join(folder, "weights.csv"), "source,target,weight\na,b,2\nb,c,3\n");

test("adds the edge between the path's ends, from a file and by name", async () => {
  const run = await runInProcess(
    ["rewire", "path.csv", "--add", "1", "--candidates", "missing.csv", "-o", "more.csv", "--json"],
    { folder },
  );
  expect(run.code).toBe(0);
  expect(JSON.parse(run.stdout)).toMatchObject({ added: [["e", "a"]], candidateCount: 3, walkLength: 2 });
  expect(readFileSync(join(folder, "more.csv"), "utf8")).toBe("source,target\na,b\nb,c\nc,d\nd,e\ne,a\n");
  const two = await runInProcess(
    ["rewire", "karate", "--add", "5", "--candidates", "two-hop", "-o", "club.csv"],
    {
      folder,
    },
  );
  expect(two.stdout).toContain("5 edges of 265 candidates added to 78, 83 in all");
});

test.each([
  [["path.csv", "--add", "1", "--candidates", "there.csv"], "got d, c, which is there; leave it out"],
  [["path.csv", "--add", "1", "--candidates", "unknown.csv"], 'expected vertices of path.csv, got "z"'],
  [["path.csv", "--add", "9", "--candidates", "missing.csv"], "--add 9: expected at most 3"],
  [["path.csv", "--add", "1", "--candidates", "none.csv"], "none.csv"],
  [["weights.csv", "--add", "1", "--candidates", "two-hop"], "expected a graph without weights"],
  [["path.csv", "--add", "1", "--candidates", "two-hop", "--walk-length", "4"], "expected 1 or 2"],
] as const)("%j is refused in one line", async (args, message) => {
  const run = await runInProcess(["rewire", ...args, "-o", "x.csv"], { folder });
  expect(run.code).toBe(3);
  const lines = run.stderr.trimEnd().split("\n");
  expect(lineOf(`${lines.at(-1)}\n`)).toContain(message);
});
