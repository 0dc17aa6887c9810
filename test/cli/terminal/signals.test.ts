import { spawn } from "node:child_process";
import { existsSync, openSync } from "node:fs";
import { expect, test } from "vitest";
import { CLI, resultOf, startCli } from "../../support/run-cli.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
  "%s while modules load: one line, exit code 130",
  async (signal) => {
    const early: string[] = [];
    // At ever later moments of the start: how long it takes is the machine's to say.
    for (let delay = 100; early.length < 2 && delay < 10_000; delay = Math.ceil(1.5 * delay)) {
      const child = startCli(["evaluate", "citations", "-o", "out"], temporaryFolder());
      const ended = resultOf(child);
      await new Promise((resolve) => setTimeout(resolve, delay));
      child.kill(signal);
      const { code, stderr } = await ended;
      // Before its first line of code the process can say nothing: the system ends it.
      if (code === null) continue;
      expect(code).toBe(130);
      early.push(stderr.split("\n").at(-2) ?? "");
    }
    expect(early.length).toBe(2);
    for (const line of early) expect(line).toMatch(/^seprank: interrupted/);
  },
);

test.skipIf(!existsSync("/dev/full"))(
  "a full disk behind standard output: one line, exit code 1",
  async () => {
    const child = spawn(process.execPath, [CLI, "convert", "citations", "-o", "-", "--quiet"], {
      stdio: ["ignore", openSync("/dev/full", "w"), "pipe"],
    });
    const errors: Buffer[] = [];
    child.stderr!.on("data", (chunk: Buffer) => errors.push(chunk));
    const code = await new Promise((resolve) => child.once("close", resolve));
    const lines = Buffer.concat(errors)
      .toString()
      .split("\n")
      .filter((line) => !/^(|seprank: warning: .*)$/.test(line));
    expect(lines).toEqual([
      expect.stringMatching(/^seprank: standard output: cannot be written \(the disk is full\)/),
    ]);
    expect(code).toBe(1);
  },
);
