import { describe, expect, it } from "vitest";
import { theoremOneBounds, trajectoryColumn, unobservedEntry } from "../../../src/factorization/index.js";
import { createRandom } from "../../../src/random.js";

describe("figure 1.1: the unobserved entry grows as the loss falls", () => {
  // On the rank-one curve the entry is 1 / sqrt(2 loss); depth 2 leaves it early, as in the figure.
  it.each([
    { depth: 2, learningRate: 3e-3, deviation: 1e-5, stopBelow: 1e-4, recordEvery: 100, share: [0.08, 0.2] },
    {
      depth: 3,
      learningRate: 6e-3,
      deviation: 1e-3,
      stopBelow: 1e-4,
      recordEvery: 2000,
      share: [0.99, 1.01],
    },
    {
      depth: 4,
      learningRate: 3e-3,
      deviation: 1e-3,
      stopBelow: 5e-4,
      recordEvery: 2000,
      share: [0.99, 1.01],
    },
  ])("depth $depth, balanced", ({ share, ...options }) => {
    const { depth, stopBelow } = options;
    const { run } = unobservedEntry(
      { ...options, initialization: "balanced", maxIterations: 2e6 },
      createRandom(1),
    );
    expect(run.outcome).toBe("converged");
    const column = (name: string) => trajectoryColumn(run.trajectory, name);
    const entry = column("entry (0,0)");
    expect(entry[0]).toBeLessThan(0.01);
    expect(entry.at(-1)! * Math.sqrt(2 * stopBelow)).toBeGreaterThan(share[0]);
    expect(entry.at(-1)! * Math.sqrt(2 * stopBelow)).toBeLessThan(share[1]);
    entry.forEach((value, k) => {
      if (entry[k - 1] > 1) expect(value).toBeGreaterThanOrEqual(entry[k - 1]);
    });

    const left = column("determinant").findIndex((value) => value <= 0);
    expect(left === -1).toBe(depth > 2); // the sign changes at depth 2 only
    const kept = left === -1 ? entry.length : left;
    expect(kept).toBeGreaterThan(10);
    for (let k = 0; k < kept; k++) {
      const bounds = theoremOneBounds(column("loss")[k]);
      for (const norm of ["nuclear norm", "Frobenius norm", "spectral norm"])
        expect(column(norm)[k]).toBeGreaterThanOrEqual(bounds.leastNorm);
      expect(column("effective rank")[k]).toBeLessThanOrEqual(bounds.largestEffectiveRank);
      expect(column("distance from rank 1")[k]).toBeLessThanOrEqual(bounds.largestDistanceFromRankOne);
    }
  });

  it("starts unbalanced where asked, and names the ways it can start", () => {
    const options = { depth: 3, learningRate: 0.01, deviation: 0.01, maxIterations: 10 } as const;
    const { factorization, run } = unobservedEntry(
      { ...options, initialization: "unbalanced" },
      createRandom(2),
    );
    expect(factorization.unbalancedness(run.checkpoint.weights)).toBeGreaterThan(1e-4);
    expect(() =>
      unobservedEntry({ ...options, initialization: "zero" as "balanced" }, createRandom(2)),
    ).toThrow("initialization: expected one of balanced, unbalanced, got zero");
  });
});
