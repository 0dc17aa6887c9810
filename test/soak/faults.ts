import { existsSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { SWEEP, withSmallGraph } from "./kill-scenarios.js";
import {
  type Ending,
  endOf,
  expectSame,
  fail,
  filesBelow,
  killGroup,
  newFolder,
  runCommand,
  startCommand,
  timelessLines,
} from "./processes.js";
import type { Scenario } from "./scenarios.js";

const SPARSIFY = ["sparsify", "small.npz", "--method", "1-wis", "--remove", "50%", "-o", "less.csv"];

/** Without a stack of calls, an error is one line that begins with the program's name. */
function expectOneLine(what: string, { code, stderr }: Ending, expected: number): void {
  expectSame(`${what}: exit code (${stderr.slice(0, 300)})`, code, expected);
  const errors = stderr.split("\n").filter((line) => /^seprank: (?!warning: )/.test(line));
  if (errors.length !== 1 || /\n\s+at /.test(stderr)) fail(`${what}: expected one line, got ${stderr}`);
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = newFolder();
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The records of an undisturbed sweep. */
async function undisturbedSweep(): Promise<string[]> {
  return inFolder(async (folder) => {
    await withSmallGraph(folder);
    const ending = await runCommand(SWEEP, { folder });
    expectSame(`undisturbed (${ending.stderr})`, ending.code, 0);
    return timelessLines(join(folder, "results", "results.jsonl"));
  });
}

const recordsIn = (folder: string) => timelessLines(join(folder, "results", "results.jsonl"));

/** Files may grow to so many blocks of 1,024 bytes and no further, as on a disk that is full. */
async function fullDisk(): Promise<string> {
  const sizes = [0, 1, 2, 4, 16, 64];
  for (const blocks of sizes)
    await inFolder(async (folder) => {
      await withSmallGraph(folder, 4000);
      // SIGXFSZ is ignored, so that writing fails instead.
      const shell = `trap '' XFSZ; ulimit -f ${blocks}; exec $NODE`;
      const ending = await endOf(startCommand(SPARSIFY, { folder, shell }));
      if (ending.code === 0) {
        const lines = readFileSync(join(folder, "less.csv"), "utf8").split("\n").length - 1;
        expectSame(`${blocks} KiB: lines`, lines, 6001);
      } else {
        expectOneLine(`${blocks} KiB`, ending, ending.code === 3 ? 3 : 1);
        if (existsSync(join(folder, "less.csv"))) fail(`${blocks} KiB: half a file`);
      }
      expectSame(
        `${blocks} KiB: what is left`,
        readdirSync(folder).filter((file) => file.includes("tmp")),
        [],
      );
    });
  const expected = await undisturbedSweep();
  await inFolder(async (folder) => {
    await withSmallGraph(folder);
    const shell = "trap '' XFSZ; ulimit -f 4; exec $NODE";
    const ending = await endOf(startCommand(SWEEP, { folder, shell }));
    if (ending.code === 0) fail("a sweep on a full disk ended well");
    expectSame("the sweep, with space again", (await runCommand(SWEEP, { folder })).code, 0);
    expectSame("its records", recordsIn(folder), expected);
  });
  return `${sizes.length} sizes of file, and a sweep that goes on when there is space`;
}

async function fullOutput(): Promise<string> {
  const commands = [
    ["sparsify", "karate", "--method", "1-wis", "--remove", "50%", "-o", "-"],
    ["inspect", "karate", "--json"],
    ["walk-index", "karate", "-o", "-"],
    ["datasets"],
    ["--help"],
  ];
  for (const args of commands)
    await inFolder(async (folder) => {
      const ending = await endOf(startCommand(args, { folder, shell: "exec $NODE > /dev/full" }));
      expectOneLine(`${args.join(" ")} > /dev/full`, ending, 1);
    });
  return `${commands.length} commands, one line and exit code 1 each`;
}

async function closedPipe(): Promise<string> {
  const args = ["sparsify", "small.npz", "--method", "1-wis", "--remove", "1%", "-o", "-"];
  await inFolder(async (folder) => {
    await withSmallGraph(folder, 20_000);
    const shell = "set -o pipefail; $NODE | head -n 1";
    const { stdout, stderr } = await endOf(startCommand(args, { folder, shell }));
    expectSame("lines", stdout.split("\n").length - 1, 1);
    if (/Error|EPIPE|\n\s+at /.test(stderr)) fail(`a closed pipe: ${stderr}`);
  });
  return "whoever reads stops reading: no stack, no error";
}

/** The processes that another one started. */
function childrenOf(pid: number): number[] {
  return readdirSync("/proc")
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((entry) => {
      try {
        const stat = readFileSync(`/proc/${entry}/stat`, "utf8");
        return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]) === pid ? [Number(entry)] : [];
      } catch {
        return [];
      }
    });
}

