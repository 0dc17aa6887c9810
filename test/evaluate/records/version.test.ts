import { expect, test } from "vitest";
import {
  giveSameResults,
  packageVersion,
  SAME_RESULTS_SINCE,
} from "../../../src/evaluate/records/version.js";

test.each([
  ["0.2.0", "0.2.0", true],
  ["0.1.0", "0.2.0", true],
  ["0.2.0", "0.1.0", true],
  ["0.1.5", "0.3.10", true],
  ["0.0.9", "0.2.0", false],
  ["0.2.0", "0.0.9", false],
  ["0.0.9", "0.0.8", false],
  ["0.0.9", "0.0.9", true],
  ["0.3.11", "0.2.0", false],
  ["0.10.0", "0.2.0", false],
  ["0.2.0-beta.1", "0.2.0", false],
  ["0.2.0-beta.1", "0.2.0-beta.1", true],
  ["", "0.2.0", false],
])("results of %s and %s may be put together, from 0.1.0 to 0.3.10: %s", (a, b, may) => {
  expect(giveSameResults(a, b, "0.1.0", "0.3.10")).toBe(may);
});

test("this version's results may be put together with its own", () => {
  expect(giveSameResults(SAME_RESULTS_SINCE, packageVersion())).toBe(true);
});
