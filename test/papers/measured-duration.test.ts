import { readdir, readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { experiments } from "../../src/papers/experiments.js";
import { measuredDuration } from "../../src/papers/measured-duration.js";
import { MEASURED_SECONDS } from "../../src/papers/measured-seconds.js";

const results = new URL("../../docs/results/", import.meta.url);

async function readRecords() {
  const records = [];
  for (const name of await readdir(results)) {
    const text = await readFile(new URL(`${name}/compare.json`, results), "utf8").catch(() => undefined);
    if (text !== undefined) records.push(JSON.parse(text));
  }
  return records;
}

test("every time is that of a record of today's plan that took nothing over, and every such record has one", async () => {
  const expected: Record<string, Record<string, number>> = {};
  const records = await readRecords();
  for (const { experiment, scale, seconds, plan = 1, takenOver } of records)
    if (plan === (experiments[experiment].plan ?? 1) && takenOver === undefined)
      expected[experiment] = { ...expected[experiment], [scale]: seconds };
  // Where this fails, `npm run results` writes src/papers/measured-seconds.ts anew.
  expect(MEASURED_SECONDS).toEqual(expected);
  expect(records.length).toBeGreaterThan(30);
});

test("times have a unit; what no record tells is not measured", () => {
  const [name] = Object.keys(MEASURED_SECONDS).filter((key) => MEASURED_SECONDS[key].small !== undefined);
  expect(measuredDuration(name, "small")).toMatch(/^\d+(\.\d)? (s|min|h)$/);
  expect(measuredDuration("figure-5.2", "small")).toBe("2 s");
  expect(measuredDuration("figure-5.3", "small")).toBe("not measured");
  expect(measuredDuration("figure-5.2", "full")).toBe("not measured");
  expect(measuredDuration("constructor", "small")).toBe("not measured");
});
