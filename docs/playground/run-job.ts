import type { Asked, JobName, Jobs, Told, TrainProgress } from "./jobs.js";

/** A job under way. */
export interface RunningJob<T> {
  /** rejects with what went wrong, in words; never settles once it was ended */
  readonly result: Promise<T>;
  end(): void;
}

/** Does a job in a worker of its own. */
export function runJob<K extends JobName>(
  kind: K,
  job: Jobs[K]["asks"],
  onProgress: (progress: TrainProgress) => void = () => undefined,
): RunningJob<Jobs[K]["gives"]> {
  const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
  const result = new Promise<Jobs[K]["gives"]>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<Told>) => {
      if ("progress" in data) return onProgress(data.progress);
      worker.terminate();
      if ("failed" in data) reject(new Error(data.failed));
      else resolve(data.result as Jobs[K]["gives"]);
    };
    worker.onerror = ({ message }) => reject(new Error(message || "a worker of the page did not start"));
  });
  worker.postMessage({ kind, job } satisfies Asked);
  return { result, end: () => worker.terminate() };
}
