// A child of check.ts: trains models on one backend at one size, and prints {model, ms, ...} as a line of JSON after each.
import { readFileSync } from "node:fs";
import * as tf from "@tensorflow/tfjs-core";
import { type BackendName, createVertexTrainer, type ModelName, selectBackend } from "../../src/nn/index.js";
import { trainSettings } from "../../src/nn/training/train-options.js";
import { timeSteps } from "../support/measure.js";
import { LAYERS, SIZES, type SizeName, taskOfSize } from "./sizes.js";

/** What is read from standard input. */
export interface StepsRequest {
  readonly backend: BackendName;
  readonly size: SizeName;
  readonly models: readonly ModelName[];
  readonly warmUp: number;
  readonly repeats: number;
  /** after which no further step of a model is begun */
  readonly seconds: number;
}

/** A line of standard output. */
export interface StepsRow {
  readonly model: ModelName;
  /** median of the steps, in milliseconds; null where the model did not train, for the reason in `failure` */
  readonly ms: number | null;
  readonly fastest: number | null;
  /** that were timed */
  readonly steps: number;
  /** of tensors, while it trains */
  readonly mebibytes: number | null;
  /** of the process, at its most so far */
  readonly peakMebibytes: number;
  readonly failure: string | null;
}

const { backend, size, models, warmUp, repeats, seconds } = JSON.parse(
  readFileSync(0, "utf8"),
) as StepsRequest;
await selectBackend(backend);
const task = taskOfSize(SIZES[size]);
for (const model of models) process.stdout.write(`${JSON.stringify(measure(model))}\n`);

function measure(model: ModelName): StepsRow {
  const peak = () => process.resourceUsage().maxRSS / 1024;
  try {
    const trainer = createVertexTrainer(task, trainSettings({ model, hidden: 64, ...LAYERS[model] }));
    try {
      const { median: ms, fastest, steps } = timeSteps(trainer, { warmUp, repeats, seconds });
      const mebibytes = tf.memory().numBytes / 2 ** 20;
      return { model, ms, fastest, steps, mebibytes, peakMebibytes: peak(), failure: null };
    } finally {
      trainer.dispose();
    }
  } catch (error) {
    const failure = (error as Error).message.split("\n", 1)[0];
    return { model, ms: null, fastest: null, steps: 0, mebibytes: null, peakMebibytes: peak(), failure };
  }
}
