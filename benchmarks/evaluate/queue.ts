// What a queue costs beside the trials: processor time of all processes, as wall time says little on a shared machine. Sweeps on Cora by the
// command line, by a queue and by --jobs in turn; and trials that train nothing, for what one more trial and one more second cost.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { type Benchmark, besides, median, type Row } from "../support/measure.js";

interface Ended {
  readonly cpu: number;
  readonly enqueued: number;
  readonly heap: readonly number[];
  readonly wall: number;
}

const script = besides(import.meta.url, "./queue-process.js");
const measured = besides(import.meta.url, "./measured-command.js");

async function side(role: string, url: string, trials: number, delay = 0): Promise<Ended> {
  const folder = mkdtempSync(join(tmpdir(), "seprank-bench-"));
  try {
    const child = spawn(
      process.execPath,
      ["--expose-gc", script, role, url, folder, `${trials}`, `${delay}`],
      {
        stdio: ["ignore", "pipe", "inherit"],
      },
    );
    return JSON.parse(await text(child.stdout));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A sweep of trials that train nothing, by a queue: processor time of all three, in milliseconds. */
async function queuedSweep(url: string, server: ChildProcess, trials: number, delay: number) {
  const before = await serverCpu(server);
  const [coordinator, worker] = await Promise.all([
    side("coordinator", url, trials, delay),
    side("worker", url, trials, delay),
  ]);
  return { ...coordinator, cpu: coordinator.cpu + worker.cpu + (await serverCpu(server)) - before };
}

/** /proc/PID/stat, fields 14 and 15, in ticks of 10 ms. */
async function serverCpu({ pid }: ChildProcess): Promise<number> {
  const { readFile } = await import("node:fs/promises");
  const stat = await readFile(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return 10 * (Number(fields[11]) + Number(fields[12]));
}

/** What a sweep took, in milliseconds of processor time. */
interface SweepCost {
  /** of all its processes */
  readonly all: number;
  /** of those that train nothing: the commands themselves, and the server */
  readonly beside: number;
}

/** A command of the command line: processor time of its own, and of the processes it started. */
async function command(args: readonly string[], folder: string, name: string) {
  const file = join(folder, `${name}.json`);
  const child = spawn(process.execPath, [measured, file, ...args, "--quiet"], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`seprank ${args[0]} ended with ${code}`);
  return JSON.parse(readFileSync(file, "utf8")) as { readonly own: number; readonly children: number };
}

/** Trials of the paper's GCN on Cora, two at a time: by worker processes of the same command, or by a queue. */
async function coraSweep(way: "jobs" | "queue", trials: number, epochs: number): Promise<SweepCost> {
  const folder = mkdtempSync(join(tmpdir(), "seprank-bench-"));
  const lengths = ["--epochs", `${epochs}`, "--patience", `${epochs}`];
  const plan = ["--methods", "random", "--sparsity", "0", "--seeds", `${trials}`, ...lengths];
  const sweep = ["evaluate", "cora", ...plan, "--no-structure", "-o", join(folder, "sweep")];
  try {
    if (way === "jobs") {
      const { own, children } = await command([...sweep, "--jobs", "2"], folder, "jobs");
      return { all: own + children, beside: own };
    }
    return await withServer(folder, async (url, server) => {
      const before = await serverCpu(server);
      const sides = await Promise.all([
        command([...sweep, "--queue", url], folder, "coordinator"),
        command(["worker", "--queue", url, "--jobs", "2", "--until-done"], folder, "worker"),
      ]);
      const own = sides[0].own + sides[1].own + (await serverCpu(server)) - before;
      return { all: own + sides[0].children + sides[1].children, beside: own };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Sweeps by a queue and by --jobs in turn, which of them first by turns, too. */
async function alternated(pairs: number, trials: number, epochs: number) {
  const found: { readonly queue: SweepCost; readonly jobs: SweepCost }[] = [];
  for (let k = 0; k < pairs; k++) {
    if (k % 2 === 0) {
      const queue = await coraSweep("queue", trials, epochs);
      found.push({ queue, jobs: await coraSweep("jobs", trials, epochs) });
    } else {
      const jobs = await coraSweep("jobs", trials, epochs);
      found.push({ queue: await coraSweep("queue", trials, epochs), jobs });
    }
  }
  return found;
}

async function withServer<T>(
  folder: string,
  use: (url: string, server: ChildProcess) => Promise<T>,
): Promise<T> {
  const port = await freePort();
  const server = spawn("redis-server", ["--port", `${port}`, "--dir", folder, "--save", ""], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    for await (const chunk of server.stdout) if (String(chunk).includes("Ready to accept")) break;
    return await use(`redis://127.0.0.1:${port}`, server);
  } finally {
    server.kill();
  }
}

const PAIRS = 5;
const STARTS = 3;
const TRIALS = 16;
const EPOCHS = 200;

export const run: Benchmark = async () => {
  const folder = mkdtempSync(join(tmpdir(), "seprank-bench-"));
  try {
    const synthetic = await withServer(folder, untrainedSweeps);
    // Of 2 trials of 1 epoch each: what a start costs.
    const starts = await alternated(STARTS, 2, 1);
    const sweeps = await alternated(PAIRS, TRIALS, EPOCHS);
    return { name: "A queue", rows: [...synthetic.rows, ...coraRows(starts, sweeps, synthetic)] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

type Pairs = Awaited<ReturnType<typeof alternated>>;

function coraRows(starts: Pairs, sweeps: Pairs, { perTrial, perSecond }: Costs): Row[] {
  const ratios = sweeps.map(({ queue, jobs }) => queue.all / jobs.all).sort((a, b) => a - b);
  const start = median(starts.map(({ queue, jobs }) => queue.all - jobs.all));
  const startBeside = median(starts.map(({ queue, jobs }) => queue.beside - jobs.beside));
  const beside = median(sweeps.map(({ queue, jobs }) => queue.beside - jobs.beside)) - startBeside;
  const training = median(sweeps.map(({ jobs }) => jobs.all - jobs.beside));
  const trial = training / TRIALS;
  const reckoned = (perTrial + (perSecond / 2) * (trial / 1000)) / trial;
  return [
    {
      case: `sweep of ${TRIALS} trials on Cora, ${EPOCHS} epochs each, by a queue`,
      ms: median(sweeps.map(({ queue }) => queue.all)),
      note: `processor time of all processes; with --jobs 2 ${median(sweeps.map(({ jobs }) => jobs.all)).toFixed(0)}; ratio of ${PAIRS} alternated pairs, starts included: ${median(ratios).toFixed(3)} (${ratios[0].toFixed(3)} to ${ratios[PAIRS - 1].toFixed(3)})`,
    },
    {
      case: "processor time of a start",
      ms: start,
      note: `a worker that reads Cora, and the coordinator's look for the backend, less a start with --jobs; once a sweep, median of ${STARTS} pairs`,
    },
    {
      case: "processor time of such a sweep beside trials and start",
      ms: beside,
      note: `coordinator, worker and server, less that of evaluate --jobs: ${((100 * beside) / training).toFixed(2)} % of the trials (median of ${PAIRS} pairs)`,
      headline: true,
    },
    {
      case: `processor time of a trial on Cora, ${EPOCHS} epochs`,
      ms: trial,
      note: `reckoned from the costs of a trial and of a second, the queue adds ${(100 * reckoned).toFixed(2)} %`,
    },
  ];
}

/** In milliseconds: of one more trial, and of one more second with two under way. */
interface Costs {
  readonly perTrial: number;
  readonly perSecond: number;
}

async function untrainedSweeps(
  url: string,
  server: ChildProcess,
): Promise<Costs & { readonly rows: readonly Row[] }> {
  const enqueuing = await side("enqueue", url, 10_000);
  const [few, many] = [200, 2200];
  const counts = many - few;
  const quick = async (trials: number) => {
    const local = await side("local", url, trials);
    return { local: local.cpu, queue: await queuedSweep(url, server, trials, 0) };
  };
  // Alternating: a trial by the queue, and the same by the processes of one machine; what a start costs falls out.
  const [a, b] = [await quick(few), await quick(many)];
  const perTrial = (b.queue.cpu - a.queue.cpu - (b.local - a.local)) / counts;
  // Two trials of 5 s at a time: what watching them costs a second.
  const waiting = [await queuedSweep(url, server, 2, 1000), await queuedSweep(url, server, 2, 21_000)];
  const perSecond = (waiting[1].cpu - waiting[0].cpu) / 20;
  const [early, late] = b.queue.heap.map((bytes) => bytes / 2 ** 20);
  const rows: Row[] = [
    {
      case: "10,000 trials put into the queue",
      ms: enqueuing.enqueued,
      note: `until the server has the last; ${(enqueuing.cpu / 1000).toFixed(1)} s of processor time in the coordinator`,
    },
    {
      case: "processor time of a queued trial beside the trial itself",
      ms: perTrial,
      note: `coordinator, worker and server, less that of a sweep with --jobs; ${counts} trials that train nothing`,
    },
    {
      case: "processor time a second while two trials are under way",
      ms: perSecond,
      note: "coordinator, worker and server",
    },
    {
      case: "memory of the coordinator",
      ms: null,
      note: `heap of ${early.toFixed(1)} MiB after ${Math.ceil(many / 10)} records, ${late.toFixed(1)} MiB after ${Math.floor(0.9 * many)}: it holds none`,
    },
  ];
  return { perTrial, perSecond, rows };
}

async function freePort(): Promise<number> {
  const listener = createServer().listen(0, "127.0.0.1");
  await once(listener, "listening");
  const { port } = listener.address() as { port: number };
  listener.close();
  await once(listener, "close");
  return port;
}
