import type { Plugin } from "../plugins/plugin.js";
import { packageVersion } from "../records/version.js";
import { QUEUE_FORMAT, type SweepOffer } from "./sweep-offer.js";

/** What is known of a sweep beside its graph. */
export interface QueuedSweep extends Pick<SweepOffer, "input" | "graph" | "reading" | "split" | "overrides"> {
  /** whether trials tell loss and accuracies of every epoch; default no */
  readonly history?: boolean | undefined;
  /** that workers have to have loaded; default none */
  readonly plugin?: Plugin | undefined;
  /** where the records go: who else collects them is told by it */
  readonly folder: string;
  /** a folder that all machines share, for the removal orders; default: the server keeps them */
  readonly ordersFolder?: string | undefined;
  /** milliseconds from one check that the server still has all jobs to the next; default 10,000 */
  readonly checkInterval?: number | undefined;
}

/** What an offer of a sweep says, once its backend is known. */
export function sweepOfferOf(
  { input, graph, reading, split, overrides, history = false, plugin, ordersFolder }: QueuedSweep,
  backend: string,
): SweepOffer {
  return {
    format: QUEUE_FORMAT,
    seprank: packageVersion(),
    backend,
    input,
    graph,
    reading,
    split,
    overrides,
    history,
    plugin: plugin?.sha256 ?? null,
    orders: ordersFolder === undefined ? "server" : "folder",
  };
}
