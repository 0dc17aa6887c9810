import { InputError } from "../../errors.js";
import type { Adjacency } from "../../graph/adjacency.js";
import type { RemovalOrder } from "../orders/removal-order.js";
import { parallelEdges } from "../orders/simple-graph.js";
import type { GreedySettings } from "../orders/sparsifier.js";
import { batchedWis } from "./batched-wis.js";
import { gwis } from "./gwis.js";
import { oneWis } from "./one-wis.js";
import { relationalOneWis } from "./relational-one-wis.js";
import { relationalWis } from "./relational-wis.js";
import { singletonPartitions } from "./singleton-partitions.js";
import { twoWis } from "./two-wis.js";
import { type WisOptions, wis } from "./wis.js";

/** How the registry's WIS methods may be told to choose. */
type AnyWisSettings = Omit<GreedySettings, "seed" | "partitions" | "orderBy">;

const DEFAULT_WALK_LENGTH = 2;

/**
 * How the thesis's published orders were made: 2-WIS (and longer walks) removes 100 edges for each scoring, the last edge first among
 * equal tuples; 1-WIS one edge, the first one among equals.
 *
 * Source: thesis appendix D.6.2.2; the tie rules are those of its published code.
 */
export function parityOf(walkLength: number): { batch: number; ties: "lowest" | "highest" } {
  return walkLength === 1 ? { batch: 1, ties: "lowest" } : { batch: 100, ties: "highest" };
}

/**
 * (L-1)-WIS by the fastest way that gives what is asked for: degrees for 1, triangles for 2, closed walks for the rest and wherever
 * edges are protected or removed in batches; {@link relationalWis} for directed graphs and those with parallel edges,
 * or {@link relationalOneWis}.
 *
 * @throws InputError where a batch is given beside a parity, and what {@link wis} and {@link batchedWis} throw
 */
export function anyWis(adjacency: Adjacency, options: AnyWisSettings): RemovalOrder {
  const { walkLength = DEFAULT_WALK_LENGTH } = options;
  const { batch = 1, parity, onProgress, protect = [], keepDegree = 0 } = options;
  if (parity === "thesis") {
    if (options.batch !== undefined)
      throw new InputError(
        `batch: expected none beside parity "thesis", which sets it, got ${options.batch}`,
      );
    const { batch: batchSize, ties } = parityOf(walkLength);
    return ordered(batchSize, { ...options, ties });
  }
  if (parity !== undefined) throw new InputError(`parity: expected "thesis", got "${parity}"`);
  return ordered(batch, options);

  function ordered(batchSize: number, choices: WisOptions): RemovalOrder {
    if (batchSize !== 1) return batchedWis(adjacency, walkLength, batchSize, choices);
    const isPlain = protect.length === 0 && keepDegree === 0;
    if (adjacency.directed || parallelEdges(adjacency) !== null)
      return isPlain && walkLength === 1 && choices.ties !== "highest"
        ? relationalOneWis(adjacency, onProgress)
        : relationalWis(adjacency, walkLength, choices);
    if (isPlain && walkLength === 1) return oneWis(adjacency, onProgress);
    if (isPlain && walkLength === 2) return twoWis(adjacency, onProgress);
    return wis(adjacency, walkLength, choices);
  }
}

/** {@link anyWis} with walks of length 1. */
export function anyOneWis(adjacency: Adjacency, options: AnyWisSettings): RemovalOrder {
  return anyWis(adjacency, { ...options, walkLength: 1 });
}

/** {@link anyWis} with walks of length 2. */
export function anyTwoWis(adjacency: Adjacency, options: AnyWisSettings): RemovalOrder {
  return anyWis(adjacency, { ...options, walkLength: 2 });
}

/** {@link gwis} with walks of length 2 and the partitions of WIS where no others are given. */
export function anyGwis(adjacency: Adjacency, options: GreedySettings): RemovalOrder {
  const { walkLength = DEFAULT_WALK_LENGTH, partitions = singletonPartitions(adjacency) } = options;
  return gwis(adjacency, walkLength, partitions, options);
}
