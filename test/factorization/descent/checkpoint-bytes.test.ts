import { describe, expect, it } from "vitest";
import {
  adam,
  adaptiveGradientDescent,
  type Checkpoint,
  completionTask,
  cpFactorization,
  createObjective,
  decodeCheckpoint,
  encodeCheckpoint,
  gaussianInitialization,
  gradientDescent,
  sampleEntries,
  squareLoss,
  train,
} from "../../../src/factorization/index.js";
import { writeNpy } from "../../../src/graph/formats/numpy/npy.js";
import { writeNpz } from "../../../src/graph/formats/numpy/npz.js";
import { createRandom } from "../../../src/random.js";
import { gaussian } from "../../generators/tensors.js";

describe("checkpoints as bytes", () => {
  it.each([gradientDescent(0.1), adaptiveGradientDescent(0.02), adam(0.01)])(
    "a run resumed from them is the run that was not stopped, bit by bit ($name)",
    (optimizer) => {
      // Large enough for WebAssembly kernels; the second process has another objective, as after a restart.
      const create = () => {
        const shape = [5, 6, 7];
        const indices = sampleEntries(shape, 60, createRandom(1));
        const task = completionTask(shape, { indices, values: gaussian([60], 2).data }, squareLoss);
        return createObjective(cpFactorization(shape, 80), task);
      };
      const start = gaussianInitialization(cpFactorization([5, 6, 7], 80), 0.3, createRandom(3));
      const saved: Uint8Array[] = [];
      const options = { maxIterations: 60, recordEvery: 20, stopBelow: 1, patience: 1000 };
      const whole = train(create(), start, optimizer, {
        ...options,
        onCheckpoint: (checkpoint) => saved.push(encodeCheckpoint(checkpoint)),
      });
      expect(saved).toHaveLength(4);
      const resumed = train(create(), decodeCheckpoint(saved[1]), optimizer, options);
      expect(resumed.checkpoint).toEqual(whole.checkpoint);
      expect(resumed.loss).toBe(whole.loss);
      expect(decodeCheckpoint(saved[3])).toEqual(whole.checkpoint);
    },
  );

  const good: Checkpoint = {
    iteration: 3,
    iterationsBelow: 0,
    weights: Float64Array.of(1, 2),
    optimizerState: new Float64Array(0),
  };
  const archive = (changes: Record<string, Uint8Array>) =>
    writeNpz(
      new Map(
        Object.entries({
          iteration: writeNpy("<i8", [1], [3]),
          iterations_below: writeNpy("<i8", [1], [0]),
          weights: writeNpy("<f8", [2], [1, 2]),
          optimizer_state: writeNpy("<f8", [0], []),
          ...changes,
        }),
      ),
    );
  it("are a NumPy archive, also without an optimizer's memory", () => {
    expect(decodeCheckpoint(archive({}))).toEqual(good);
    expect(decodeCheckpoint(encodeCheckpoint(good))).toEqual(good);
  });

  it.each([
    [() => new Uint8Array(30), "zip"],
    [() => encodeCheckpoint(good).subarray(0, 200), "zip"],
    [() => writeNpz(new Map([["weights", writeNpy("<f8", [1], [1])]])), "expected an array iteration"],
    [() => archive({ iteration: writeNpy("<i8", [1], [-1]) }), "one integer >= 0 as iteration, got [-1]"],
    [
      () => archive({ iterations_below: writeNpy("<f8", [1], [0.5]) }),
      "one integer >= 0 as iterations_below, got [0.5]",
    ],
    [() => archive({ iteration: writeNpy("<i8", [2], [1, 2]) }), "one integer >= 0 as iteration"],
    [() => archive({ weights: writeNpy("<f8", [2], [1, Number.NaN]) }), "finite weights, got NaN at entry 1"],
    [() => archive({ weights: writeNpy("<f8", [1, 2], [1, 2]) }), "expected 1 axes"],
  ])("refuse what is none (%#)", (bytes, message) => {
    expect(() => decodeCheckpoint(bytes())).toThrow(message);
  });
});
