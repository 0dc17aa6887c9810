import { basename, join } from "node:path";
import { findEntry } from "../../datasets/store/find-entry.js";
import type { SweepOffer } from "../../src/evaluate/queue/sweep-offer.js";
import type { Globals } from "../options/globals.js";
import type { GraphOptions } from "../options/graph-argument.js";
import { loadGraph } from "./load-graph.js";

/** Opens the input of a sweep that another machine queued: by its name, and a file that is not there in the folder of the data. */
export async function openOffer(
  { graph, reading }: Pick<SweepOffer, "graph" | "reading">,
  globals: Globals,
): ReturnType<typeof loadGraph> {
  const options = reading as GraphOptions;
  try {
    return await loadGraph(graph, options, globals);
  } catch (error) {
    if (globals.dataDir === undefined || findEntry(graph) !== undefined) throw error;
    return await loadGraph(join(globals.dataDir, basename(graph)), options, globals).catch(() =>
      Promise.reject(error),
    );
  }
}
