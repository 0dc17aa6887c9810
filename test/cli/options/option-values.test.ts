import { InvalidArgumentError } from "commander";
import { expect, test } from "vitest";
import {
  parseAmount,
  parseInteger,
  parseLevels,
  parseNames,
  parseNumber,
} from "../../../cli/options/option-values.js";
import { InputError } from "../../../src/errors.js";
import { edgesToRemove } from "../../../src/sparsify/orders/remove-amount.js";

test.each([
  ["0", 0],
  ["1", 1],
  ["10", 10],
  ["0.5", 5],
  [".25", 3],
  ["1.0", 10],
  ["1.", 10],
  ["50%", 5],
  ["12.5%", 1],
  ["100%", 10],
  ["5e-1", 5],
])("--remove %s of ten edges removes %i", (text, count) => {
  expect(edgesToRemove(parseAmount(text), 10)).toBe(count);
});

test.each(["1.5", "-0.1", "101%", "11", "-1"])("--remove %s of ten edges is out of range", (text) => {
  expect(() => edgesToRemove(parseAmount(text), 10)).toThrow(InputError);
});

test.each(["", "half", "1,5", "%", "0x10", "1 2", "NaN", "Infinity", "--1"])("%j is no amount", (text) => {
  expect(() => parseAmount(text)).toThrow(InvalidArgumentError);
});

test("numbers and integers", () => {
  expect(parseNumber("5e-4")).toBe(0.0005);
  expect(parseInteger("-3")).toBe(-3);
  for (const text of ["1.5", "", "ten"]) expect(() => parseInteger(text)).toThrow(InvalidArgumentError);
  for (const text of ["", "1e", "0,5"]) expect(() => parseNumber(text)).toThrow(InvalidArgumentError);
});

test("names", () => {
  expect(parseNames("1-wis, random")).toEqual(["1-wis", "random"]);
  expect(() => parseNames("1-wis,,random")).toThrow(InvalidArgumentError);
});

test.each([
  ["0,0.5,80%", [0, 0.5, 0.8]],
  ["0.3", [0.3]],
  ["0:1:0.25", [0, 0.25, 0.5, 0.75, 1]],
  ["0:1:0.1", [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]],
  ["0:100%:50%", [0, 0.5, 1]],
  ["0.5:0.9:0.3", [0.5, 0.8]],
  ["0.5:0.5:1", [0.5]],
])("levels %s", (text, levels) => {
  expect(parseLevels(text)).toEqual(levels);
});

test.each(["", "0:1", "0:1:0", "1:0:0.1", "0:1:0.1:2", "0:1:0.00001", "a", "0,,1"])(
  "%j are no levels",
  (text) => {
    expect(() => parseLevels(text)).toThrow(InvalidArgumentError);
  },
);
