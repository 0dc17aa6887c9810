import { expect, test } from "vitest";
import { InputError } from "../../../src/errors.js";
import { normalizedAdjacency } from "../../../src/nn/layers/aggregation-matrices.js";
import { gcnLayer } from "../../../src/nn/layers/gcn-layer.js";
import { gcn } from "../../../src/nn/models/gcn.js";
import { modelByName, registerModel } from "../../../src/nn/models/models.js";
import { vertexClassifier } from "../../../src/nn/models/vertex-classifier.js";
import { trainVertexClassifier } from "../../../src/nn/training/train.js";
import { smallTask } from "../../generators/small-task.js";

const definition = {
  aggregationMatrix: normalizedAdjacency,
  symmetric: true,
  create: vertexClassifier(gcnLayer),
};

test("a model of one's own trains by its name, as the one it is made like", async () => {
  registerModel("my-gcn", definition);
  const options = { epochs: 5, layers: 2, hidden: 8, backend: "cpu" };
  const [own, known] = [
    await trainVertexClassifier(smallTask(), { ...options, model: "my-gcn" }),
    await trainVertexClassifier(smallTask(), { ...options, model: "gcn" }),
  ];
  expect(own.loss).toBe(known.loss);
  expect(own.trained.model).toBe("my-gcn");
  expect(() => registerModel("my-gcn", definition)).toThrow(
    "model: expected a name of its own, got my-gcn, which there is already",
  );
  expect(() => modelByName("my-gnc")).toThrow(/my-gcn.*did you mean my-gcn\?$/);
});

test.each([
  ["gcn", gcn, /^model: expected a name of its own, got gcn/],
  ["My GCN", definition, /^model: expected a name of lower-case letters, digits and hyphens, got "My GCN"$/],
  ["a", { ...definition, create: undefined }, /^model a: expected a function create, got undefined$/],
  ["a", { ...definition, symmetric: 1 }, /^model a: expected symmetric to be true or false, got 1$/],
  ["a", null, /^model a: expected a function aggregationMatrix, got undefined$/],
])("%s is refused: %#", (name, given, message) => {
  const register = () => registerModel(name, given as never);
  expect(register).toThrow(InputError);
  expect(register).toThrow(message);
});
