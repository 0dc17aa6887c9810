import { expect, it } from "vitest";
import { METHOD_FAMILIES } from "../../src/sparsify/method-families.js";
import { METHOD_PARAMETERS } from "../../src/sparsify/method-parameters.js";
import { sparsifiers } from "../../src/sparsify/registry.js";

it("every method is in one family, and parameters are those of methods", () => {
  const names = Object.keys(sparsifiers).sort();
  expect(Object.values(METHOD_FAMILIES).flat().sort()).toEqual(names);
  expect(names).toEqual(expect.arrayContaining(Object.keys(METHOD_PARAMETERS)));
});
