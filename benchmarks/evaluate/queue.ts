// What a queue costs beside the trials: processor time of coordinator, worker and server, as wall time says little on a shared machine.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { openDataset } from "../../datasets/index.js";
import { hyperparametersFor } from "../../src/evaluate/trials/hyperparameters.js";
import { createLocalRunner } from "../../src/evaluate/workers/local-runner.js";
import { classificationGraph } from "../../src/nn/training/classification-graph.js";
import { type Benchmark, besides, type Row } from "../support/measure.js";

interface Ended {
  readonly cpu: number;
  readonly enqueued: number;
  readonly heap: readonly number[];
  readonly wall: number;
}

const script = besides(import.meta.url, "./queue-process.js");

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

/** Processor time of a trial on Cora: the paper's GCN, so many epochs, in milliseconds. */
async function coraTrial(epochs: number): Promise<number> {
  const { dataset } = await openDataset("cora", { dataDir: process.env.SEPRANK_DATA });
  const graph = classificationGraph(dataset, {});
  const runner = createLocalRunner(graph, { backend: "wasm" });
  await runner.backend();
  const options = {
    ...hyperparametersFor("gcn", dataset.name, { epochs, patience: epochs }),
    split: { train: 0.8, validation: 0.1, test: 0.1 },
  };
  const trial = (seed: number) =>
    runner.train({ model: "gcn", method: "any", sparsity: 0, removed: 0, seed }, null, options);
  await trial(0);
  const begun = process.cpuUsage();
  for (const seed of [1, 2, 3]) await trial(seed);
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 3000;
}

export const run: Benchmark = async () => {
  const folder = mkdtempSync(join(tmpdir(), "seprank-bench-"));
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  const server = spawn("redis-server", ["--port", `${port}`, "--dir", folder, "--save", ""], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    for await (const chunk of server.stdout) if (String(chunk).includes("Ready to accept")) break;
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
    const epochs = 200;
    const cora = await coraTrial(epochs);
    const share = (perTrial + (perSecond / 2) * (cora / 1000)) / cora;
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
        case: `processor time of a trial on Cora, ${epochs} epochs`,
        ms: cora,
        note: `the queue adds ${(100 * share).toFixed(2)} % with two trials at a time`,
        headline: true,
      },
      {
        case: "memory of the coordinator",
        ms: null,
        note: `heap of ${early.toFixed(1)} MiB after ${Math.ceil(many / 10)} records, ${late.toFixed(1)} MiB after ${Math.floor(0.9 * many)}: it holds none`,
      },
    ];
    return { name: "A queue", rows };
  } finally {
    server.kill();
    rmSync(folder, { recursive: true, force: true });
  }
};

async function freePort(): Promise<number> {
  const listener = createServer().listen(0, "127.0.0.1");
  await once(listener, "listening");
  const { port } = listener.address() as { port: number };
  listener.close();
  await once(listener, "close");
  return port;
}
