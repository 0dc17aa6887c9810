import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { METHOD_FAMILIES, METHODS, type MethodFacts } from "../../src/sparsify/catalog.js";
import { sparsifiers } from "../../src/sparsify/registry.js";

const methods: [string, MethodFacts][] = Object.entries(METHODS);

it("imports nothing, so that help texts load nothing", () => {
  expect(readFileSync("src/sparsify/catalog.ts", "utf8")).not.toMatch(/^import|import\(/m);
});

it("the registry has the functions of all methods but those that train, and no others", () => {
  const names = methods.filter(([, { result }]) => result !== "training").map(([name]) => name);
  expect(Object.keys(sparsifiers)).toEqual(names);
});

it("no family is empty, and all facts are told in one line", () => {
  expect(new Set(methods.map(([, { family }]) => family))).toEqual(
    new Set(METHOD_FAMILIES.filter((family) => family !== "own")),
  );
  for (const [name, { summary, source, cost, good, poor, parameters }] of methods) {
    for (const text of [
      summary,
      source,
      cost,
      good,
      poor,
      ...parameters.map((parameter) => parameter.summary),
    ])
      expect(text, name).toMatch(/^\S.*\S$/);
    for (const { range, default: value } of parameters) {
      expect(value, name).toBeGreaterThanOrEqual(range.least);
      expect(value, name).toBeLessThanOrEqual(range.most ?? Number.MAX_VALUE);
    }
  }
});
