import { expect, test } from "vitest";
import { InputError } from "../../../src/errors.js";
import { DEFAULT_HYPERPARAMETERS, hyperparametersFor } from "../../../src/evaluate/trials/hyperparameters.js";

test("defaults, then the paper's, then the caller's", () => {
  expect(hyperparametersFor("gcn", "elsewhere")).toEqual(DEFAULT_HYPERPARAMETERS);
  expect(hyperparametersFor("gcn", "cora")).toMatchObject({
    learningRate: 5e-4,
    weightDecay: 1e-3,
    epochs: 10_000,
  });
  expect(hyperparametersFor("gcn", "cora", { learningRate: 0.1, epochs: undefined })).toMatchObject({
    learningRate: 0.1,
    weightDecay: 1e-3,
    epochs: 10_000,
  });
});

test.each([
  ["gin", "cora", { layers: 3, dropout: 0, learningRate: 1e-3, weightDecay: 1e-3 }],
  ["gin", "ogbn-arxiv", { learningRate: 1e-4, weightDecay: 0 }],
  ["resgcn", "dblp", { layers: 10, hidden: 64, dropout: 0.5, learningRate: 5e-4, weightDecay: 1e-4 }],
  ["resgcn", "elsewhere", { layers: 10, dropout: 0.5, learningRate: 1e-3 }],
] as const)("%s on %s: the model's own, then the paper's", (model, dataset, expected) => {
  expect(hyperparametersFor(model, dataset)).toMatchObject(expected);
  expect(hyperparametersFor(model, dataset, { layers: 4 })).toMatchObject({ ...expected, layers: 4 });
});

test.each([
  [{ epochs: 0 }, "epochs"],
  [{ layers: 1.5 }, "layers"],
  [{ hidden: -1 }, "hidden"],
  [{ patience: Number.NaN }, "patience"],
  [{ learningRate: 0 }, "learningRate"],
  [{ learningRate: Number.POSITIVE_INFINITY }, "learningRate"],
  [{ weightDecay: -1 }, "weightDecay"],
  [{ dropout: 1 }, "dropout"],
  [{ minImprovement: -0.1 }, "minImprovement"],
])("%o is refused", (overrides, name) => {
  expect(() => hyperparametersFor("gcn", "cora", overrides)).toThrow(InputError);
  expect(() => hyperparametersFor("gcn", "cora", overrides)).toThrow(`${name}: expected`);
});
