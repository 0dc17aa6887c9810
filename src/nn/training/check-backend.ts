import * as tf from "@tensorflow/tfjs-core";
import { type BackendInfo, selectBackend } from "../backend/backend.js";
import type { VertexTask } from "./task.js";
import { trainSettings } from "./train-options.js";
import { createVertexTrainer } from "./vertex-trainer.js";

/** What {@link checkBackend} found. */
export interface BackendCheck {
  readonly name: BackendInfo["name"];
  readonly loads: boolean;
  /** why it does not load, and how to get it or what to use instead; null where it loads */
  readonly reason: string | null;
  /** of TensorFlow.js; this and the rest null where the backend does not load */
  readonly version: string | null;
  readonly kernels: BackendInfo["kernels"] | null;
  /** the GPU, where the backend knows its name */
  readonly device: string | null;
  /** of the training steps of the self-test, at least two */
  readonly steps: number | null;
  /** milliseconds, the median of all steps but the first */
  readonly stepTime: number | null;
  /** of the first step and of the last */
  readonly losses: readonly [number, number] | null;
  /** of the second step: it tells whether gradients and update were what they are on another backend */
  readonly secondLoss: number | null;
  /** what the backend holds while it trains */
  readonly bytes: number | null;
  /** of the largest tensor that the backend takes; null where there is no limit of its own */
  readonly maxTensorBytes: number | null;
  /** what a program binds of a tensor at once; larger ones are taken in pieces. Null where there is no such limit */
  readonly maxBindingBytes: number | null;
  /** whether the losses are numbers, and the last is below the first; false where the backend does not load */
  readonly passed: boolean;
}

/**
 * Loads a backend and trains a GCN (3 layers of width 64) on it for a while: does it work here, and how fast?
 *
 * It is then the current backend.
 *
 * @param milliseconds for the steps; the last one ends later
 */
export async function checkBackend(
  name: BackendInfo["name"],
  task: VertexTask,
  milliseconds: number,
): Promise<BackendCheck> {
  try {
    const {
      version,
      kernels,
      device = null,
      maxTensorBytes = null,
      maxBindingBytes = null,
    } = await selectBackend(name);
    const { steps, losses, secondLoss, times, bytes } = train(task, milliseconds);
    const stepTime = times.slice(1).sort((a, b) => a - b)[(steps - 1) >> 1];
    const passed = losses.every(Number.isFinite) && losses[1] < losses[0];
    const measured = { steps, stepTime, losses, secondLoss, bytes, passed };
    return {
      name,
      loads: true,
      reason: null,
      version,
      kernels,
      device,
      maxTensorBytes,
      maxBindingBytes,
      ...measured,
    };
  } catch (error) {
    const nothing = {
      version: null,
      kernels: null,
      device: null,
      steps: null,
      stepTime: null,
      losses: null,
      secondLoss: null,
      bytes: null,
      maxTensorBytes: null,
      maxBindingBytes: null,
    };
    return { name, loads: false, reason: (error as Error).message, ...nothing, passed: false };
  }
}

function train(task: VertexTask, milliseconds: number) {
  const trainer = createVertexTrainer(task, trainSettings({ model: "gcn" }));
  try {
    const times: number[] = [];
    const [losses, start] = [[] as number[], performance.now()];
    let end = start;
    while (times.length < 2 || end - start < milliseconds) {
      const { loss } = trainer.step();
      losses.push(loss);
      const now = performance.now();
      times.push(now - end);
      end = now;
    }
    const ends = [losses[0], losses[losses.length - 1]] as const;
    return { steps: times.length, losses: ends, secondLoss: losses[1], times, bytes: tf.memory().numBytes };
  } finally {
    trainer.dispose();
  }
}
