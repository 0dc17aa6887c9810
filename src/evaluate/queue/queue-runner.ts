import { createRequire } from "node:module";
import { unpackHistory } from "../histories/epoch-history.js";
import type { TimedOrder } from "../orders/order-cache.js";
import type { CreateTrialRunner, TrialRunner } from "../workers/trial-runner.js";
import { createWorkerPool } from "../workers/worker-pool.js";
import { CollectedSweep } from "./collected-sweep.js";
import { orderJobId, type QueueJob, trialJobId } from "./queue-jobs.js";
import type { QueueServer } from "./queue-server.js";
import type { QueuedSweep } from "./queued-sweep.js";

/**
 * A {@link TrialRunner} that puts trials into a queue, where workers of other machines take them, and collects what they measure.
 *
 * All trials and orders are queued at once, those of the first seed in front. A job stays on the server, finished, until its record is on the disk;
 * a coordinator that ended in between finds it there. Jobs that the server has lost (it was restarted without its data, or dropped them) are
 * queued again.
 */
export function createQueueRunner(server: QueueServer, sweep: QueuedSweep): CreateTrialRunner {
  return (graph, { jobs, backend: wanted }) => {
    const priorityOf = seedPriorities();
    let collected: CollectedSweep | undefined;

    function opened(): CollectedSweep {
      if (collected === undefined) throw new Error("the queue runner is used before its backend is known");
      return collected;
    }

    const ask: CollectedSweep["jobs"]["ask"] = (...asked) => {
      const answer = opened().jobs.ask(...asked);
      opened().tellAsked();
      return answer;
    };

    const runner: TrialRunner = {
      jobs,
      async backend() {
        collected ??= await CollectedSweep.open(
          server,
          sweep,
          await resolveBackend(wanted, () => createWorkerPool(graph, { jobs: 1, backend: wanted })),
        );
        return collected.backend;
      },
      async removalOrder(method, seed, removed, training): Promise<TimedOrder> {
        const { draft, ...trained } = training ?? {};
        const { name } = method;
        const id = orderJobId(method, { method: name, seed, removed, model: training?.model ?? "" });
        const { parcel, seconds } = await ask(
          id,
          {
            kind: "order",
            method: name,
            seed,
            removed,
            ...(training === undefined ? {} : { training: trained as typeof training }),
            ...(draft === undefined ? {} : { identity: JSON.parse(JSON.stringify(draft.identity)) }),
          },
          priorityOf(seed, "order"),
        ).catch((error) => {
          // It is asked for anew when the sweep is.
          opened().jobs.forget(id);
          throw error;
        });
        return { order: await opened().orders.fetch(parcel), seconds };
      },
      train: (trial, order, options, onEpoch) =>
        opened().orders.during(order, async (parcel) => {
          const job = { kind: "trial", trial, options, order: parcel } as const;
          const priority = priorityOf(trial.seed, "trial");
          const { measured, node } = await ask(trialJobId(trial), job, priority, onEpoch);
          const { history: packed, ...rest } = measured;
          const history = packed === undefined ? {} : { history: unpackHistory(packed) };
          return { ...rest, ...history, node } as Awaited<ReturnType<TrialRunner["train"]>>;
        }),
      recorded: (trial) => opened().jobs.forget(trialJobId(trial)),
      close: async () => collected?.close(),
    };
    return runner;
  };
}

/**
 * Priorities of jobs, the lowest first: jobs of the seed that is asked for first go before those of the second, and a seed's orders before
 * its trials.
 */
function seedPriorities(): (seed: number, kind: QueueJob["kind"]) => number {
  const places = new Map<number, number>();
  return (seed, kind) => {
    const place = places.get(seed) ?? places.size;
    places.set(seed, place);
    return 1 + 2 * place + (kind === "trial" ? 1 : 0);
  };
}

/** A name is taken as it is; "auto" is what this machine has, which a process has to try where there is something to try. */
async function resolveBackend(wanted: string, createPool: () => TrialRunner): Promise<string> {
  if (wanted !== "auto") return wanted;
  if (!isTensorflowInstalled()) return "wasm";
  const pool = createPool();
  try {
    return await pool.backend();
  } finally {
    await pool.close();
  }
}

function isTensorflowInstalled(): boolean {
  try {
    createRequire(import.meta.url).resolve("@tensorflow/tfjs-node-gpu");
    return true;
  } catch {
    return false;
  }
}
