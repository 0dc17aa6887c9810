import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { hasRedis, startRedis } from "../../support/redis-server.js";
import { lineOf, resultOf, runCli, startCli } from "../../support/run-cli.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

const sweep = ["evaluate", "citations", "--methods", "1-wis,random", "--sparsity", "0,0.5", "--seeds", "3"];
const quick = ["--epochs", "20", "--hidden", "4", "--no-structure"];

/** What trials came to, without what differs from run to run. */
function resultsIn(folder: string): unknown[] {
  const lines = readFileSync(join(folder, "results.jsonl"), "utf8").trimEnd().split("\n");
  const parsed = lines.map((line) => ({
    ...JSON.parse(line),
    finishedAt: 0,
    seconds: 0,
    inferenceSeconds: 0,
    orderSeconds: 0,
    peakMemory: 0,
  }));
  return parsed.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

describe.runIf(hasRedis)("evaluate --queue and worker", () => {
  test("killed workers and coordinators: the records and the table are those of an undisturbed local run", async () => {
    const folder = temporaryFolder();
    const { url, port } = await startRedis("--requirepass", "secret");
    process.env.SEPRANK_QUEUE_PASSWORD = "secret";
    try {
      const local = await runCli([...sweep, ...quick, "--jobs", "1", "-o", "local", "--quiet"], { folder });
      expect(local.code).toBe(0);
      const worker = ["worker", "--queue", url, "--jobs", "1", "--lease", "1", "--until-done", "--verbose"];
      const coordinator = [...sweep, ...quick, "--queue", url, "-o", "queued", "--watch", "0"];
      const first = startCli(coordinator, folder);
      const killed = startCli(worker, folder);
      await new Promise<void>((resolve) =>
        killed.stderr!.on("data", (text) => String(text).includes(": done") && resolve()),
      );
      killed.kill("SIGKILL");
      first.kill("SIGKILL");
      await Promise.all([resultOf(killed), resultOf(first)]);
      const last = startCli(coordinator, folder);
      const [whole, done] = await Promise.all([resultOf(last), runCli(worker, { folder })]);
      expect([whole.code, done.code]).toEqual([0, 0]);
      expect(done.stdout).toMatch(/^\d+ jobs done, 0 failed, 0 returned to the queue\n$/);
      expect(whole.stderr).toMatch(/^watch: http:\/\/127\.0\.0\.1:\d+\/[\w-]{32}\/$/m);
      expect(resultsIn(join(folder, "queued"))).toEqual(resultsIn(join(folder, "local")));
      const table = (name: string) => readFileSync(join(folder, name, "summary.csv"), "utf8");
      expect(table("queued")).toBe(table("local"));
      for (const text of [
        whole.stdout,
        whole.stderr,
        done.stderr,
        JSON.stringify(resultsIn(join(folder, "queued"))),
      ])
        expect(text).not.toContain("secret");
      expect(port).toBeGreaterThan(0);
    } finally {
      delete process.env.SEPRANK_QUEUE_PASSWORD;
    }
  });
});

test.each([
  [["worker"], 2, "--queue: expected the address of a server, such as redis://HOST, got none"],
  [["worker", "--queue", "http://head"], 3, "--queue: expected redis://HOST"],
  [["worker", "--queue", "redis://:secret@head"], 3, "put it into SEPRANK_QUEUE_PASSWORD"],
  [["worker", "--queue", "redis://head", "--lease", "0"], 3, "--lease: expected at least 1 second, got 0"],
  [
    [...sweep, "--queue", "redis://head", "--jobs", "2", "-o", "x"],
    2,
    "--jobs: with --queue it is the workers' own",
  ],
  [
    ["evaluate", "-", "--queue", "redis://head", "-o", "x"],
    2,
    "expected a data set or a file, which workers can open",
  ],
] as const)("%j is refused in one line", async (args, code, message) => {
  const run = await runCli([...args], { folder: temporaryFolder() });
  expect(run.code).toBe(code);
  expect(lineOf(run.stderr)).toContain(message);
});

test("without the packages that it needs, a queue says which", async () => {
  const hooks = `export const resolve = (name, context, next) => name === "bullmq"
    ? Promise.reject(Object.assign(new Error("none"), { code: "ERR_MODULE_NOT_FOUND" })) : next(name, context);`;
  const source = `import { register } from "node:module"; register(${JSON.stringify(`data:text/javascript,${encodeURIComponent(hooks)}`)});`;
  process.env.NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(source)}`;
  try {
    const run = await runCli(["worker", "--queue", "redis://127.0.0.1:1"]);
    expect(run.code).toBe(3);
    expect(lineOf(run.stderr)).toMatch(
      /bullmq and ioredis, which are not installed; run: npm install bullmq ioredis$/,
    );
  } finally {
    delete process.env.NODE_OPTIONS;
  }
});