/** One of a sweep's worker processes ends: the sweep ends, and started again it has every trial once. */
async function lostChild(how: "SIGKILL" | "SIGABRT", times: number): Promise<string> {
  const expected = await undisturbedSweep();
  let hit = 0;
  for (let k = 0; k < times; k++)
    await inFolder(async (folder) => {
      await withSmallGraph(folder);
      const child = startCommand(SWEEP, { folder });
      const ending = endOf(child);
      for (let waited = 0; waited < 60_000; waited += 20) {
        const [worker] = childrenOf(child.pid!);
        if (worker !== undefined) {
          await setTimeout(100 * k);
          try {
            process.kill(worker, how);
            hit++;
          } catch {
            // It has ended.
          }
          break;
        }
        await setTimeout(20);
      }
      const { code, stderr } = await ending;
      if (code !== 0 && code !== 1) fail(`after a lost child it ended with ${code}: ${stderr}`);
      const again = await runCommand(SWEEP, { folder });
      expectSame(`started again (${again.stderr})`, again.code, 0);
      const finished = recordsIn(folder).filter((line) => line.includes('"outcome":"ok"'));
      expectSame("records", finished, expected);
    });
  return `${hit} worker processes ended by ${how}, every trial there once afterwards`;
}

async function twoProcesses(times: number): Promise<string> {
  const expected = await undisturbedSweep();
  for (let k = 0; k < times; k++)
    await inFolder(async (folder) => {
      await withSmallGraph(folder);
      const both = [0, 1].map(() => endOf(startCommand(SWEEP, { folder })));
      const endings = await Promise.all(both);
      // One works, the other is refused; where the first had ended already, the second found all done.
      for (const ending of endings)
        if (ending.code !== 0) {
          expectOneLine("the second process", ending, 3);
          if (!/is writing to this folder/.test(ending.stderr)) fail(ending.stderr);
        }
      if (endings.every(({ code }) => code !== 0)) fail("both were refused");
      expectSame("records", recordsIn(folder), expected);
    });
  return `${times} times two at once: one works, records once`;
}

async function foreignLock(): Promise<string> {
  await inFolder(async (folder) => {
    await withSmallGraph(folder);
    await runCommand(SWEEP, { folder });
    const before = recordsIn(folder);
    const lock = join(folder, "results", "run.lock");
    writeFileSync(lock, `${JSON.stringify({ pid: 1, host: `${hostname()}-other`, began: null })}\n`);
    const ending = await runCommand(SWEEP, { folder });
    expectOneLine("a lock of another host", ending, 3);
    expectSame("records", recordsIn(folder), before);
    rmSync(lock);
    writeFileSync(lock, `${JSON.stringify({ pid: 2 ** 22 + 1, host: hostname(), began: null })}\n`);
    expectSame("a lock of an ended process", (await runCommand(SWEEP, { folder })).code, 0);
  });
  return "another host's is kept and told, an ended process's taken over";
}

/** What was written lies in the future, as after the clock was set back. */
async function clockSetBack(): Promise<string> {
  const expected = await undisturbedSweep();
  await inFolder(async (folder) => {
    await withSmallGraph(folder);
    const child = startCommand(SWEEP, { folder });
    const ending = endOf(child);
    while (!existsSync(join(folder, "results", "results.jsonl"))) await setTimeout(20);
    killGroup(child);
    await ending;
    const later = new Date(Date.now() + 86_400_000);
    for (const file of filesBelow(folder)) utimesSync(join(folder, file), later, later);
    expectSame("going on", (await runCommand(SWEEP, { folder })).code, 0);
    expectSame("records", recordsIn(folder), expected);
  });
  return "files of tomorrow are gone on from as any";
}

const once = (about: string, run: () => Promise<string>): Scenario => ({ about, run });

export const faults: Readonly<Record<string, Scenario>> = {
  "full-disk": once("files cannot grow further (RLIMIT_FSIZE)", fullDisk),
  "full-output": once("standard output on /dev/full", fullOutput),
  "closed-pipe": once("whoever reads the output stops", closedPipe),
  "killed-child": {
    about: "a worker process of a sweep is killed",
    run: (times) => lostChild("SIGKILL", Math.min(times, 10)),
  },
  "child-out-of-memory": {
    about: "a worker process of a sweep aborts, as V8 does without memory",
    run: (times) => lostChild("SIGABRT", Math.min(times, 10)),
  },
  "two-processes": {
    about: "two sweeps in one folder at once",
    run: (times) => twoProcesses(Math.min(times, 10)),
  },
  "foreign-lock": once("a lock of another host, and one of an ended process", foreignLock),
  "clock-set-back": once("files from the future", clockSetBack),
};
