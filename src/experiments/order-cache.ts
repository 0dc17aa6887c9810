import { join } from "node:path";
import { z } from "zod";
import { makeFolder, readFileIfPresent, sha256Hex, writeFileAtomic } from "../files.js";
import { readNpy, writeNpy } from "../graph/formats/npy.js";
import { samplesEachLevel, sparsifierNamed } from "../sparsify/registry.js";
import type { Configuration } from "./configuration.js";
import type { TimedOrder, TrialRunner } from "./trial-runner.js";

/** The folder, below a sweep's, that keeps the removal orders. */
export const ORDERS_FOLDER = "orders";

/** Removal orders on the disk. */
export interface OrderCache {
  /** An order kept by a run of the same version on the same input, undefined where there is none that is whole. */
  read(method: string, seed: number): Promise<TimedOrder | undefined>;
  write(method: string, seed: number, timed: TimedOrder): Promise<void>;
}

const kept = z.strictObject({
  method: z.string(),
  /** null for a method that does not depend on it */
  seed: z.int().nonnegative().nullable(),
  seprank: z.string(),
  input: z.string(),
  /** how many of the edges may be removed */
  removable: z.int().nonnegative().optional(),
  seconds: z.number().nonnegative(),
  /** of the bytes of the .npy file */
  sha256: z.string(),
});

/**
 * Keeps orders in a folder's `orders/`: NAME.npy holds the edge indices [E], first removed first, and NAME.json, written after it, says
 * whose order it is. NAME is the method, and the seed where the order depends on it: `random-seed-3`.
 *
 * A file that is torn, changed, or of another version or input is passed over, and written anew.
 */
export function orderCache(folder: string, { seprank, input }: Configuration): OrderCache {
  const orders = join(folder, ORDERS_FOLDER);
  const seedOf = (method: string, seed: number) => (sparsifierNamed(method).randomised ? seed : null);
  const pathOf = (method: string, seed: number | null) =>
    join(orders, `${encodeURIComponent(method)}${seed === null ? "" : `-seed-${seed}`}`);
  return {
    async read(method, givenSeed) {
      const seed = seedOf(method, givenSeed);
      const path = pathOf(method, seed);
      const text = await readFileIfPresent(`${path}.json`);
      const bytes = await readFileIfPresent(`${path}.npy`);
      if (text === undefined || bytes === undefined) return undefined;
      const head = parseHead(new TextDecoder().decode(text));
      const isOurs =
        head?.method === method &&
        head.seed === seed &&
        head.seprank === seprank &&
        head.input === input.sha256 &&
        head.sha256 === sha256Hex(bytes);
      if (!isOurs) return undefined;
      const array = readNpy(bytes);
      if (array.kind !== "numbers" || array.values.length !== input.edges) return undefined;
      const edges = Uint32Array.from(array.values, Number);
      const { removable, seconds } = head;
      return { order: { method, edges, ...(removable === undefined ? {} : { removable }) }, seconds };
    },
    async write(method, givenSeed, { order, seconds }) {
      const seed = seedOf(method, givenSeed);
      const path = pathOf(method, seed);
      const bytes = writeNpy("<i8", [order.edges.length], order.edges);
      const { removable } = order;
      const head: z.infer<typeof kept> = {
        method,
        seed,
        seprank,
        input: input.sha256,
        removable,
        seconds,
        sha256: sha256Hex(bytes),
      };
      await makeFolder(orders);
      await writeFileAtomic(`${path}.npy`, bytes);
      await writeFileAtomic(`${path}.json`, new TextEncoder().encode(`${JSON.stringify(head, null, 2)}\n`));
    },
  };
}

/**
 * The same runner, which takes orders from a cache and adds to it those it has to compute.
 *
 * Edge sets of methods that sample each level are not kept: they serve one level, and may have weights.
 */
export function withOrderCache(runner: TrialRunner, cache: OrderCache): TrialRunner {
  return {
    ...runner,
    async removalOrder(method, seed, removed) {
      if (samplesEachLevel(method)) return runner.removalOrder(method, seed, removed);
      const present = await cache.read(method, seed);
      if (present !== undefined) return present;
      const timed = await runner.removalOrder(method, seed, removed);
      await cache.write(method, seed, timed);
      return timed;
    },
  };
}

function parseHead(text: string): z.infer<typeof kept> | undefined {
  try {
    return kept.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
