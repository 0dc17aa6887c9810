import { hostname } from "node:os";
import { resolve } from "node:path";
import { DEFAULT_QUEUE } from "../../src/evaluate/queue/queue-name.js";
import { createQueueRunner } from "../../src/evaluate/queue/queue-runner.js";
import { openQueueServer } from "../../src/evaluate/queue/queue-server.js";
import { type QueuedSweep, sweepOfferOf } from "../../src/evaluate/queue/queued-sweep.js";
import { offerFamily } from "../../src/evaluate/queue/sweep-offer.js";
import type { PlacedSweep } from "../../src/evaluate/run-sweeps.js";
import type { GraphOptions } from "../options/graph-argument.js";
import { type QueueOptions, readingOf } from "../options/queue-options.js";
import { takePassword } from "../options/take-password.js";
import type { Console } from "../terminal/console.js";
import type { createSweepProgress } from "../terminal/sweep-progress.js";

/** Sweeps whose trials a queue's workers run. */
export interface QueuedSweeps {
  readonly sweeps: readonly PlacedSweep[];
  /** Takes the sweeps, which are done, off the server. */
  retire(): Promise<void>;
  close(): Promise<void>;
}

/** Milliseconds from one look at the workers to the next. */
const LOOK_INTERVAL = 4000;

/** What a queue is told of the command beside how its graphs are read. */
interface QueuedOptions {
  /** of the queue's server */
  readonly url: string;
  readonly datasets: readonly string[];
  readonly history?: string;
}

/**
 * Connects sweeps to a queue.
 *
 * @throws InputError as openQueueServer
 */
export async function queueSweeps(
  sweeps: readonly PlacedSweep[],
  {
    url,
    datasets,
    queueName,
    ordersDir,
    history,
    ...graphOptions
  }: GraphOptions & QueueOptions & QueuedOptions,
  progress: Pick<ReturnType<typeof createSweepProgress>, "tellWorkers">,
  console: Console,
): Promise<QueuedSweeps> {
  const server = await openQueueServer({
    url,
    name: queueName,
    environment: takePassword(),
    onWarning: console.warn,
  });
  const queued = sweeps.map(({ sweep, folder }, k): QueuedSweep => {
    const { vertexCount, edgeCount } = sweep.dataset.adjacency;
    return {
      input: { name: sweep.dataset.name, sha256: sweep.sha256, vertices: vertexCount, edges: edgeCount },
      graph: datasets[k],
      reading: readingOf(graphOptions),
      split: sweep.split ?? "random",
      overrides: JSON.parse(JSON.stringify(sweep.hyperparameters)),
      history: history !== undefined,
      plugin: sweep.plugin,
      folder: resolve(folder),
      ordersFolder: ordersDir,
    };
  });
  let isMissed = false;
  const begun = performance.now();
  const timer = setInterval(async () => {
    const workers = await server.workers().catch(() => undefined);
    if (workers === undefined) return;
    progress.tellWorkers(workers);
    if (workers.length === 0 && !isMissed && performance.now() - begun > LOOK_INTERVAL) {
      isMissed = true;
      console.message(
        `no worker is there yet; on any machine: seprank worker --queue ${exampleUrl(url)}${named(queueName)}`,
      );
    }
  }, LOOK_INTERVAL);
  return {
    sweeps: sweeps.map((placed, k) => ({ ...placed, createRunner: createQueueRunner(server, queued[k]) })),
    async retire() {
      for (const one of queued) await server.retireFamily(offerFamily(sweepOfferOf(one, "auto")));
    },
    async close() {
      clearInterval(timer);
      await server.close();
    },
  };
}

/** The address as another machine would say it, where it says this one. */
function exampleUrl(url: string): string {
  return url.replace(/^(rediss?:\/\/(?:[^@/]*@)?)(localhost|127\.0\.0\.1)/, `$1${hostname()}`);
}

function named(queueName: string): string {
  return queueName === DEFAULT_QUEUE ? "" : ` --queue-name ${queueName}`;
}
