import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createQueueRunner } from "../../src/evaluate/queue/queue-runner.js";
import { openQueueServer } from "../../src/evaluate/queue/queue-server.js";
import { serveQueue } from "../../src/evaluate/queue/queue-worker.js";
import { type QueuedSweep, sweepOfferOf } from "../../src/evaluate/queue/queued-sweep.js";
import { offerFamily } from "../../src/evaluate/queue/sweep-offer.js";
import { runSweep } from "../../src/evaluate/sweep.js";
import type { CreateTrialRunner } from "../../src/evaluate/workers/trial-runner.js";
import type { Random } from "../../src/random.js";
import { smallDataset } from "../generators/small-dataset.js";
import {
  CLI,
  digest,
  endOf,
  expectSame,
  fail,
  filesBelow,
  killGroup,
  newFolder,
  runCommand,
  startCommand,
  startNode,
  timelessLines,
} from "./processes.js";
import type { Scenario } from "./scenarios.js";

const CITATIONS = ["citations", "--methods", "1-wis,random,ugs", "--sparsity", "0,0.3,0.6", "--seeds", "3"];
const SHORT = ["--epochs", "30", "--patience", "30", "--hidden", "8", "--no-structure"];
const CITATION_SWEEP = ["evaluate", ...CITATIONS, ...SHORT];
const PASSWORD = "soak";
const ENVIRONMENT = { SEPRANK_QUEUE_PASSWORD: PASSWORD };

/** What a sweep leaves: every record, the table, and the digest of every file of a report made without times. */
interface Whole {
  readonly lines: readonly string[];
  readonly table: string;
  readonly report: readonly (readonly [file: string, sha256: string])[];
}

async function wholeIn(folder: string): Promise<Whole> {
  const lines = timelessLines(join(folder, "results.jsonl"));
  return {
    lines,
    table: readFileSync(join(folder, "summary.csv"), "utf8"),
    report: await timelessReport(lines),
  };
}

