import fc from "fast-check";
import { expect, it } from "vitest";
import { checkShard, isInShard } from "../../../src/evaluate/trials/shard.js";
import { planTrials, trialKey } from "../../../src/evaluate/trials/trial.js";

const grid = (seeds: number, methods: readonly string[]) => ({
  models: ["gcn", "gin"],
  methods,
  sparsities: [0, 0.25, 0.5, 0.75, 1],
  seeds: Array.from({ length: seeds }, (_, k) => k),
});

it("every trial is of exactly one shard, and the shards are about equal", () => {
  const trials = planTrials(grid(40, ["1-wis", "2-wis", "random"]), 1000);
  for (const count of [1, 2, 7, 16]) {
    const sizes = Array.from({ length: count }, (_, k) =>
      trials.filter((trial) => isInShard(trial, { index: k + 1, count })),
    );
    expect(sizes.flat()).toHaveLength(trials.length);
    expect(new Set(sizes.flat().map(trialKey)).size).toBe(trials.length);
    // Binomial: five standard deviations.
    const mean = trials.length / count;
    for (const { length } of sizes) expect(Math.abs(length - mean)).toBeLessThan(5 * Math.sqrt(mean) + 1);
  }
});

it("a trial stays in its shard when seeds and methods are added", () => {
  const shard = { index: 2, count: 3 };
  const few = planTrials(grid(2, ["random"]), 1000).filter((trial) => isInShard(trial, shard));
  const many = planTrials(grid(9, ["1-wis", "random", "ugs"]), 1000).filter((trial) =>
    isInShard(trial, shard),
  );
  const keys = new Set(many.map(trialKey));
  expect(few.every((trial) => keys.has(trialKey(trial)))).toBe(true);
});

it("is the same on every machine and in every version: some digests, once recorded", () => {
  const trial = { model: "gcn", method: "2-wis", removed: 264, seed: 3 };
  const index = [1, 2, 3, 4, 5].findIndex((k) => isInShard(trial, { index: k, count: 5 }));
  // printf '["gcn","2-wis",264,3]' | sha256sum: the first twelve digits, modulo 5
  expect(index).toBe(3);
});

it("refuses what is no part of a whole", () => {
  fc.assert(
    fc.property(fc.integer({ min: -3, max: 9 }), fc.integer({ min: -3, max: 9 }), (index, count) => {
      const check = () => checkShard({ index, count });
      if (index >= 1 && index <= count) expect(check).not.toThrow();
      else expect(check).toThrow(`expected I/N with 1 <= I <= N, such as 3/16, got ${index}/${count}`);
    }),
  );
});
