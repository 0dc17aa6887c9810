import { rm } from "node:fs/promises";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { makeFolder, readFileIfPresent, sha256Hex, writeFileAtomic } from "../../files.js";
import { readNpy, writeNpy } from "../../graph/formats/numpy/npy.js";
import type { MethodSpec } from "../../sparsify/method-spec.js";
import type { RemovalOrder } from "../../sparsify/orders/removal-order.js";
import type { Plugin } from "../plugins/plugin.js";
import type { Configuration } from "../records/configuration.js";
import { giveSameResults } from "../records/version.js";
import type { TrialOptions } from "../trials/record.js";
import type { OrderDraft } from "./order-draft.js";
import type { OrderTraining } from "./order-training.js";

/** A removal order and the time it took. */
export interface TimedOrder {
  readonly order: RemovalOrder;
  readonly seconds: number;
}

/** The folder, below a sweep's, that keeps the removal orders. */
export const ORDERS_FOLDER = "orders";

/** Removal orders on the disk. */
export interface OrderCache {
  /** An order kept on the same input by a version with the same results, undefined where there is none that is whole. */
  read(method: MethodSpec, seed: number, training?: OrderTraining): Promise<TimedOrder | undefined>;
  write(method: MethodSpec, seed: number, timed: TimedOrder, training?: OrderTraining): Promise<void>;
  /** Where the beginning of an order may be kept until it is whole and written. */
  draft(method: MethodSpec, seed: number, training?: OrderTraining): OrderDraft;
}

const kept = z.strictObject({
  method: z.string(),
  /** null for a method that does not depend on it */
  seed: z.int().nonnegative().nullable(),
  /** of a method that trains a network, see OrderTraining */
  training: z.strictObject({ model: z.string(), options: z.json(), l1: z.number() }).optional(),
  /** of a method that knows the labels to train on, where they are those of a given split */
  split: z.strictObject({ given: z.int().positive() }).optional(),
  seprank: z.string(),
  input: z.string(),
  /** SHA-256 of the plug-in that the method, or the model that it trains, is of */
  plugin: z.string().optional(),
  /** how many of the edges may be removed */
  removable: z.int().nonnegative().optional(),
  seconds: z.number().nonnegative(),
  /** of the bytes of the .npy file */
  sha256: z.string(),
});

/**
 * Keeps orders in a folder's `orders/`: NAME.npy holds the edge indices [E], first removed first, and NAME.json, written after it, says
 * whose order it is. NAME is the method, with the seed where the order depends on it, and the model where it trains one:
 * `random-seed-3`, `ugs-gcn-seed-3`. Of an order whose making takes rounds, NAME.draft.json holds those that are done.
 *
 * @param plugin that methods or models are of: an order of another one is not theirs
 *
 * A file that is torn, changed, or of another version or input is passed over, and written anew.
 */
export function orderCache(
  folder: string,
  { seprank, input, options }: Pick<Configuration, "seprank" | "input" | "options">,
  plugin?: Pick<Plugin, "sha256" | "methods" | "models">,
): OrderCache {
  const orders = join(folder, ORDERS_FOLDER);
  const seedOf = ({ facts }: MethodSpec, seed: number) => (facts.randomised ? seed : null);
  const pathOf = ({ name }: MethodSpec, seed: number | null, training?: OrderTraining) => {
    const parts = [name, training?.model ?? [], seed === null ? [] : `seed-${seed}`];
    return join(orders, encodeURIComponent(parts.flat().join("-")));
  };
  const pluginOf = ({ method }: MethodSpec, training?: OrderTraining) =>
    plugin?.methods.includes(method) || plugin?.models.includes(training?.model ?? "")
      ? plugin.sha256
      : undefined;
  return {
    async read(method, givenSeed, training) {
      const seed = seedOf(method, givenSeed);
      const path = pathOf(method, seed, training);
      const text = await readFileIfPresent(`${path}.json`);
      const bytes = await readFileIfPresent(`${path}.npy`);
      if (text === undefined || bytes === undefined) return undefined;
      const head = parseHead(new TextDecoder().decode(text));
      const isOurs =
        head?.method === method.name &&
        head.seed === seed &&
        isDeepStrictEqual(head.training, training) &&
        isDeepStrictEqual(head.split, givenSplitOf(method, options)) &&
        head.plugin === pluginOf(method, training) &&
        giveSameResults(head.seprank, seprank) &&
        head.input === input.sha256 &&
        head.sha256 === sha256Hex(bytes);
      if (!isOurs) return undefined;
      const array = readNpy(bytes);
      if (array.kind !== "numbers" || array.values.length !== input.edges) return undefined;
      const edges = Uint32Array.from(array.values, Number);
      const { removable, seconds } = head;
      return {
        order: { method: method.name, edges, ...(removable === undefined ? {} : { removable }) },
        seconds,
      };
    },
    async write(method, givenSeed, { order, seconds }, training) {
      const seed = seedOf(method, givenSeed);
      const path = pathOf(method, seed, training);
      const bytes = writeNpy("<i8", [order.edges.length], order.edges);
      const { removable } = order;
      const head: z.infer<typeof kept> = {
        method: method.name,
        seed,
        training: training as z.infer<typeof kept>["training"],
        split: givenSplitOf(method, options),
        seprank,
        input: input.sha256,
        plugin: pluginOf(method, training),
        removable,
        seconds,
        sha256: sha256Hex(bytes),
      };
      await makeFolder(orders);
      await writeFileAtomic(`${path}.npy`, bytes);
      await writeFileAtomic(`${path}.json`, new TextEncoder().encode(`${JSON.stringify(head, null, 2)}\n`));
      await rm(`${path}.draft.json`, { force: true });
    },
    draft(method, givenSeed, training) {
      const seed = seedOf(method, givenSeed);
      const identity = {
        ...{ method: method.name, seed, training, seprank, input: input.sha256 },
        plugin: pluginOf(method, training),
      };
      return { path: `${pathOf(method, seed, training)}.draft.json`, identity };
    },
  };
}

/** The given split whose labels a method knows; undefined where it knows none, or those of a random one. */
function givenSplitOf({ labelled }: MethodSpec, { split }: TrialOptions): z.infer<typeof kept>["split"] {
  return "given" in split && labelled ? split : undefined;
}

function parseHead(text: string): z.infer<typeof kept> | undefined {
  try {
    return kept.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
