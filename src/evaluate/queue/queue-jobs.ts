import { z } from "zod";
import type { MethodSpec } from "../../sparsify/method-spec.js";
import { orderKey } from "../orders/order-key.js";
import { trialOptions } from "../trials/record.js";
import { type Trial, trialKey } from "../trials/trial.js";

const count = z.int().nonnegative();
const fraction = z.number().min(0).max(1);
const digest = z.string().regex(/^[0-9a-f]{64}$/);

/** A removal order on its way: what it is, and the checksum of the bytes that hold it, see packOrder. */
export const orderParcel = z.strictObject({
  method: z.string(),
  /** E */
  edges: count,
  /** as of RemovalOrder */
  removable: count.optional(),
  only: count.optional(),
  isWeighted: z.boolean(),
  /** SHA-256 of the compressed bytes */
  sha256: digest,
});
export type OrderParcel = Readonly<z.infer<typeof orderParcel>>;

const trial = z.strictObject({
  model: z.string(),
  method: z.string(),
  sparsity: fraction,
  removed: count,
  seed: count,
});

/** What a worker is to do. */
export const queueJob = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("trial"),
    trial,
    options: trialOptions,
    /** null where no edge or every edge is removed */
    order: orderParcel.nullable(),
  }),
  z.strictObject({
    kind: z.literal("order"),
    method: z.string(),
    seed: count,
    removed: count,
    /** of a method that trains a network */
    training: z
      .strictObject({ model: z.string(), options: trialOptions, l1: z.number().nonnegative() })
      .optional(),
    /** all that the order depends on: what an unfinished one is known by */
    identity: z.json().optional(),
  }),
]);
export type QueueJob = Readonly<z.infer<typeof queueJob>>;

const measurement = {
  testAccuracy: fraction,
  validationAccuracy: fraction,
  trainAccuracy: fraction,
  bestEpoch: count,
  epochs: count,
  seconds: z.number().nonnegative(),
  inferenceSeconds: z.number().nonnegative().optional(),
  tensorBytes: count.optional(),
  peakMemory: count.optional(),
  /** where the offer asks for it, see packHistory */
  history: z.string().optional(),
};

/** What a worker answers. */
export const queueResult = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("trial"),
    /** the version of Node that did the work */
    node: z.string(),
    measured: z.strictObject(measurement),
  }),
  z.strictObject({ kind: z.literal("order"), parcel: orderParcel, seconds: z.number().nonnegative() }),
]);
export type QueueResult = Readonly<z.infer<typeof queueResult>>;

/** The job of a trial: its key, without colons, which BullMQ keeps for itself. Queued twice, it is one job. */
export function trialJobId(trial: Omit<Trial, "sparsity">): string {
  return `trial ${encodeURIComponent(trialKey(trial))}`;
}

/** The job of a removal order: what its trials have in common. */
export function orderJobId(method: MethodSpec, trial: Omit<Trial, "sparsity">): string {
  return `order ${encodeURIComponent(orderKey(method, trial))}`;
}
