import { expect, test } from "vitest";
import { seriesStyles } from "../../../src/report/figures/series-style.js";
import { COLOURS, SHAPES } from "../../../src/report/figures/theme.js";

const named = (count: number) => Array.from({ length: count }, (_, k) => `method-${k}`);

test("as many methods as colours: the palette's colours and shapes in their order, the baseline grey", () => {
  expect(seriesStyles([...named(COLOURS.length), "random"], "random")).toEqual([
    ...COLOURS.map((_, k) => ({ colour: k, shape: SHAPES[k], dashed: false })),
    { colour: null, shape: SHAPES[COLOURS.length % SHAPES.length], dashed: false },
  ]);
});

test("thirty methods are still told apart", () => {
  const styles = seriesStyles(named(30), "none of them");
  expect(new Set(styles.map((style) => JSON.stringify(style))).size).toBe(30);
});
