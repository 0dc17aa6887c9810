import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Queue } from "bullmq";
import { describe, expect, onTestFinished, test } from "vitest";
import { InterruptedError } from "../../../src/errors.js";
import { HISTORIES_FOLDER } from "../../../src/evaluate/histories/history-files.js";
import { mergeResults } from "../../../src/evaluate/merge-results.js";
import { createQueueRunner } from "../../../src/evaluate/queue/queue-runner.js";
import { openQueueServer, type QueueServer } from "../../../src/evaluate/queue/queue-server.js";
import { type QueueWorkerOptions, serveQueue } from "../../../src/evaluate/queue/queue-worker.js";
import { type QueuedSweep, sweepOfferOf } from "../../../src/evaluate/queue/queued-sweep.js";
import { offerFamily, offerId } from "../../../src/evaluate/queue/sweep-offer.js";
import { RESULTS_FILE } from "../../../src/evaluate/records/results-file.js";
import { packageVersion } from "../../../src/evaluate/records/version.js";
import { runSweep, type Sweep, type SweepResult } from "../../../src/evaluate/sweep.js";
import { parseRecord } from "../../../src/evaluate/trials/record.js";
import type { Trial } from "../../../src/evaluate/trials/trial.js";
import { trialKey } from "../../../src/evaluate/trials/trial.js";
import { createLocalRunner } from "../../../src/evaluate/workers/local-runner.js";
import type { CreateTrialRunner, TrialRunner } from "../../../src/evaluate/workers/trial-runner.js";
import { WorkerEndedError } from "../../../src/evaluate/workers/worker-pool.js";
import { smallDataset } from "../../generators/small-dataset.js";
import { hasRedis, startRedis } from "../../support/redis-server.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

const dataset = smallDataset();
const PATIENT = { timeout: 20_000, interval: 10 };
const sweep: Sweep = {
  dataset,
  sha256: "00",
  grid: { models: ["gcn"], methods: ["1-wis", "random"], sparsities: [0, 0.5, 1], seeds: [0, 1] },
  backend: "wasm",
  hyperparameters: { epochs: 3, layers: 1, hidden: 4 },
};

const local: CreateTrialRunner = (graph, { backend, history }) =>
  createLocalRunner(graph, { backend, history });

/** A runner that trains nothing, and does in `train` what a test wants. */
function fakeRunner(train: (trial: Trial) => unknown = () => undefined): CreateTrialRunner {
  return (_, { jobs }): TrialRunner => ({
    jobs,
    backend: async () => "wasm",
    removalOrder: async ({ name: method }) => ({
      order: { method, edges: Uint32Array.from({ length: dataset.adjacency.edgeCount }, (_, e) => e) },
      seconds: 0.5,
    }),
    async train(trial) {
      await train(trial);
      // Of its own, so that an answer given to another trial is seen.
      const testAccuracy = (trial.seed % 1009) / 1009;
      const half = { testAccuracy, validationAccuracy: 0.5, trainAccuracy: 0.5 };
      return { ...half, bestEpoch: 1, epochs: 2, seconds: 0.1 };
    },
    close: async () => undefined,
  });
}

async function openServer(url: string, warnings: string[] = []): Promise<QueueServer> {
  const server = await openQueueServer({ url, environment: {}, onWarning: (line) => warnings.push(line) });
  onTestFinished(() => server.close());
  return server;
}

const { vertexCount, edgeCount } = dataset.adjacency;

function queued(folder: string, own: Partial<QueuedSweep> = {}): QueuedSweep {
  return {
    input: { name: "small", sha256: "00", vertices: vertexCount, edges: edgeCount },
    graph: "small",
    reading: {},
    split: "random",
    overrides: {},
    folder,
    ...own,
  };
}

