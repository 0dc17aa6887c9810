import { expect, test } from "vitest";
import { edgesToRemove, parseRemoveAmount } from "../../../src/sparsify/orders/remove-amount.js";

test.each([
  ["7", { count: 7 }],
  ["2639", { count: 2639 }],
  ["+12", { count: 12 }],
  ["-12", { count: -12 }],
  ["50%", { share: 0.5 }],
  ["12.5%", { share: 0.125 }],
  ["100%", { share: 1 }],
  ["1.0", { share: 1 }],
  [".25", { share: 0.25 }],
  ["2.", { share: 2 }],
  ["5e-2", { share: 0.05 }],
  [0.3, { share: 0.3 }],
  [0, { count: 0 }],
  [40, { count: 40 }],
  [{ share: 1 }, { share: 1 }],
  [{ count: 1 }, { count: 1 }],
])("%j is an amount", (value, amount) => {
  expect(parseRemoveAmount(value)).toEqual(amount);
});

test.each([
  ["", /expected a fraction \(0.5\), a percentage \(50%\) or a number of edges \(2639\), got ""/],
  ["half", /got "half"/],
  ["1 2", /got "1 2"/],
  ["12x", /got "12x"/],
  ["x12", /got "x12"/],
  ["%", /got "%"/],
  ["1e", /got "1e"/],
  [1, /got 1, which could be either/],
  [null, /expected a share .* got null/],
  [{}, /got \{\}/],
  [{ share: "1" }, /got \{"share":"1"\}/],
  [{ share: 1, count: 1 }, /got \{"share":1,"count":1\}/],
  [{ level: 1 }, /got \{"level":1\}/],
])("%j is none", (value, message) => {
  expect(() => parseRemoveAmount(value as never)).toThrow(message);
});

test("an amount of a graph's edges", () => {
  expect(edgesToRemove({ share: 0.5 }, 7)).toBe(4);
  expect(edgesToRemove({ share: 0 }, 7)).toBe(0);
  expect(edgesToRemove({ share: 1 }, 7)).toBe(7);
  expect(edgesToRemove({ count: 0 }, 7)).toBe(0);
  expect(edgesToRemove({ count: 7 }, 7)).toBe(7);
  for (const share of [-0.1, 1.01, Number.NaN])
    expect(() => edgesToRemove({ share }, 7)).toThrow(`remove: expected a fraction from 0.0 to 1.0`);
  for (const count of [-1, 8])
    expect(() => edgesToRemove({ count }, 7)).toThrow(
      `remove: expected 0 to 7 edges, all there are, got ${count}`,
    );
  for (const count of [1.5, Number.NaN])
    expect(() => edgesToRemove({ count }, 7, "level")).toThrow(
      `level: expected a whole number of edges, got ${count}`,
    );
});
