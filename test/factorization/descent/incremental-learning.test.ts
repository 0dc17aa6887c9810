import { expect, it } from "vitest";
import {
  adaptiveGradientDescent,
  completionTask,
  componentNormsProbe,
  cpFactorization,
  createObjective,
  type Factorization,
  gaussianInitialization,
  groundTruth,
  hierarchicalFactorization,
  matrixFactorization,
  type Probe,
  reconstructionErrorProbe,
  sampleEntries,
  singularValuesProbe,
  squareLoss,
  train,
} from "../../../src/factorization/index.js";
import { createRandom } from "../../../src/random.js";
import { perfectModeTree } from "../../../src/tensor/index.js";
import { entriesAt } from "../../generators/factorization-models.js";

/** Of rank 2 in each model's own sense, in models that restrict nothing: thesis Figure 3.1, made small. */
const tree = perfectModeTree(4, 2);
const matrix = matrixFactorization([16, 16], 3);
const cp = cpFactorization([8, 8, 8], 64);
const hierarchical = hierarchicalFactorization([5, 5, 5, 5], tree, 25);

it.each<[string, Factorization, Factorization, number, number, Probe, number]>([
  [
    "singular values",
    matrix,
    matrixFactorization([16, 16], 2, 2),
    160,
    0.01,
    singularValuesProbe(matrix, [0], 5),
    3,
  ],
  [
    "component norms",
    cp,
    cpFactorization([8, 8, 8], 2),
    256,
    0.001,
    componentNormsProbe("norm", cp.components, 5),
    3,
  ],
  [
    "local component norms at {0, 1}",
    hierarchical,
    hierarchicalFactorization([5, 5, 5, 5], tree, 2),
    350,
    0.05,
    componentNormsProbe("norm", hierarchical.localComponents[4], 5),
    4,
  ],
])(
  "figure 3.1: %s emerge one by one, as many as the ground truth has",
  (...[, model, truthModel, count, deviation, probe, seed]) => {
    const { shape } = model;
    const random = createRandom(seed);
    const truth = groundTruth(truthModel, Math.sqrt(shape.reduce((product, d) => product * d, 1)), random);
    const indices = sampleEntries(shape, count, random);
    const run = train(
      createObjective(
        model,
        completionTask(shape, { indices, values: entriesAt(truth, indices) }, squareLoss),
      ),
      gaussianInitialization(model, deviation, random),
      adaptiveGradientDescent(),
      {
        maxIterations: 5000,
        stopBelow: 5e-5,
        patience: 100,
        recordEvery: 20,
        probes: [reconstructionErrorProbe(model, truth), probe],
      },
    );
    expect(run.outcome).toBe("converged");
    const [iterations, , errors, ...norms] = run.trajectory.values;
    expect(errors.at(-1)!).toBeLessThan(0.005);
    const last = norms.map((norm) => norm.at(-1)!);
    expect(last.map((norm) => norm > 0.01 * last[0])).toEqual([true, true, false, false, false]);
    // The second is half grown long after the first is.
    const [first, second] = norms
      .slice(0, 2)
      .map((norm, r) => iterations[norm.findIndex((x) => x > 0.5 * last[r])]);
    expect(second).toBeGreaterThan(2 * first);
  },
);
