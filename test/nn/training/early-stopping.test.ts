import { expect, test } from "vitest";
import { observeEpoch, STOPPING_START } from "../../../src/nn/training/early-stopping.js";

const RULE = { patience: 3, minImprovement: 0.01 };

/** The states after each accuracy. */
const run = (accuracies: number[], rule = RULE) => {
  const states = [STOPPING_START];
  accuracies.forEach((accuracy, k) => {
    states.push(observeEpoch(states[k], k + 1, accuracy, rule));
  });
  return states.slice(1);
};

test("the first epoch is the best so far and the reference", () => {
  expect(run([0.3])).toEqual([{ bestEpoch: 1, bestAccuracy: 0.3, reference: 0.3, waited: 0 }]);
});

test("an accuracy of zero in the first epoch counts too", () => {
  expect(run([0])[0].bestEpoch).toBe(1);
});

test("a gain of exactly the smallest improvement resets the wait, in spite of rounding", () => {
  for (let percent = 0; percent < 100; percent++) {
    const [, second] = run([percent / 100, (percent + 1) / 100]);
    expect(second.waited).toBe(0);
    expect(second.reference).toBe((percent + 1) / 100);
  }
});

test("a smaller gain is a new best epoch but goes on waiting", () => {
  const [, second] = run([0.5, 0.505]);
  expect(second).toEqual({ bestEpoch: 2, bestAccuracy: 0.505, reference: 0.5, waited: 1 });
});

test("small gains add up: they are measured from the reference, not from the best", () => {
  expect(run([0.5, 0.504, 0.508, 0.511]).map(({ waited }) => waited)).toEqual([0, 1, 2, 0]);
});

test("of epochs with equal accuracy the first is the best", () => {
  expect(run([0.5, 0.7, 0.6, 0.7]).at(-1)?.bestEpoch).toBe(2);
});

test("without an improvement the wait grows by one an epoch", () => {
  expect(run([0.5, 0.4, 0.5, 0.3]).map(({ waited }) => waited)).toEqual([0, 1, 2, 3]);
});

test("with a smallest improvement of zero, standing still counts as improvement", () => {
  expect(run([0.5, 0.5, 0.5], { ...RULE, minImprovement: 0 }).at(-1)?.waited).toBe(0);
});
