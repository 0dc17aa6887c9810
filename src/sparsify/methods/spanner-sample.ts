import { InputError } from "../../errors.js";
import type { Adjacency } from "../../graph/adjacency.js";
import { connectedComponents } from "../../graph/components.js";
import { createRandom, shuffle } from "../../random.js";
import type { EdgeSample } from "../orders/edge-sample.js";
import type { EdgeSetSettings, ProgressSettings } from "../orders/sparsifier.js";
import { smallestFitting } from "../structures/smallest-fitting.js";
import { greedySpanner } from "./spanner.js";

/** The settings of {@link spannerSample}. */
type SpannerSampleSettings = Pick<EdgeSetSettings, "kept" | "seed"> &
  ProgressSettings & { readonly stretch: number };

/**
 * Keeps a greedy spanner of the smallest odd stretch that has few enough edges, and other edges at random up to the number asked for.
 *
 * More edges never lengthen a distance: what is kept is a t-spanner, too. Spanners of even stretch 2k are no smaller in the worst case than
 * those of 2k - 1.
 *
 * @param settings stretch: t; 0 for the smallest that fits
 *
 * Complexity: O(log V) spanners.
 * @throws InputError where the spanner of that stretch, or of any, has more edges
 */
export function spannerSample(
  adjacency: Adjacency,
  { kept, seed, stretch, onProgress }: SpannerSampleSettings,
): EdgeSample {
  const { vertexCount, edgeCount } = adjacency;
  const refuse = (least: number, what: string, wayOut: string) =>
    new InputError(
      `spanner: ${what} keeps ${least} of ${edgeCount} edges, so at most ${edgeCount - least} can be removed, got ${edgeCount - kept}; ${wayOut}`,
    );
  const forest = vertexCount - connectedComponents(adjacency).count;
  if (kept < forest) throw refuse(forest, "any spanner", "remove fewer, or use spanning-forest");
  const spanner =
    stretch > 0
      ? greedySpanner(adjacency, { stretch, seed, onProgress })
      : // Above V every spanner is a forest.
        smallestFitting(
          { first: 1, step: 2, last: Math.max(1, vertexCount) },
          (t) => greedySpanner(adjacency, { stretch: t, seed, onProgress }),
          (edges) => edges.length <= kept,
        )?.result;
  if (spanner === undefined) throw refuse(forest, "any spanner", "remove fewer, or use spanning-forest");
  if (spanner.length > kept)
    throw refuse(spanner.length, `stretch ${stretch}`, "raise stretch, or leave it out");
  const isKept = new Uint8Array(edgeCount);
  for (const e of spanner) isKept[e] = 1;
  const others = Uint32Array.from({ length: edgeCount }, (_, e) => e).filter((e) => isKept[e] === 0);
  const filling = shuffle(others, createRandom(seed, "spanner-filling")).subarray(0, kept - spanner.length);
  return { kept: concatenate(spanner, filling) };
}

function concatenate(a: Uint32Array, b: Uint32Array): Uint32Array {
  const all = new Uint32Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}
