import { expect, test } from "vitest";
import { figure7 } from "../../../src/papers/hariz-2022/figure-7.js";
import { both, experimentContext } from "../../support/experiment-context.js";
import { realDataPath } from "../../support/real-data.js";

test("its runs have names that parts can be kept under, and end in a comparison by depth", async (context) => {
  realDataPath(context, "metoffice/archive/nairndata.txt");
  const plan = {
    depths: [0, 1],
    vectors: [0.2],
    starts: 1,
    components: 4,
    maxIterations: 20,
    reduction: "a few steps",
  };
  const found = await figure7(both(plan))({ ...experimentContext(), dataDir: process.env.SEPRANK_DATA });
  expect(found.comparisons).toHaveLength(1);
  expect(found.comparisons[0].quantity).toMatch(/^median effective rank by depth 0, 1 /);
  expect(found.runs?.map(({ iterations }) => iterations)).toEqual([20, 20]);
});
