import type { Command } from "commander";
import { DEFAULT_QUEUE } from "../../src/evaluate/queue/queue-name.js";
import type { SweepOffer } from "../../src/evaluate/queue/sweep-offer.js";
import type { GraphOptions } from "./graph-argument.js";

/** Where trials are queued. */
export interface QueueOptions {
  readonly queue?: string;
  readonly queueName: string;
  readonly ordersDir?: string;
}

/** Adds the options of commands that use a queue, with what the first and the last are for. */
export function addQueueOptions(command: Command, queue: string, ordersDir: string): Command {
  return command
    .option("--queue <url>", queue)
    .option("--queue-name <name>", "the queue's name on the server", DEFAULT_QUEUE)
    .option("--orders-dir <folder>", ordersDir);
}

/** The options that decide how a file is read, as an offer has them. */
export function readingOf({
  format,
  columns,
  header,
  graph,
  variable,
  nodes,
  nodeId,
  nodeLabel,
  nodeFeatures,
  memory,
  maxVertices,
}: GraphOptions): SweepOffer["reading"] {
  const table = { nodes, nodeId, nodeLabel, nodeFeatures };
  const given = { format, columns, header, graph, variable, ...table, memory, maxVertices };
  return JSON.parse(JSON.stringify(given));
}