/** The report of records in one order whose trials all took a second: what it shows is what was measured, and nothing of the clock. */
async function timelessReport(lines: readonly string[]): Promise<Whole["report"]> {
  const folder = newFolder();
  try {
    const clock = { seconds: 1, orderSeconds: 0, finishedAt: "2026-01-01T00:00:00.000Z" };
    const records = lines.map((line) => {
      const { schema, ...rest } = JSON.parse(line);
      return `${JSON.stringify({ schema, ...rest, ...clock })}\n`;
    });
    mkdirSync(join(folder, "sweep"));
    writeFileSync(join(folder, "sweep", "results.jsonl"), records.join(""));
    const { code, stderr } = await runCommand(["report", "sweep", "--quiet"], { folder });
    if (code !== 0) fail(`report ended with ${code}: ${stderr}`);
    const files = filesBelow(join(folder, "sweep"));
    if (!files.includes("report.html")) fail(`report: expected report.html, got ${files.join(", ")}`);
    return files.map((file) => [file, digest(join(folder, "sweep", file))]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function localRun(
  sweep: readonly string[],
  folder: string,
  env: NodeJS.ProcessEnv = {},
): Promise<Whole> {
  const { code, stderr } = await runCommand([...sweep, "--jobs", "2", "-o", "local", "--quiet"], {
    folder,
    env,
  });
  if (code !== 0) fail(`the local run ended with ${code}: ${stderr}`);
  return await wholeIn(join(folder, "local"));
}

/** A Redis with its append-only file in the folder. */
function redisIn(folder: string, port: number) {
  let child: ChildProcess | undefined;
  return {
    async start() {
      const durable = ["--appendonly", "yes", "--appendfsync", "always", "--requirepass", PASSWORD];
      child = spawn(
        "redis-server",
        ["--port", String(port), "--bind", "0.0.0.0", "--dir", folder, "--save", "", ...durable],
        { stdio: ["ignore", "pipe", "inherit"] },
      );
      for await (const chunk of child.stdout as AsyncIterable<Buffer>)
        if (String(chunk).includes("Ready to accept connections")) break;
    },
    async kill() {
      if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
      const end = once(child, "exit");
      child.kill("SIGKILL");
      await end;
    },
  };
}

/** Processes that are started again whenever they are killed, or began while the server was away: a first connection is not waited for. */
function keepRunning(start: () => ChildProcess) {
  let isWanted = true;
  let child = start();
  const ended = (async () => {
    for (;;) {
      const { code, signal, stderr } = await endOf(child);
      if (!isWanted || (signal === null && !/: cannot be reached \(/.test(stderr))) return { code, stderr };
      child = start();
    }
  })();
  return {
    kill: () => killGroup(child),
    ended,
    stop() {
      isWanted = false;
      killGroup(child);
      return ended;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}

interface Disturbance {
  readonly sweep?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** once, when the server is there */
  readonly prepare?: (port: number) => Promise<void>;
  /** how a worker is started; default: as it is */
  readonly startWorker?: (args: readonly string[], folder: string, k: number) => ChildProcess;
  readonly urlOf?: (port: number, k: number) => string;
  /** Disturbs once; `what` are the two workers, the coordinator and the server. */
  readonly disturb: (what: {
    readonly workers: readonly { kill(): void }[];
    readonly coordinator: { kill(): void };
    readonly redis: ReturnType<typeof redisIn>;
  }) => Promise<void>;
  /** milliseconds between two disturbances, at most */
  readonly pause: number;
}

/** Runs sweeps by a queue, and disturbs them so often in all; each must end as the local one. */
async function disturbed(
  times: number,
  random: Random,
  { sweep = CITATION_SWEEP, env = {}, prepare, startWorker, urlOf, disturb, pause }: Disturbance,
): Promise<string> {
  if (spawnSync("redis-server", ["--version"]).status !== 0) return "skipped: redis-server is not installed";
  const folder = newFolder();
  const port = await freePort();
  const redis = redisIn(folder, port);
  let [done, sweeps] = [0, 0];
  try {
    await redis.start();
    await prepare?.(port);
    const whole = await localRun(sweep, folder, env);
    const environment = { ...env, ...ENVIRONMENT };
    const direct = (args: readonly string[]) => startCommand(args, { folder, env: environment });
    while (done < times) {
      const out = `queued-${sweeps++}`;
      const address = (k: number) => urlOf?.(port, k) ?? `redis://127.0.0.1:${port}`;
      const worker = (k: number) => [
        "worker",
        "--queue",
        address(k),
        "--jobs",
        "1",
        "--lease",
        "2",
        "--quiet",
      ];
      const workers = [0, 1].map((k) =>
        keepRunning(() => startWorker?.(worker(k), folder, k) ?? direct(worker(k))),
      );
      const coordinator = keepRunning(() =>
        direct([...sweep, "--queue", `redis://127.0.0.1:${port}`, "-o", out, "--quiet"]),
      );
      let isOver = false;
      const over = coordinator.ended.finally(() => {
        isOver = true;
      });
      while (!isOver && done < times) {
        await Promise.race([sleep(random.uniform() * pause), over]);
        if (isOver) break;
        await disturb({ workers, coordinator, redis });
        done++;
      }
      const { code, stderr } = await over;
      await Promise.all(workers.map((one) => one.stop()));
      if (code !== 0) fail(`sweep ${sweeps} ended with ${code}: ${stderr.slice(-1000)}`);
      const found = await wholeIn(join(folder, out));
      expectSame(`records of sweep ${sweeps}`, found.lines, whole.lines);
      expectSame(`table of sweep ${sweeps}`, found.table, whole.table);
      expectSame(`report of sweep ${sweeps}`, found.report, whole.report);
    }
    return `disturbed ${done} times in ${sweeps} sweeps; ${whole.lines.length} records each; records, table and report.html as in a local run`;
  } finally {
    await redis.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Hands bytes on to a port, until it is told to fail. */
async function proxyTo(port: number) {
  const sockets = new Set<Socket>();
  let isDown = false;
  const server = createServer((socket) => {
    if (isDown) return void socket.destroy();
    const far = connect(port, "127.0.0.1");
    for (const [one, other] of [
      [socket, far],
      [far, socket],
    ]) {
      sockets.add(one);
      one.pipe(other);
      one.on("error", () => other.destroy()).on("close", () => other.destroy() && sockets.delete(one));
    }
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as { port: number }).port,
    down() {
      isDown = true;
      for (const socket of sockets) socket.destroy();
    },
    up() {
      isDown = false;
    },
    close: () => server.close(),
  };
}

/** Two network namespaces, each with an address of its own and a way to this machine's. */
function makeNamespaces(): { readonly names: readonly string[]; remove(): void } | null {
  const names = [0, 1].map((k) => `seprank-${process.pid}-${k}`);
  const ip = (...args: string[]) => execFileSync("ip", args, { stdio: "ignore" });
  const remove = () => {
    for (const name of names) spawnSync("ip", ["netns", "del", name]);
  };
  try {
    for (const [k, name] of names.entries()) {
      ip("netns", "add", name);
      ip("link", "add", `sr${k}a`, "type", "veth", "peer", "name", `sr${k}b`);
      ip("link", "set", `sr${k}b`, "netns", name);
      ip("addr", "add", `10.77.${k}.1/24`, "dev", `sr${k}a`);
      ip("link", "set", `sr${k}a`, "up");
      ip("-n", name, "addr", "add", `10.77.${k}.2/24`, "dev", `sr${k}b`);
      ip("-n", name, "link", "set", `sr${k}b`, "up");
    }
    return { names, remove };
  } catch {
    remove();
    return null;
  }
}

/** A sweep of trials that train nothing: by a queue with two workers, and locally. */
async function manyTrials(count: number): Promise<string> {
  if (spawnSync("redis-server", ["--version"]).status !== 0) return "skipped: redis-server is not installed";
  const folder = newFolder();
  const port = await freePort();
  const redis = redisIn(folder, port);
  const dataset = smallDataset();
  const { vertexCount, edgeCount } = dataset.adjacency;
  const input = { name: "small", sha256: "00", vertices: vertexCount, edges: edgeCount };
  const trained: number[] = [];
  const createRunner: CreateTrialRunner = (_, { jobs }) => ({
    jobs,
    backend: async () => "wasm",
    removalOrder: () => fail("no edges are removed"),
    async train({ seed }) {
      trained.push(seed);
      const testAccuracy = (seed % 1009) / 1009;
      return {
        testAccuracy,
        validationAccuracy: 0.5,
        trainAccuracy: 0.5,
        bestEpoch: 1,
        epochs: 2,
        seconds: 1,
      };
    },
    close: async () => undefined,
  });
  const grid = {
    models: ["gcn"],
    methods: ["random"],
    sparsities: [0],
    seeds: Array.from({ length: count }, (_, k) => k),
  };
  const sweep = { dataset, sha256: "00", grid, backend: "wasm", hyperparameters: { epochs: 2 } };
  const queued: QueuedSweep = {
    input,
    graph: "small",
    reading: {},
    split: "random",
    overrides: { epochs: 2 },
    folder,
  };
  try {
    await redis.start();
    const open = () =>
      openQueueServer({
        url: `redis://127.0.0.1:${port}`,
        environment: ENVIRONMENT,
        onWarning: () => undefined,
      });
    const servers = await Promise.all([open(), open(), open()]);
    const workers = servers.slice(1).map((server) =>
      serveQueue({
        server,
        jobs: 2,
        openInput: async () => ({ dataset, sha256: "00" }),
        untilDone: true,
        createRunner,
      }),
    );
    const jobs = Number.MAX_SAFE_INTEGER;
    const out = join(folder, "queued");
    await runSweep(sweep, { folder: out, jobs, createRunner: createQueueRunner(servers[0], queued) });
    await servers[0].retireFamily(offerFamily(sweepOfferOf(queued, "wasm")));
    const done = (await Promise.all(workers)).map((one) => one.done);
    await Promise.all(servers.map((server) => server.close()));
    expectSame("trials run", [trained.length, new Set(trained).size], [count, count]);
    await runSweep(sweep, { folder: join(folder, "local"), jobs: 1, createRunner });
    const linesOf = (name: string) => timelessLines(join(folder, name, "results.jsonl"));
    const lines = linesOf("local");
    expectSame("records", linesOf("queued"), lines);
    const [report, local] = [await timelessReport(linesOf("queued")), await timelessReport(lines)];
    expectSame("report", report, local);
    return `${count} trials by workers of ${done.join(" and ")} jobs; records and report as of a local run`;
  } finally {
    await redis.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

const ofTwo = (random: Random) => random.integer(2);

export const queueScenarios: Readonly<Record<string, Scenario>> = {
  "queue-workers": {
    about: "SIGKILL of a queue's workers, and of their processes",
    run: (times, random) =>
      disturbed(times, random, {
        pause: 6000,
        disturb: async ({ workers }) => workers[ofTwo(random)].kill(),
      }),
  },
  "queue-coordinators": {
    about: "SIGKILL of evaluate --queue",
    run: (times, random) =>
      disturbed(times, random, { pause: 4000, disturb: async ({ coordinator }) => coordinator.kill() }),
  },
  "queue-servers": {
    about: "SIGKILL of a queue's Redis, which has an append-only file",
    run: (times, random) =>
      disturbed(times, random, {
        pause: 5000,
        async disturb({ redis }) {
          await redis.kill();
          await sleep(random.uniform() * 2000);
          await redis.start();
        },
      }),
  },
  "queue-connections": {
    about: "a worker's connection is away for a minute, longer than its lease",
    async run(times, random) {
      let proxy: Awaited<ReturnType<typeof proxyTo>> | undefined;
      try {
        return await disturbed(Math.min(times, 2), random, {
          pause: 8000,
          async prepare(port) {
            proxy = await proxyTo(port);
          },
          // The second worker has a connection of its own all the time.
          urlOf: (port, k) => `redis://127.0.0.1:${k === 0 ? proxy?.port : port}`,
          async disturb() {
            proxy?.down();
            await sleep(60_000);
            proxy?.up();
          },
        });
      } finally {
        proxy?.close();
      }
    },
  },
  "queue-many": {
    about: "10,000 trials that train nothing, on two workers, each once; --times is not used",
    run: () => manyTrials(10_000),
  },
  "queue-namespaces": {
    about:
      "Cora on two workers in network namespaces of their own; workers, Redis and coordinator killed and started again",
    async run(times, random) {
      const data = process.env.SEPRANK_DATA;
      if (data === undefined) return "skipped: SEPRANK_DATA is not set";
      const namespaces = makeNamespaces();
      if (namespaces === null) return "skipped: network namespaces cannot be made here";
      let serversTurn = true;
      try {
        return await disturbed(Math.min(times, 4), random, {
          pause: 20_000,
          env: { SEPRANK_DATA: data },
          sweep: [
            ...[
              "evaluate",
              "cora",
              "--methods",
              "1-wis,2-wis,random",
              "--sparsity",
              "0,0.4,0.8",
              "--seeds",
              "2",
            ],
            ...["--epochs", "60", "--patience", "60", "--no-structure"],
          ],
          urlOf: (port, k) => `redis://10.77.${k}.1:${port}`,
          startWorker(args, folder, k) {
            const shell = `exec ip netns exec ${namespaces.names[k]} $NODE`;
            return startNode([CLI, ...args], { folder, shell, env: { ...ENVIRONMENT, SEPRANK_DATA: data } });
          },
          // A worker each time, and beside it the server or the coordinator, in turn.
          async disturb({ workers, coordinator, redis }) {
            workers[ofTwo(random)].kill();
            if (serversTurn) {
              await redis.kill();
              await sleep(random.uniform() * 2000);
              await redis.start();
            } else coordinator.kill();
            serversTurn = !serversTurn;
          },
        });
      } finally {
        namespaces.remove();
      }
    },
  },
};
