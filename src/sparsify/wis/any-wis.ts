import { InputError } from "../../errors.js";
import type { Adjacency } from "../../graph/adjacency.js";
import type { EdgeLimits } from "../orders/edge-guard.js";
import type { RemovalOrder } from "../orders/removal-order.js";
import { parallelEdges } from "../orders/simple-graph.js";
import { batchedWis } from "./batched-wis.js";
import { oneWis } from "./one-wis.js";
import { relationalOneWis } from "./relational-one-wis.js";
import { relationalWis } from "./relational-wis.js";
import { twoWis } from "./two-wis.js";
import { type WisOptions, wis } from "./wis.js";

/** How the registry's WIS methods may be told to choose. */
interface AnyWisOptions extends EdgeLimits {
  readonly batch?: number | undefined;
  readonly parity?: "thesis" | undefined;
  readonly onProgress?: ((ordered: number) => void) | undefined;
}

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
export function anyWis(adjacency: Adjacency, walkLength: number, options: AnyWisOptions): RemovalOrder {
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
