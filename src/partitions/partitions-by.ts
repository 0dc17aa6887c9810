import { InputError } from "../errors.js";
import { checkDataset } from "../graph/check-argument.js";
import type { GraphDataset } from "../graph/dataset.js";
import { bridgePartitions } from "./bridge-partitions.js";
import { communityPartitions } from "./community-partitions.js";
import { componentPartitions } from "./component-partitions.js";
import { cutPartitions } from "./cut-partitions.js";
import { labelPartitions } from "./label-partitions.js";
import type { NamedPartition } from "./read-partitions.js";

/** What partitions are made of. */
export type PartitionedGraph = Pick<GraphDataset, "name" | "adjacency" | "labels" | "classNames">;

/** How partitions are made, beside the way. */
export interface PartitionsByOptions {
  /** of a cut: how many; default 8 */
  readonly parts?: number | undefined;
  /** of communities and cuts; default 0 */
  readonly seed?: number | undefined;
}

/** A way to make partitions of a graph's vertices. */
export interface PartitionWay {
  /** one line for help texts: what is against all other vertices */
  readonly summary: string;
  readonly randomised: boolean;
  /** whether it takes the labels of vertices */
  readonly labelled: boolean;
  readonly make: (graph: PartitionedGraph, options: PartitionsByOptions) => NamedPartition[];
}

/** All ways by name: the thesis leaves the choice open (appendix D.4), so these are ours. */
export const PARTITION_WAYS = Object.freeze({
  label: {
    summary: "every class of labelled vertices",
    randomised: false,
    labelled: true,
    make: labelPartitions,
  },
  community: {
    summary: "every community by the Louvain method",
    randomised: true,
    labelled: false,
    make: ({ adjacency }, { seed }) => communityPartitions(adjacency, seed),
  },
  component: {
    summary: "every connected component: nothing crosses it",
    randomised: false,
    labelled: false,
    make: ({ adjacency }) => componentPartitions(adjacency),
  },
  bridge: {
    summary: "every part that bridges join to the rest (2-edge-connected component)",
    randomised: false,
    labelled: false,
    make: ({ adjacency }) => bridgePartitions(adjacency),
  },
  cut: {
    summary: "every part of a balanced cut with few edges between the parts",
    randomised: true,
    labelled: false,
    make: ({ adjacency }, { parts, seed }) => cutPartitions(adjacency, parts, seed),
  },
} satisfies Readonly<Record<string, PartitionWay>>);

/** The names of the ways to make partitions. */
export type PartitionWayName = keyof typeof PARTITION_WAYS;

/** The same name, known to be one of {@link PARTITION_WAYS}. @throws InputError that names the known ways */
export function partitionWayNamed(name: string): PartitionWayName {
  if (Object.hasOwn(PARTITION_WAYS, name)) return name as PartitionWayName;
  throw new InputError(
    `partitions by: expected ${Object.keys(PARTITION_WAYS).join(", ")}, got ${JSON.stringify(name)}`,
  );
}

/**
 * Partitions of a graph's vertices, made in a way that is given by its name (see {@link PARTITION_WAYS}).
 *
 * @throws InputError for an unknown way, a number of parts beside one that takes none, and where a graph cannot be divided in this way
 *
 * @example
 * ```ts
 * import { karate } from "seprank";
 * import { partitionsBy } from "seprank/adjacency";
 *
 * partitionsBy("cut", karate(), { parts: 2 }).map(({ subset }) => subset.length); // => [17, 17]
 * ```
 */
export function partitionsBy(
  name: string,
  graph: PartitionedGraph,
  options: PartitionsByOptions = {},
): NamedPartition[] {
  checkDataset(graph, "partitionsBy");
  const way: PartitionWay = PARTITION_WAYS[partitionWayNamed(name)];
  if (options.parts !== undefined && name !== "cut")
    throw new InputError(
      `parts: expected none for partitions by ${name}, got ${options.parts}; they are for cut`,
    );
  return way.make(graph, options);
}
