import { z } from "zod";
import { IMAGE_SOURCES } from "../../../datasets/images/image-pools.js";
import { FormatError } from "../../errors.js";
import { IMAGE_MODEL_NAMES } from "../../nn/images/image-model-names.js";
import type { LocalityRecord } from "./locality-run.js";

const count = z.int().min(1);
const amount = z.number().nonnegative();
const share = z.number().min(0).max(1);

const record = z.object({
  schema: z.literal(1),
  seprank: z.string(),
  run: z.object({
    data: z.discriminatedUnion("kind", [
      z.object({
        kind: z.literal("is-same-class"),
        source: z.enum(IMAGE_SOURCES),
        shrink: count,
        height: count,
        width: count,
        train: count,
        test: count,
      }),
      z.object({ kind: z.literal("pathfinder"), size: count, train: count, test: count }),
    ]),
    distance: z.int().nonnegative(),
    model: z.enum(IMAGE_MODEL_NAMES),
    coefficient: amount,
    weightDecay: amount,
    dropout: share,
    learningRate: amount,
    batchSize: count,
    accumulate: count,
    maxEpochs: count,
    perfectEpochs: count,
    seed: z.int().nonnegative(),
    backend: z.string(),
  }),
  result: z.object({
    testAccuracy: share,
    trainAccuracy: share,
    loss: amount.nullable(),
    penalty: amount.nullable(),
    epochs: count,
    outcome: z.enum(["fitted", "epochs", "diverged"]),
    seconds: amount,
  }),
});

/**
 * A line of a file of locality runs.
 *
 * @throws FormatError where it is none
 */
export function parseLocalityRecord(line: string): LocalityRecord {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch (error) {
    throw new FormatError(`expected a locality run in JSON (${(error as Error).message})`);
  }
  const { success, data, error } = record.safeParse(json);
  if (success) return data;
  const [{ path, message }] = error.issues;
  throw new FormatError(`locality run: ${path.join(".")}: ${message}`);
}
