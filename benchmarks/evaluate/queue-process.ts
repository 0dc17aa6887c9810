// One side of a queue, alone in its process: `coordinator` or `worker`, whose trials train nothing and take as long as they are told.

import { openDataset } from "../../datasets/index.js";
import { createQueueRunner } from "../../src/evaluate/queue/queue-runner.js";
import { openQueueServer } from "../../src/evaluate/queue/queue-server.js";
import { serveQueue } from "../../src/evaluate/queue/queue-worker.js";
import { sweepOfferOf } from "../../src/evaluate/queue/queued-sweep.js";
import { offerFamily, offerId } from "../../src/evaluate/queue/sweep-offer.js";
import { completeSweep } from "../../src/evaluate/sweep.js";
import type { CreateTrialRunner } from "../../src/evaluate/workers/trial-runner.js";

const [role, url, folder, trialCount, delay] = process.argv.slice(2);
const trials = Number(trialCount);
const { dataset, sha256 } = await openDataset("citations");
const { vertexCount, edgeCount } = dataset.adjacency;
const server = await openQueueServer({ url, environment: {}, onWarning: () => undefined });
const createRunner: CreateTrialRunner = (_, { jobs }) => ({
  jobs,
  backend: async () => "wasm",
  removalOrder: () => Promise.reject(new Error("no edges are removed")),
  async train() {
    if (Number(delay) > 0) await new Promise((resolve) => setTimeout(resolve, Number(delay)));
    const half = { testAccuracy: 0.5, validationAccuracy: 0.5, trainAccuracy: 0.5 };
    return { ...half, bestEpoch: 1, epochs: 2, seconds: 0.1 };
  },
  close: async () => undefined,
});
const cpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const begun = cpu();

if (role === "worker") {
  await serveQueue({
    server,
    jobs: 2,
    openInput: async () => ({ dataset, sha256 }),
    untilDone: true,
    createRunner,
  });
  process.stdout.write(JSON.stringify({ cpu: cpu() - begun }));
} else {
  const sweep = {
    dataset,
    sha256,
    grid: {
      models: ["gcn"],
      methods: ["random"],
      sparsities: [0],
      seeds: Array.from({ length: trials }, (_, k) => k),
    },
    backend: "wasm",
    hyperparameters: { epochs: 2 },
  };
  const queued = {
    input: { name: dataset.name, sha256, vertices: vertexCount, edges: edgeCount },
    graph: "citations",
    reading: {},
    split: "random" as const,
    overrides: { epochs: 2 },
    folder,
  };
  const offer = sweepOfferOf(queued, "wasm");
  const start = performance.now();
  let enqueued = 0;
  const heap: number[] = [];
  let records = 0;
  const controller = new AbortController();
  const running = completeSweep(sweep, {
    folder,
    jobs: Number.MAX_SAFE_INTEGER,
    createRunner: role === "local" ? createRunner : createQueueRunner(server, queued),
    signal: controller.signal,
    onTrial() {
      records++;
      // Early, and near the end.
      if (records !== Math.ceil(trials / 10) && records !== Math.floor((9 * trials) / 10)) return;
      globalThis.gc?.();
      heap.push(process.memoryUsage().heapUsed);
    },
  });
  if (role === "enqueue") {
    while ((await server.queueOf(offerId(offer)).count()) < trials)
      await new Promise((resolve) => setTimeout(resolve, 20));
    enqueued = performance.now() - start;
    controller.abort();
    await running.catch(() => undefined);
  } else await running;
  await server.retireFamily(offerFamily(offer));
  process.stdout.write(
    JSON.stringify({ cpu: cpu() - begun, enqueued, heap, wall: performance.now() - start }),
  );
}
await server.close();
