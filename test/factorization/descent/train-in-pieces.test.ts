import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InterruptedError } from "../../../src/errors.js";
import { trainInPieces } from "../../../src/factorization/descent/train-in-pieces.js";
import {
  adam,
  completionTask,
  cpFactorization,
  createObjective,
  entriesProbe,
  gaussianInitialization,
  squareLoss,
  train,
} from "../../../src/factorization/index.js";
import { thinTrajectory } from "../../../src/papers/runs/thin-trajectory.js";
import { createRandom } from "../../../src/random.js";

const factorization = cpFactorization([3, 3], 3);
const task = completionTask(
  [3, 3],
  {
    indices: [
      [0, 1],
      [1, 0],
      [2, 2],
    ],
    values: [1, 2, 3],
  },
  squareLoss,
);
const start = gaussianInitialization(factorization, 0.3, createRandom(5));
const options = { maxIterations: 90, recordEvery: 7, probes: [entriesProbe(factorization, [[0, 0]])] };
const quiet = { label: "run", onProgress: () => {} };

describe("trainInPieces", () => {
  const whole = train(createObjective(factorization, task), start, adam(0.02), options);

  it("is the run in one piece", async () => {
    const pieces = await trainInPieces(createObjective(factorization, task), start, adam(0.02), {
      ...options,
      ...quiet,
      breathe: async () => {},
    });
    expect(pieces).toEqual(whole);
  });

  it("stops where it converges, as the run in one piece does", async () => {
    const stop = { ...options, maxIterations: 5000, stopBelow: 1e-3, patience: 30 };
    const objective = createObjective(factorization, task);
    const pieces = await trainInPieces(objective, start, adam(0.02), {
      ...stop,
      ...quiet,
      breathe: async () => {},
    });
    expect(pieces).toEqual(train(objective, start, adam(0.02), stop));
    expect(pieces.outcome).toBe("converged");
  });

  it("goes on from a draft, bit for bit", async () => {
    const objective = createObjective(factorization, task);
    const first = train(objective, start, adam(0.02), { ...options, maxIterations: 42 });
    const draft = {
      read: async <S>() => ({ checkpoint: first.checkpoint, trajectory: first.trajectory }) as S,
      write: async () => {},
    };
    const rest = await trainInPieces(objective, start, adam(0.02), {
      ...options,
      ...quiet,
      draft,
      breathe: async () => {},
    });
    expect(rest).toEqual(whole);
  });

  it("is ended by an interrupt between pieces", async () => {
    let breaths = 0;
    const breathe = async () => {
      if (++breaths > 2) throw new InterruptedError("interrupted");
    };
    const run = trainInPieces(createObjective(factorization, task), start, adam(0.02), {
      ...options,
      maxIterations: 1e9,
      ...quiet,
      breathe,
    });
    await expect(run).rejects.toThrow(InterruptedError);
  });
});

describe("thinTrajectory", () => {
  it("keeps both ends, the order, whole rows, and not more than asked", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 9, noNaN: true }), { minLength: 2, maxLength: 80 }),
        fc.integer({ min: 2, max: 90 }),
        fc.boolean(),
        (steps, most, along) => {
          let way = 0;
          const path = Float64Array.from(steps, (step) => {
            way += step;
            return way;
          });
          const iteration = Float64Array.from(steps.keys());
          const trajectory = { columns: ["iteration", "way"], values: [iteration, path] };
          const { values } = thinTrajectory(trajectory, most, along ? path : undefined);
          const rows = Array.from(values[0]);
          expect(rows.length).toBeLessThanOrEqual(Math.max(2, most));
          expect([rows[0], rows.at(-1)]).toEqual([0, steps.length - 1]);
          expect(rows).toEqual([...new Set(rows)].sort((a, b) => a - b));
          expect(Array.from(values[1])).toEqual(rows.map((row) => path[row]));
        },
      ),
    );
  });
});
