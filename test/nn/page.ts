// The script of the page that page.test.ts opens.
import { CITATIONS, generateCitations } from "../../datasets/graphs/citations.js";
import { createRandom, randomSplit } from "../../src/index.js";
import { selectBackend, trainVertexClassifier } from "../../src/nn/index.js";

export async function train(backend: string, wasmFolder?: string, epochs = 100) {
  const { adjacency, features, labels } = generateCitations({ ...CITATIONS, vertices: 600, edges: 1600 });
  if (features === null || labels === null) throw new Error("the generator gives both");
  const split = randomSplit(labels, { train: 0.6, validation: 0.2, test: 0.2 }, createRandom(1));
  const { name, kernels } = await selectBackend(backend, { wasmFolder });
  const result = await trainVertexClassifier(
    { adjacency, features, labels, classCount: 7, split },
    { model: "gcn", hidden: 32, epochs, learningRate: 1e-2, backend },
  );
  const { testAccuracy, loss } = result;
  return { name, kernels, testAccuracy, epochs: result.epochs, loss };
}

Object.assign(globalThis, { train });