/** The sweep by a queue; its offer is taken back when it is done, as the command does. */
async function runQueued(
  server: QueueServer,
  folder: string,
  {
    own = {},
    signal,
    asked = sweep,
  }: { own?: Partial<QueuedSweep>; signal?: AbortSignal; asked?: Sweep } = {},
): Promise<SweepResult> {
  const createRunner = createQueueRunner(server, queued(folder, own));
  const jobs = Number.MAX_SAFE_INTEGER;
  const { history } = own;
  const result = await runSweep(asked, { folder, jobs, history, createRunner, signal });
  await server.retireFamily(offerFamily(sweepOfferOf(queued(folder, own), "wasm")));
  return result;
}

function work(server: QueueServer, options: Partial<QueueWorkerOptions> = {}) {
  return serveQueue({
    server,
    jobs: 1,
    openInput: async () => ({ dataset, sha256: "00" }),
    untilDone: true,
    interval: 50,
    createRunner: local,
    ...options,
  });
}

/** What trials came to, without what differs from run to run. */
function resultsIn(folder: string): string[] {
  const lines = readFileSync(join(folder, RESULTS_FILE), "utf8").trimEnd().split("\n");
  return lines
    .map((line) =>
      JSON.stringify({
        ...parseRecord(line),
        finishedAt: "",
        seconds: 0,
        inferenceSeconds: 0,
        orderSeconds: 0,
        peakMemory: 0,
      }),
    )
    .sort();
}

