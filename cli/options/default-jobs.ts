import { availableParallelism } from "node:os";

/** More processes than this are asked for by name: each holds the data and a tensor backend in memory. */
const MOST = 8;

/** How many worker processes there are where `--jobs` does not say: one a core, {@link MOST} at most. */
export function defaultJobs(): number {
  return Math.min(availableParallelism(), MOST);
}
