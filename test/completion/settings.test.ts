import { expect, test } from "vitest";
import { type FactorizationName, type FactorizeOptions, settingsFor } from "../../src/completion/settings.js";
import { InputError } from "../../src/errors.js";

const base: FactorizeOptions = {
  observe: { fraction: 1 },
  optimizer: "adaptive",
  iterations: 1000,
  stopBelow: 1e-6,
};

test("defaults: no more components than any tensor of the shape needs, and what fits the model", () => {
  expect(settingsFor("matrix", [20, 30], base)).toMatchObject({ width: 20, depth: 3, recordEvery: 2 });
  expect(settingsFor("tensor", [3, 4, 5], base)).toMatchObject({ width: 12, depth: null, modeTree: null });
  expect(settingsFor("deep-tensor", [4, 16, 25], base)).toMatchObject({
    width: 30,
    depth: 1,
    matrixInitScale: [0.5, 0.25, 0.2],
  });
  expect(settingsFor("hierarchical", [9, 9, 9], base)).toMatchObject({ width: 30, depth: null });
});

test.each<[string | undefined, number, unknown]>([
  [
    undefined,
    4,
    [
      [0, 1],
      [2, 3],
    ],
  ],
  ["binary", 3, [[0, 1], 2]],
  ["shallow", 3, [0, 1, 2]],
  [
    "[[0,2],[1,3]]",
    4,
    [
      [0, 2],
      [1, 3],
    ],
  ],
])("mode tree %s over %i modes", (modeTree, order, expected) => {
  const shape = new Array<number>(order).fill(2);
  expect(settingsFor("hierarchical", shape, { ...base, modeTree }).modeTree).toEqual(expected);
});

test.each<[FactorizationName, Partial<FactorizeOptions>, RegExp]>([
  ["matrix", {}, /expected entries of a matrix, got a tensor of shape \(2, 2, 2, 2\)/],
  ["tensor", { width: 0 }, /--rank \(or --width\): expected an integer >= 1, got 0/],
  ["tensor", { depth: 2 }, /--depth is for matrix and deep-tensor, not for tensor/],
  ["tensor", { modeTree: "binary" }, /--mode-tree is for hierarchical/],
  ["tensor", { matrixInitScale: 1 }, /--matrix-init-scale is for deep-tensor/],
  ["deep-tensor", { depth: -1 }, /--depth: expected an integer >= 0, got -1/],
  ["deep-tensor", { matrixInitScale: 0 }, /--matrix-init-scale: expected a number > 0, got 0/],
  ["tensor", { initScale: -1 }, /--init-scale: expected a number > 0, got -1/],
  ["tensor", { iterations: 0 }, /--iterations: expected an integer >= 1/],
  ["tensor", { recordEvery: 0 }, /--record-every: expected an integer >= 1/],
  ["tensor", { stopBelow: Number.NaN }, /--stop-below: expected a number >= 0/],
  ["tensor", { learningRate: 0 }, /--learning-rate: expected a number > 0, got 0/],
  ["hierarchical", { modeTree: "[[0,1],[2" }, /--mode-tree: expected binary, shallow or nested lists/],
  ["hierarchical", { modeTree: '{"a":1}' }, /--mode-tree: expected binary/],
  ["hierarchical", { modeTree: "[[0,1],[2,2]]" }, /mode tree .*each mode 0 \.\. N - 1 once/],
  ["hierarchical", { modeTree: "[[0,1],[2,4]]" }, /each mode 0 \.\. N - 1 once/],
  ["hierarchical", { modeTree: "[[0,1],[[2],3]]" }, /at least two members in every list/],
  ["hierarchical", { modeTree: "[0,1,2]" }, /expected one over 4 modes.* got 3/],
  ["hierarchical", { modeTree: "3" }, /nested lists holding each mode/],
])("%s with %j is refused", (model, options, says) => {
  const attempt = () => settingsFor(model, [2, 2, 2, 2], { ...base, ...options });
  expect(attempt).toThrow(InputError);
  expect(attempt).toThrow(says);
});
