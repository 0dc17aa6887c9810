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
  /** what the first step took, which is not among them; not in files from before it was told apart */
  readonly first?: number;
  /** that were timed */
  readonly steps: number;
  /** of tensors, while it trains */
  readonly mebibytes: number | null;
  /** that the backend has taken of the GPU by then, with what is kept for the next tensors; null where it is none */
  readonly gpuMebibytes: number | null;
  /** of the process, at its most so far */
  readonly peakMebibytes: number;
  readonly failure: string | null;
}

/** What TensorFlow.js's webgpu backend tells beside. */
interface GpuMemory {
  readonly numBytesAllocatedInGPU?: number;
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
      const { median: ms, ...timed } = timeSteps(trainer, { warmUp, repeats, seconds });
      const { numBytes, numBytesAllocatedInGPU } = tf.memory() as tf.MemoryInfo & GpuMemory;
      const gpuMebibytes = numBytesAllocatedInGPU === undefined ? null : numBytesAllocatedInGPU / 2 ** 20;
      const memory = { mebibytes: numBytes / 2 ** 20, gpuMebibytes, peakMebibytes: peak() };
      return { model, ms, ...timed, ...memory, failure: null };
    } finally {
      trainer.dispose();
    }
  } catch (error) {
    const failure = (error as Error).message.split("\n", 1)[0];
    const memory = { mebibytes: null, gpuMebibytes: null, peakMebibytes: peak() };
    return { model, ms: null, fastest: null, steps: 0, ...memory, failure };
  }
}
