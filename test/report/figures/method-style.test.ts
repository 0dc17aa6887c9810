import { expect, test } from "vitest";
import { methodStyles } from "../../../src/report/figures/method-style.js";
import { COLOURS, SHAPES } from "../../../src/report/figures/theme.js";
import { sparsifiers } from "../../../src/sparsify/registry.js";

const METHODS = [...Object.keys(sparsifiers), "3-wis", "4-wis", "gwis@cut:16", "1-gwis@label"];

test("all methods differ, in colour or in shape, and random is grey", () => {
  const styles = methodStyles(METHODS);
  expect(new Set(styles.map(({ colour, shape }) => `${colour} ${shape}`)).size).toBe(METHODS.length);
  for (const { colour, shape } of styles) {
    expect(colour === null || colour < COLOURS.length).toBe(true);
    expect(SHAPES).toContain(shape);
  }
  expect(styles[METHODS.indexOf("random")].colour).toBeNull();
});

test("a method looks the same whatever it is compared with", () => {
  const all = methodStyles(METHODS);
  for (const others of [["random"], ["ugs", "2-wis"], ["spanner", "random", "3-wis"]])
    for (const method of ["1-wis", "2-wis", "random", "spectral"]) {
      const own = methodStyles([...others.filter((name) => name !== method), method]).at(-1);
      expect(own).toEqual(all[METHODS.indexOf(method)]);
    }
});
