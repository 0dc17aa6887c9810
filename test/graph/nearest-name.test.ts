import { expect, test } from "vitest";
import { nearestName } from "../../src/graph/nearest-name.js";

test.each([
  ["coar", "cora"],
  ["CORA", "cora"],
  ["cora-m", "cora-ml"],
  ["amazon-computer", "amazon-computers"],
  ["squirel", "squirrel"],
  ["", "dblp"],
])("nearest to %j is %s", (written, name) => {
  expect(nearestName(written, ["dblp", "cora", "cora-ml", "squirrel", "amazon-computers"])).toBe(name);
});
