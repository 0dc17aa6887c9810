import { expect, test } from "vitest";
import { createRandom } from "../../src/random.js";
import { SCENARIOS } from "./scenarios.js";

// A short form of `npm run soak`: what takes seconds.
test.skipIf(process.platform !== "linux").each([
  ["sparsify", 2],
  ["evaluate", 1],
  ["closed-pipe", 1],
] as const)("%s, disturbed", async (name, times) => {
  expect(await SCENARIOS[name].run(times, createRandom(2, name))).toMatch(/./);
});
