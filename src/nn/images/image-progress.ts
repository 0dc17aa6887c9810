import { z } from "zod";
import { listTensors, nameTensors } from "../backend/tensor-values.js";
import { parseHeader } from "../models/parse-header.js";
import { readSafetensors, writeSafetensors } from "../models/safetensors.js";
import type { ImageTrainerState } from "./image-trainer.js";

/** How a training on images has gone so far. */
export interface ImageTraining {
  /**
   * `fitted`: all training images classified correctly for as many epochs as asked; `epochs`: all epochs run; `diverged`: a loss
   * that is no number; null: it goes on
   */
  readonly outcome: "fitted" | "epochs" | "diverged" | null;
  /** epochs in a row, the last among them, with perfect accuracy */
  readonly perfect: number;
  readonly epochs: readonly {
    /** mean binary cross-entropy of the epoch's passes */
    readonly loss: number;
    /** mean absolute cosine of the epoch's passes; null without regulariser */
    readonly penalty: number | null;
    /** share of the training images that the epoch's passes classified correctly */
    readonly accuracy: number;
  }[];
}

/** A training under way: with it, the same images and the same options, it goes on as if it had never stopped. */
export interface ImageProgress {
  readonly trainer: ImageTrainerState;
  readonly training: ImageTraining;
}

const KEY = "seprank.image-training";
const SCHEMA = 1;

// JSON has no NaN: a loss that is none is written as null.
const number = z
  .number()
  .nullable()
  .transform((value) => value ?? Number.NaN);

const header = z.strictObject({
  schema: z.literal(SCHEMA),
  identity: z.string(),
  training: z.strictObject({
    outcome: z.enum(["fitted", "epochs", "diverged"]).nullable(),
    perfect: z.int().nonnegative(),
    epochs: z.array(z.strictObject({ loss: number, penalty: z.number().nullable(), accuracy: z.number() })),
  }),
});

/**
 * A training under way as a safetensors file. No bit is lost.
 *
 * @param identity all that the training depends on, in any text: the reader compares it
 *
 * @example
 * ```ts
 * import { createRandom } from "seprank";
 * import { decodeImageProgress, encodeImageProgress, productPooling, selectBackend, trainImages } from "seprank/nn";
 *
 * await selectBackend("wasm");
 * const network = productPooling({ height: 4, width: 4, channels: 1, patch: 2, hidden: 3 }, createRandom(0));
 * const dark = Uint8Array.from({ length: 4 * 16 }, (_, k) => (k < 32 ? 0 : 255));
 * const images = { images: dark, labels: Uint8Array.of(0, 0, 1, 1), count: 4, height: 4, width: 4, channels: 1 };
 * const { trainer, training } = await trainImages(network, images, { seed: 0, channels: 1, maxEpochs: 1 });
 * const bytes = encodeImageProgress({ trainer: trainer.state(), training }, "example");
 * decodeImageProgress(bytes).progress.training.epochs.length; // => 1
 * ```
 */
export function encodeImageProgress({ trainer, training }: ImageProgress, identity: string): Uint8Array {
  return writeSafetensors({
    tensors: nameTensors({ ...trainer }),
    metadata: { [KEY]: JSON.stringify({ schema: SCHEMA, identity, training }) },
  });
}

/**
 * Reads what {@link encodeImageProgress} wrote.
 *
 * @throws FormatError where the file is damaged or of another kind
 *
 * @example
 * ```ts
 * import { createRandom } from "seprank";
 * import { decodeImageProgress, encodeImageProgress, productPooling, selectBackend, trainImages } from "seprank/nn";
 *
 * await selectBackend("wasm");
 * const network = productPooling({ height: 4, width: 4, channels: 1, patch: 2, hidden: 3 }, createRandom(0));
 * const dark = Uint8Array.from({ length: 4 * 16 }, (_, k) => (k < 32 ? 0 : 255));
 * const images = { images: dark, labels: Uint8Array.of(0, 0, 1, 1), count: 4, height: 4, width: 4, channels: 1 };
 * const { trainer, training } = await trainImages(network, images, { seed: 0, channels: 1, maxEpochs: 1 });
 * const progress = { trainer: trainer.state(), training };
 * decodeImageProgress(encodeImageProgress(progress, "example")).identity; // => "example"
 * ```
 */
export function decodeImageProgress(bytes: Uint8Array): {
  readonly progress: ImageProgress;
  readonly identity: string;
} {
  const { tensors, metadata } = readSafetensors(bytes);
  const { identity, training } = parseHeader("a training on images", metadata[KEY], header);
  const { parameters, velocities, statistics } = listTensors(tensors, [
    "parameters",
    "velocities",
    "statistics",
  ]);
  return { progress: { trainer: { parameters, velocities, statistics }, training }, identity };
}
