import { expect, test } from "vitest";
import { markerPath } from "../../../src/report/figures/marker-path.js";
import { SHAPES } from "../../../src/report/figures/theme.js";

test("every shape of the palette has a closed path of its own", () => {
  const paths = SHAPES.map((shape) => markerPath(shape, 10, 20));
  expect(new Set(paths).size).toBe(SHAPES.length);
  for (const path of paths) expect(path).toMatch(/^M[-\d.,LaA ]+Z$/);
});
