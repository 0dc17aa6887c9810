import { z } from "zod";
import { listTensors, nameTensors, type TensorValues } from "../backend/tensor-values.js";
import { parseHeader } from "../models/parse-header.js";
import { readSafetensors, writeSafetensors } from "../models/safetensors.js";
import type { StoppingState } from "./early-stopping.js";
import type { TrainerState } from "./trainer.js";
import type { EpochRecord } from "./training-session.js";

/** A training under way: with it, the same task and the same options, training goes on as if it had never stopped. */
export interface TrainingCheckpoint {
  /** as many steps as epochs were run */
  readonly trainer: TrainerState;
  readonly stopping: StoppingState;
  /** the best epoch so far */
  readonly best: {
    readonly record: EpochRecord;
    readonly parameters: readonly TensorValues[];
    readonly statistics: readonly TensorValues[];
  };
  /** wall-clock time so far */
  readonly seconds: number;
}

const SCHEMA = 1;
const KEY = "seprank.checkpoint";

const count = z.int().min(1);

const header = z.strictObject({
  schema: z.literal(SCHEMA),
  identity: z.string(),
  steps: count,
  seconds: z.number().nonnegative(),
  stopping: z.strictObject({
    bestEpoch: count,
    bestAccuracy: z.number(),
    reference: z.number(),
    waited: z.int().nonnegative(),
  }),
  record: z.strictObject({
    epoch: count,
    loss: z.number(),
    trainAccuracy: z.number(),
    validationAccuracy: z.number().nullable(),
    testAccuracy: z.number().nullable(),
  }),
});

/**
 * A checkpoint as a safetensors file: the state under the metadata `seprank.checkpoint` in JSON, weights and Adam's
 * running means as tensors. No bit is lost.
 *
 * @param identity all that the training depends on, in any text: the reader compares it
 *
 * @example
 * ```ts
 * import { generateCitations } from "seprank";
 * import {
  type TrainingCheckpoint,
  classificationGraph,
  decodeCheckpoint,
  encodeCheckpoint,
  trainVertexClassifier,
} from "seprank/nn";
 * import { trialSplit } from "seprank/results";
 *
 * const { adjacency, features, labels, classCount } = classificationGraph(generateCitations());
 * const split = trialSplit({ labels, splits: [] }, 0);
 * let checkpoint: TrainingCheckpoint | undefined;
 * const onCheckpoint = (latest: TrainingCheckpoint) => {
 *   checkpoint = latest;
 * };
 * const options = { model: "gcn", hidden: 8, epochs: 3, checkpointEvery: 1, onCheckpoint, backend: "wasm" };
 * await trainVertexClassifier({ adjacency, features, labels, classCount, split }, options);
 * const bytes = encodeCheckpoint(checkpoint as TrainingCheckpoint, "example");
 * decodeCheckpoint(bytes).checkpoint.trainer.steps; // => 3
 * ```
 */
export function encodeCheckpoint(
  { trainer, stopping, best, seconds }: TrainingCheckpoint,
  identity: string,
): Uint8Array {
  const { steps, ...lists } = trainer;
  const text = JSON.stringify({ schema: SCHEMA, identity, steps, seconds, stopping, record: best.record });
  return writeSafetensors({
    tensors: nameTensors({
      ...lists,
      "best.parameters": best.parameters,
      "best.statistics": best.statistics,
    }),
    metadata: { [KEY]: text },
  });
}

/**
 * Reads what {@link encodeCheckpoint} wrote.
 *
 * @throws FormatError where the file is damaged or of another kind
 *
 * @example
 * ```ts
 * import { generateCitations } from "seprank";
 * import {
  type TrainingCheckpoint,
  classificationGraph,
  decodeCheckpoint,
  encodeCheckpoint,
  trainVertexClassifier,
} from "seprank/nn";
 * import { trialSplit } from "seprank/results";
 *
 * const { adjacency, features, labels, classCount } = classificationGraph(generateCitations());
 * const split = trialSplit({ labels, splits: [] }, 0);
 * let checkpoint: TrainingCheckpoint | undefined;
 * const onCheckpoint = (latest: TrainingCheckpoint) => {
 *   checkpoint = latest;
 * };
 * const options = { model: "gcn", hidden: 8, epochs: 3, checkpointEvery: 1, onCheckpoint, backend: "wasm" };
 * await trainVertexClassifier({ adjacency, features, labels, classCount, split }, options);
 * decodeCheckpoint(encodeCheckpoint(checkpoint as TrainingCheckpoint, "example")).identity; // => "example"
 * ```
 */
export function decodeCheckpoint(bytes: Uint8Array): {
  readonly checkpoint: TrainingCheckpoint;
  readonly identity: string;
} {
  const { tensors, metadata } = readSafetensors(bytes);
  const { identity, steps, seconds, stopping, record } = parseHeader("a checkpoint", metadata[KEY], header);
  const lists = listTensors(tensors, [
    "parameters",
    "first",
    "second",
    "statistics",
    "best.parameters",
    "best.statistics",
  ]);
  const { "best.parameters": parameters, "best.statistics": bestStatistics, ...state } = lists;
  return {
    checkpoint: {
      trainer: { steps, ...state },
      stopping,
      best: { record, parameters, statistics: bestStatistics },
      seconds,
    },
    identity,
  };
}
