import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { FormatError, InputError } from "../../../src/errors.js";
import { selectBackend } from "../../../src/nn/backend/backend.js";
import { LOSS_NAMES } from "../../../src/nn/losses/loss-names.js";
import { decodeModel, encodeModel } from "../../../src/nn/models/model-file.js";
import { MODEL_NAMES } from "../../../src/nn/models/model-names.js";
import { readSafetensors, writeSafetensors } from "../../../src/nn/models/safetensors.js";
import { applyModel, type TrainedModel } from "../../../src/nn/models/trained-model.js";
import { trainGraphClassifier, trainVertexClassifier } from "../../../src/nn/training/train.js";
import { smallCollection } from "../../generators/small-collection.js";
import { smallTask } from "../../generators/small-task.js";

const OPTIONS = { hidden: 8, layers: 2, learningRate: 1e-2, epochs: 6, backend: "wasm" };
const NOTES = { classNames: ["a", "b", "c"], about: { seed: 3, from: "a test" } };

/** Through a file and back. */
const kept = (trained: TrainedModel) => decodeModel(encodeModel(trained, NOTES)).trained;

test.each(MODEL_NAMES)("%s: what is read predicts what was trained, to the bit", async (model) => {
  const task = smallTask();
  const { trained, predictions, scores } = await trainVertexClassifier(task, { ...OPTIONS, model });
  const { trained: read, notes } = decodeModel(encodeModel(trained, NOTES));
  expect(notes).toEqual(NOTES);
  expect(read).toEqual(trained);
  expect(applyModel(read, task)).toEqual({ predictions, scores });
});

test.each(LOSS_NAMES)("of graphs, by the loss %s", async (loss) => {
  const task = smallCollection(16);
  const options = { ...OPTIONS, model: "gin", loss, readout: "max" as const };
  const { trained, predictions, scores } = await trainGraphClassifier(task, options);
  expect(applyModel(kept(trained), task)).toEqual({ predictions, scores });
  if (loss === "mean-squared-error") return;
  for (let g = 0; g < 16; g++) {
    expect(scores[2 * g] + scores[2 * g + 1]).toBeCloseTo(1, 6);
    expect(predictions[g]).toBe(scores[2 * g + 1] > scores[2 * g] ? 1 : 0);
  }
});

describe("what does not fit", () => {
  let trained: TrainedModel;
  const task = smallTask();
  beforeAll(async () => {
    await selectBackend("wasm");
    trained = (await trainVertexClassifier(task, { ...OPTIONS, model: "gcn" })).trained;
  });

  const shaped = (change: Partial<TrainedModel["shape"]>) =>
    ({ ...trained, shape: { ...trained.shape, ...change } }) as TrainedModel;

  test("weights that are no numbers, and outputs that are none", () => {
    for (const odd of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const broken = structuredClone(trained);
      broken.parameters[0].values[3] = odd;
      expect(() => decodeModel(encodeModel(broken, NOTES))).toThrow(
        new RegExp(`expected weights that are finite numbers, got ${odd}`),
      );
      expect(() => applyModel(broken, task)).toThrow(InputError);
    }
    const large = structuredClone(trained);
    for (const { values } of large.parameters) values.fill(3e38);
    expect(() => applyModel(large, task)).toThrow(/model: expected finite outputs, got/);
  });

  test("graph and model: which, expected, got", () => {
    const features = { kind: "dense", rows: 30, columns: 2, values: new Float32Array(60) } as const;
    const cases: [TrainedModel, object, string][] = [
      [trained, { features }, "features: expected 12 columns, as the model was trained with, got 2"],
      [trained, { adjacency: { ...task.adjacency, directed: true } }, "expected an undirected graph"],
      [shaped({ readout: "mean" }), {}, "expected a collection of graphs, got a single one"],
      [shaped({ classes: 2 }), {}, "model: expected 3 outputs for 3 classes"],
      [shaped({ hidden: 4 }), {}, "parameters.0: expected shape [12, 4], got [12, 8]"],
      [shaped({ layers: 1 }), {}, "parameters: expected 6 tensors for this model, got 10"],
      [
        { ...trained, statistics: [{ shape: [1], values: Float32Array.of(0) }] },
        {},
        "statistics: expected 0",
      ],
    ];
    for (const [model, change, message] of cases) {
      expect(() => applyModel(model, { ...task, ...change })).toThrow(InputError);
      expect(() => applyModel(model, { ...task, ...change })).toThrow(message);
    }
  });

  test("a header that asks for more than the file holds", () => {
    for (const change of [{ hidden: 2 ** 40 }, { inputs: 2 ** 40 }, { layers: 1000 }, { classes: 2 ** 30 }])
      expect(() => kept(shaped(change))).toThrow(/^a model: expected more than \d+ weights/);
  });

  test("a header that is none", () => {
    expect(() => kept({ ...trained, model: "gnc" })).toThrow(/^a model: model: /);
    expect(() => kept(shaped({ dropout: 1 }))).toThrow(/^a model: shape.dropout: /);
    const file = readSafetensors(encodeModel(trained, NOTES));
    expect(() => decodeModel(writeSafetensors({ ...file, metadata: {} }))).toThrow(
      "expected a model of seprank, got other tensors",
    );
  });

  test("a damaged file is one clear line, or still a model", () => {
    const bytes = encodeModel(trained, NOTES);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), fc.boolean(), (at, byte, cut) => {
        try {
          decodeModel(cut ? bytes.slice(0, at) : bytes.with(at, byte));
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError);
          expect((error as Error).message).not.toContain("\n");
        }
      }),
      { numRuns: 300 },
    );
  });
});
