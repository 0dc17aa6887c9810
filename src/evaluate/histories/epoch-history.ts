import { deflateSync, inflateSync } from "node:zlib";
import { z } from "zod";
import { FormatError } from "../../errors.js";
import type { EpochRecord } from "../../nn/training/training-session.js";

/** Loss and accuracies of every epoch of a trial, the first epoch first. */
export type EpochHistory = readonly EpochRecord[];

/** The numbers of an epoch, in the order in which they are written. */
export const EPOCH_FIELDS = Object.freeze([
  "epoch",
  "loss",
  "trainAccuracy",
  "validationAccuracy",
  "testAccuracy",
] as const satisfies readonly (keyof EpochRecord)[]);

/** Bytes that a history may have when it is unpacked: a million epochs, and more. */
const MOST_BYTES = 2 ** 28;

const rows = z.array(
  z.tuple([z.number(), z.number(), z.number(), z.number().nullable(), z.number().nullable()]),
);

/** A history as text for a message: JSON, deflated, in base64. */
export function packHistory(history: EpochHistory): string {
  const text = JSON.stringify(history.map((epoch) => EPOCH_FIELDS.map((field) => epoch[field])));
  return deflateSync(text).toString("base64");
}

/** What {@link packHistory} packed. @throws FormatError where the text is something else */
export function unpackHistory(packed: string): EpochHistory {
  try {
    const text = inflateSync(Buffer.from(packed, "base64"), { maxOutputLength: MOST_BYTES }).toString();
    return rows
      .parse(JSON.parse(text))
      .map(([epoch, loss, trainAccuracy, validationAccuracy, testAccuracy]) => ({
        epoch,
        loss,
        trainAccuracy,
        validationAccuracy,
        testAccuracy,
      }));
  } catch (cause) {
    throw new FormatError("expected the packed history of a trial, got something else", {}, { cause });
  }
}
