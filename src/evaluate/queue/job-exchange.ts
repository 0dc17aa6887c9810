import type { TrialEpoch } from "../trials/trial.js";
import { parseJson } from "./parse-json.js";
import { type QueueJob, type QueueResult, queueResult } from "./queue-jobs.js";
import type { QueueServer } from "./queue-server.js";

/** A job that was asked for and is not answered yet. */
interface AskedJob {
  readonly job: QueueJob;
  readonly priority: number;
  readonly resolve: (result: QueueResult) => void;
  readonly reject: (error: Error) => void;
  readonly onEpoch: ((epoch: TrialEpoch) => void) | undefined;
  isSent: boolean;
}

const FINISHED = ["completed", "failed"] as const;

/** Jobs in one message to the server. */
const BATCH = 1000;

/** A failure that may be the machine's is tried again on another one, so often in all. */
const ATTEMPTS = 3;

/** What is said of a trial whose workers ended, one after another, without a word. */
const LOST = "the worker ended each time before the trial did; it may be out of memory";

/**
 * The jobs of one sweep: asked for here, sent to the server, answered when a worker has done them. Whoever has an exchange calls its
 * steps, over and over; a step that fails because the server is away is done by the next call.
 */
export class JobExchange {
  readonly #server: QueueServer;
  readonly #sweep: string;
  readonly #asked = new Map<string, AskedJob>();
  readonly #recorded: string[] = [];
  #unsent: string[] = [];
  #isClosed = false;

  /** @param sweep the id of its offer */
  constructor(server: QueueServer, sweep: string) {
    this.#server = server;
    this.#sweep = sweep;
  }

  /**
   * @param id of the job: asked for again, by another process, too, it is the same job
   * @param priority jobs of the lowest go first
   * @param onEpoch called after some of a trial's epochs
   * @returns what the worker answered; it is an error where the job failed there
   */
  ask<K extends QueueJob["kind"]>(
    id: string,
    job: QueueJob & { readonly kind: K },
    priority: number,
    onEpoch?: (epoch: TrialEpoch) => void,
  ): Promise<QueueResult & { readonly kind: K }> {
    return new Promise((resolve, reject) => {
      this.#asked.set(id, {
        job,
        priority,
        resolve: resolve as AskedJob["resolve"],
        reject,
        onEpoch,
        isSent: false,
      });
      this.#unsent.push(id);
    });
  }

  /** The answer is on the disk, or not wanted any more: the server need not keep it. */
  forget(id: string): void {
    this.#recorded.push(id);
  }

  /** Sends what was asked for since the last call. */
  async send(): Promise<void> {
    while (this.#unsent.length > 0 && !this.#isClosed) {
      // Taken out first: more may be asked for while these are on their way.
      const batch = this.#unsent.splice(0, BATCH).filter((id) => this.#asked.has(id));
      try {
        await this.#server.queueOf(this.#sweep).addBulk(
          batch.map((id) => {
            const { job, priority } = this.#asked.get(id) as AskedJob;
            return { name: job.kind, data: job, opts: { jobId: id, priority, attempts: ATTEMPTS } };
          }),
        );
      } catch (error) {
        this.#unsent.unshift(...batch);
        throw error;
      }
      for (const id of batch) {
        const asked = this.#asked.get(id);
        if (asked !== undefined) asked.isSent = true;
      }
    }
  }

  /**
   * Answers what is finished on the server.
   *
   * @returns whether something was
   */
  async collect(): Promise<boolean> {
    const queue = this.#server.queueOf(this.#sweep);
    const before = this.#asked.size;
    const looks = this.#server.client.pipeline();
    for (const state of FINISHED) looks.zrange(queue.toKey(state), "0", "-1");
    for (const [n, [failure, found]] of ((await looks.exec()) ?? []).entries()) {
      if (failure !== null) throw failure;
      const state = FINISHED[n];
      const finished = found as string[];
      const ours = finished.filter((id) => this.#asked.has(id));
      for (let k = 0; k < ours.length && !this.#isClosed; k += BATCH) {
        const batch = ours.slice(k, k + BATCH);
        const pipeline = this.#server.client.pipeline();
        for (const id of batch) pipeline.hmget(queue.toKey(id), "returnvalue", "failedReason");
        const answers = (await pipeline.exec()) ?? [];
        for (const [n, id] of batch.entries()) {
          const [error, fields] = answers[n] ?? [new Error("no answer"), null];
          if (error === null) this.#settle(id, state, fields as (string | null)[]);
        }
      }
    }
    return this.#asked.size < before;
  }

  #settle(id: string, state: "completed" | "failed", [value, reason]: (string | null)[]): void {
    const asked = this.#asked.get(id);
    if (asked === undefined) return;
    if (state === "failed") {
      if (reason === null) return;
      this.#asked.delete(id);
      asked.reject(new Error(/stalled more than/.test(reason) ? LOST : reason));
      return;
    }
    if (value === null) return;
    const result = parseJson(queueResult, value);
    this.#asked.delete(id);
    if (result?.kind === asked.job.kind) asked.resolve(result);
    else asked.reject(new Error("its worker answered with something that is no result of a trial"));
  }

  /** Takes forgotten jobs off the server: all that there are, or a batch of them. */
  async removeForgotten({ all = false }: { readonly all?: boolean } = {}): Promise<void> {
    const queue = this.#server.queueOf(this.#sweep);
    do {
      const batch = this.#recorded.slice(0, BATCH);
      await Promise.all(batch.map((id) => queue.remove(id)));
      this.#recorded.splice(0, batch.length);
    } while (all && this.#recorded.length > 0);
  }

  /** Passes on how far the workers say that trials are. */
  async tellEpochs(): Promise<void> {
    for (const { running } of await this.#server.workers())
      for (const { sweep, job, epoch, validationAccuracy } of running)
        if (sweep === this.#sweep && epoch > 0)
          this.#asked.get(job)?.onEpoch?.({ epoch, validationAccuracy });
  }

  /** Has those jobs sent again that the server does not have any more. */
  async findLost(): Promise<void> {
    const queue = this.#server.queueOf(this.#sweep);
    const sent = [...this.#asked].filter(([, { isSent }]) => isSent).map(([id]) => id);
    for (let k = 0; k < sent.length && !this.#isClosed; k += BATCH) {
      const batch = sent.slice(k, k + BATCH);
      const pipeline = this.#server.client.pipeline();
      for (const id of batch) pipeline.exists(queue.toKey(id));
      const answers = (await pipeline.exec()) ?? [];
      this.#unsent.push(...batch.filter((id, n) => answers[n]?.[1] === 0 && this.#asked.has(id)));
    }
  }

  /** Ends the step under way between two messages. */
  close(): void {
    this.#isClosed = true;
  }
}
