import { expect, test } from "vitest";
import { readNpzDataset } from "../../src/graph/formats/npz-dataset.js";
import { randomSplit } from "../../src/graph/split.js";
import { trainVertexClassifier } from "../../src/nn/train.js";
import { createRandom } from "../../src/random.js";
import { realData } from "../real-data.js";

test("a GCN classifies Cora's papers", async (context) => {
  const bytes = realData(context, "gnn-benchmark/cora.npz");
  const { adjacency, features, labels } = await readNpzDataset(bytes, { name: "cora" });
  if (features === null || labels === null) throw new Error("Cora has features and labels");
  const split = randomSplit(labels, { train: 0.8, validation: 0.1, test: 0.1 }, createRandom(1, "split"));
  const result = await trainVertexClassifier(
    { adjacency, features, labels, classCount: 7, split },
    { model: "gcn", learningRate: 1e-2, epochs: 60, backend: "wasm" },
  );
  // The majority class has 0.30 of the papers; published results with random splits of this size are 0.85 to 0.88.
  expect(result.testAccuracy).toBeGreaterThan(0.8);
  expect(result.validationAccuracy).toBeGreaterThan(0.8);
});