describe.runIf(hasRedis)("a queue", () => {
  test("gives the records of a local run and of merged shards, to the last bit, and leaves nothing behind", async () => {
    const { url } = await startRedis();
    const asked: Sweep = {
      ...sweep,
      grid: {
        ...sweep.grid,
        models: ["gcn"],
        methods: ["1-wis", "random", "ugs", "spectral", "gwis@label"],
      },
    };
    const [whole, one, two, merged, folder] = Array.from({ length: 5 }, temporaryFolder);
    const options = { jobs: 1, history: true, createRunner: local };
    await runSweep(asked, { ...options, folder: whole });
    await runSweep({ ...asked, shard: { index: 1, count: 2 } }, { ...options, folder: one });
    await runSweep({ ...asked, shard: { index: 2, count: 2 } }, { ...options, folder: two });
    await mergeResults([one, two], merged);
    const server = await openServer(url);
    const workers = [work(await openServer(url), { jobs: 2 }), work(await openServer(url))];
    const { planned, failed } = await runQueued(server, folder, { asked, own: { history: true } });
    expect(failed).toBe(0);
    expect(resultsIn(folder)).toEqual(resultsIn(whole));
    expect(resultsIn(merged)).toEqual(resultsIn(whole));
    // The records name the histories' SHA-256.
    for (const one of [folder, merged])
      expect(readdirSync(join(one, HISTORIES_FOLDER))).toEqual(readdirSync(join(whole, HISTORIES_FOLDER)));
    expect(resultsIn(folder).every((line) => /"history":"[0-9a-f]{64}"/.test(line))).toBe(true);
    const done = (await Promise.all(workers)).map((one) => one.done);
    // Orders are jobs of their own, beside the trials: of each seed those of methods that depend on it.
    expect(done[0] + done[1]).toBeGreaterThan(planned);
    expect(Math.min(...done)).toBeGreaterThan(0);
    expect(await server.client.keys("*")).toEqual(["{seprank:seprank}:format"]);
  });

  test("orders may travel through a folder that is shared; one that is changed there is not taken", async () => {
    const { url } = await startRedis();
    const [folder, whole, shared] = Array.from({ length: 3 }, temporaryFolder);
    await runSweep(sweep, { folder: whole, jobs: 1, createRunner: local });
    const server = await openServer(url);
    const refusals: (string | null)[] = [];
    const refused = work(await openServer(url), { onSweep: (_, reason) => refusals.push(reason) }).catch(
      (error: Error) => error.message,
    );
    const working = work(await openServer(url), { ordersFolder: shared });
    await runQueued(server, folder, { own: { ordersFolder: shared } });
    const reason =
      "the sweep of small keeps its removal orders in a shared folder; name it with --orders-dir";
    expect([await refused, refusals]).toEqual([reason, [reason]]);
    await working;
    expect(resultsIn(folder)).toEqual(resultsIn(whole));
  });

  test("a sweep of a plug-in is taken by workers that loaded the same file only; its records name it", async () => {
    const { url } = await startRedis();
    const folder = temporaryFolder();
    const plugin = (digit: string) => ({
      ...{ file: "mine.mjs", sha256: digit.repeat(64) },
      ...{ methods: ["random"], models: [] },
    });
    const loaded: (string | undefined)[] = [];
    const createRunner: CreateTrialRunner = (graph, options) => {
      loaded.push(options.plugin?.sha256);
      return fakeRunner()(graph, options);
    };
    const refusals: (string | null)[] = [];
    for (const other of [undefined, plugin("2")]) {
      const server = await openServer(url);
      const options = {
        plugin: other,
        onSweep: (_: unknown, reason: string | null) => refusals.push(reason),
      };
      work(server, options).catch(() => undefined);
    }
    const working = work(await openServer(url), { plugin: plugin("1"), createRunner });
    const server = await openServer(url);
    const asked = { ...sweep, plugin: plugin("1") };
    const { records } = await runQueued(server, folder, { asked, own: { plugin: plugin("1") } });
    await working;
    const expected = `the sweep of small expects the plug-in with SHA-256 ${"1".repeat(64)}, got`;
    const start = "start the worker with --plugin and the same file";
    expect(refusals.sort()).toEqual([
      `${expected} ${"2".repeat(64)}; ${start}`,
      `${expected} none; ${start}`,
    ]);
    // One pool: the process that tells the backend is kept for the trials.
    expect(loaded).toEqual(["1".repeat(64)]);
    for (const record of records)
      expect(record.plugin?.of).toEqual(record.method === "random" ? ["method"] : undefined);
  });

  test("a trial that fails is recorded, once, and run anew by the next start", async () => {
    const { url } = await startRedis();
    const folder = temporaryFolder();
    let tries = 0;
    const poisoned = fakeRunner(({ method, seed }) => {
      if (method === "random" && seed === 0) {
        tries++;
        throw new Error("loss is no number");
      }
    });
    const working = work(await openServer(url), { createRunner: poisoned });
    const server = await openServer(url);
    const { failed, records } = await runQueued(server, folder);
    await working;
    expect([failed, tries, records.length]).toEqual([1, 1, 8]);
    expect(records.find(({ outcome }) => outcome === "failed")).toMatchObject({ error: "loss is no number" });
    const again = work(await openServer(url), { createRunner: fakeRunner() });
    expect((await runQueued(server, folder)).failed).toBe(0);
    expect((await again).done).toBe(1);
  });

  test("a trial whose process ends is tried on, three times in all", async () => {
    const { url } = await startRedis();
    let tries = 0;
    const killing = fakeRunner(({ method, seed }) => {
      if (method === "1-wis" && seed === 1) {
        tries++;
        throw new WorkerEndedError(
          "the worker process ended (SIGKILL) before its task did; it may be out of memory",
        );
      }
    });
    const working = work(await openServer(url), { createRunner: killing });
    const { records } = await runQueued(await openServer(url), temporaryFolder());
    await working;
    expect(tries).toBe(3);
    expect(records.filter(({ outcome }) => outcome === "failed")).toHaveLength(1);
  });

  test.each([
    [
      "another version",
      (offer: object) => ({ ...offer, seprank: "0.0.1" }),
      {},
      `expects seprank 0.0.1, this is ${packageVersion()}`,
    ],
    [
      "no such data",
      (offer: object) => offer,
      { openInput: () => Promise.reject(new Error("small: no such file")) },
      "the sweep's input small cannot be opened here: small: no such file",
    ],
    [
      "other data",
      (offer: object) => offer,
      { openInput: async () => ({ dataset, sha256: "01" }) },
      "the sweep's input small is another one here: expected SHA-256 00, got 01",
    ],
    [
      "another backend",
      (offer: object) => offer,
      {
        createRunner: ((graph, options) => ({
          ...fakeRunner()(graph, options),
          backend: async () => "cpu",
        })) as CreateTrialRunner,
      },
      "expects backend wasm, got cpu",
    ],
  ])("a worker with %s takes no trial, and says what differs", async (_, change, options, reason) => {
    const { url } = await startRedis();
    const server = await openServer(url);
    const offer = change(sweepOfferOf(queued("here"), "wasm")) as ReturnType<typeof sweepOfferOf>;
    await server.offer(offer);
    const queue = server.queueOf(offerId(offer));
    await queue.add("trial", {}, { jobId: "trial x" });
    await expect(work(await openServer(url), options)).rejects.toThrow(reason);
    expect(await queue.getJobCounts("waiting", "active", "failed")).toEqual({
      waiting: 1,
      active: 0,
      failed: 0,
    });
  });

  test("a coordinator that stops anywhere is followed by another that goes on: nothing lost, nothing twice", async () => {
    const { url } = await startRedis();
    const folder = temporaryFolder();
    const trained: string[] = [];
    const working = work(await openServer(url), {
      createRunner: fakeRunner((trial) => trained.push(trialKey(trial))),
    });
    for (let starts = 0; ; starts++) {
      const server = await openServer(url);
      const controller = new AbortController();
      setTimeout(() => controller.abort(), 30 + 40 * starts);
      try {
        await runQueued(server, folder, { signal: controller.signal });
        expect(starts).toBeGreaterThan(0);
        break;
      } catch (error) {
        expect(error).toBeInstanceOf(InterruptedError);
      }
    }
    await working;
    expect(resultsIn(folder)).toHaveLength(8);
    expect(trained.toSorted()).toEqual([...new Set(trained)].sort());
  });

  test("jobs that the server has lost are queued again", async () => {
    const redis = await startRedis();
    const folder = temporaryFolder();
    const server = await openServer(redis.url);
    const running = runQueued(server, folder, { own: { checkInterval: 200 } });
    const offer = offerId(sweepOfferOf(queued(folder), "wasm"));
    await expect.poll(() => server.queueOf(offer).count(), PATIENT).toBeGreaterThan(0);
    await server.client.flushall();
    const working = work(await openServer(redis.url), { createRunner: fakeRunner() });
    expect((await running).failed).toBe(0);
    await working;
    expect(resultsIn(folder)).toHaveLength(8);
  });

  test("a server that is killed and started again, with its append-only file, has all that it had", async () => {
    const redis = await startRedis("--appendonly", "yes", "--appendfsync", "always");
    const folder = temporaryFolder();
    const warnings: string[] = [];
    const server = await openServer(redis.url, warnings);
    let trained = 0;
    const slow = fakeRunner(async () => {
      trained++;
      await new Promise((resolve) => setTimeout(resolve, 60));
    });
    const working = work(await openServer(redis.url), { createRunner: slow });
    const running = runQueued(server, folder);
    await expect.poll(() => trained, PATIENT).toBeGreaterThan(1);
    await redis.kill();
    await new Promise((resolve) => setTimeout(resolve, 300));
    await redis.start();
    expect((await running).failed).toBe(0);
    await working;
    expect(resultsIn(folder)).toHaveLength(8);
    expect(warnings.map((line) => line.replace(/^.*\/0: /, ""))).toEqual([
      "the connection is lost; trying to get it back",
      "the connection is back",
    ]);
  });

  test("a worker that is told to stop finishes what it has, or gives it back", async () => {
    const { url } = await startRedis();
    const folder = temporaryFolder();
    const running = runQueued(await openServer(url), folder);
    const stuck: (() => void)[] = [];
    const createRunner: CreateTrialRunner = (graph, options) => ({
      ...fakeRunner(() => new Promise((_, reject) => stuck.push(() => reject(new Error("closed")))))(
        graph,
        options,
      ),
      close: async () => {
        for (const end of stuck.splice(0)) end();
      },
    });
    const controller = new AbortController();
    const stopping = work(await openServer(url), { createRunner, signal: controller.signal, drain: 50 });
    await expect.poll(() => stuck.length, PATIENT).toBe(1);
    controller.abort();
    expect(await stopping).toMatchObject({ failed: 0, returned: 1 });
    const other = work(await openServer(url), { createRunner: fakeRunner() });
    expect((await running).failed).toBe(0);
    expect((await other).failed).toBe(0);
    expect(resultsIn(folder)).toHaveLength(8);
  });

  test("a second coordinator of the sweep is refused, with another folder, too", async () => {
    const { url } = await startRedis();
    const [first, second] = [temporaryFolder(), temporaryFolder()];
    const running = runQueued(await openServer(url), first);
    const server = await openServer(url);
    await expect.poll(async () => (await server.offers()).size, PATIENT).toBe(1);
    await expect(runQueued(server, first)).rejects.toThrow(/is writing to this folder/);
    await expect(runQueued(server, second)).rejects.toThrow(/collects this sweep into ".*"; wait for it/);
    const working = work(await openServer(url), { createRunner: fakeRunner() });
    expect((await running).records).toHaveLength(8);
    await working;
  });

  test("somebody else's queue of the same name is neither read nor changed", async () => {
    const { url, port } = await startRedis();
    const foreign = new Queue("seprank", { connection: { host: "127.0.0.1", port } });
    onTestFinished(() => foreign.close());
    await foreign.add("letter", { to: "nobody" });
    const working = work(await openServer(url), { createRunner: fakeRunner() });
    expect((await runQueued(await openServer(url), temporaryFolder())).failed).toBe(0);
    await working;
    expect((await foreign.getWaiting()).map(({ data }) => data)).toEqual([{ to: "nobody" }]);
  });

  test("1,000 trials are queued, run by two workers and collected: each once, as by a local run", async () => {
    const { url } = await startRedis();
    const [folder, whole] = [temporaryFolder(), temporaryFolder()];
    const grid = { ...sweep.grid, sparsities: [0], seeds: Array.from({ length: 1000 }, (_, k) => k) };
    const asked = { ...sweep, grid };
    const trained: string[] = [];
    const createRunner = fakeRunner((trial) => trained.push(trialKey(trial)));
    const workers = [work(await openServer(url), { createRunner, jobs: 2 })];
    workers.push(work(await openServer(url), { createRunner, jobs: 2 }));
    const server = await openServer(url);
    expect((await runQueued(server, folder, { asked })).failed).toBe(0);
    const done = (await Promise.all(workers)).map((one) => one.done);
    expect(Math.min(...done)).toBeGreaterThan(0);
    expect(new Set(trained).size).toBe(1000);
    expect(trained).toHaveLength(1000);
    await runSweep(asked, { folder: whole, jobs: 1, createRunner: fakeRunner() });
    expect(resultsIn(folder)).toEqual(resultsIn(whole));
    expect(await server.client.keys("*")).toEqual(["{seprank:seprank}:format"]);
  });

  test("10,000 trials are queued, and no second time by the next start", async () => {
    const { url } = await startRedis();
    const folder = temporaryFolder();
    const asked = {
      ...sweep,
      grid: { ...sweep.grid, sparsities: [0], seeds: Array.from({ length: 10_000 }, (_, k) => k) },
    };
    const server = await openServer(url);
    const controller = new AbortController();
    const running = runQueued(server, folder, { asked, signal: controller.signal });
    const queue = server.queueOf(offerId(sweepOfferOf(queued(folder), "wasm")));
    await expect.poll(() => queue.count(), { timeout: 20_000 }).toBe(10_000);
    controller.abort();
    await expect(running).rejects.toThrow(InterruptedError);
    // Again: no trial is there twice.
    const again = new AbortController();
    const next = runQueued(await openServer(url), folder, { asked, signal: again.signal });
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(await queue.count()).toBe(10_000);
    again.abort();
    await expect(next).rejects.toThrow(InterruptedError);
  });
});
