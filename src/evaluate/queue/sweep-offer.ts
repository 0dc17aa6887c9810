import { createHash } from "node:crypto";
import { z } from "zod";
import { SPLIT_CHOICES } from "../../nn/training/split-choices.js";

/** The layout of what a queue holds; a change of it raises the number. */
export const QUEUE_FORMAT = 2;

const count = z.int().nonnegative();

/** A sweep as a queue offers it: all that a worker needs to open the same input, and to know that it is the same. */
export const sweepOffer = z.strictObject({
  format: z.literal(QUEUE_FORMAT),
  /** the version that queued it */
  seprank: z.string(),
  /** the tensor backend that its trials are computed with */
  backend: z.string(),
  input: z.strictObject({ name: z.string(), sha256: z.string(), vertices: count, edges: count }),
  /** the input as the command line named it: a data set or a file */
  graph: z.string(),
  /** how its file is read */
  reading: z.record(z.string(), z.json()),
  split: z.enum(SPLIT_CHOICES),
  /** hyperparameters that were asked for, see HyperparameterOverrides */
  overrides: z.record(z.string(), z.number()),
  /** whether trials tell loss and accuracies of every epoch */
  history: z.boolean(),
  /** SHA-256 of the plug-in that workers load; null for none */
  plugin: z.string().nullable(),
  /** where removal orders are: on the server, or in a folder that all machines share */
  orders: z.enum(["server", "folder"]),
});
export type SweepOffer = Readonly<z.infer<typeof sweepOffer>>;

/**
 * The name of a sweep's own queue. Equal for sweeps that may share results: trials, seeds, methods, levels and models can be added, all else
 * is the same.
 */
export function offerId({ backend, ...rest }: SweepOffer): string {
  return `${offerFamily({ backend, ...rest })}-${backend}`;
}

/** The part of {@link offerId} that does not depend on the backend. */
export function offerFamily({ backend: _, ...rest }: SweepOffer): string {
  const sorted = JSON.stringify(rest, (_key, value: unknown) =>
    value !== null && typeof value === "object" && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
  return createHash("sha256").update(sorted).digest("hex").slice(0, 24);
}
