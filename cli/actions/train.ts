import { classificationGraph, SPLIT_SHARES } from "../../src/experiments/classification-graph.js";
import { hyperparametersFor } from "../../src/experiments/hyperparameters.js";
import { packageVersion } from "../../src/experiments/version.js";
import { randomSplit } from "../../src/graph/split.js";
import { trainVertexClassifier } from "../../src/nn/train.js";
import { createRandom } from "../../src/random.js";
import { textTable } from "../../src/report/text-table.js";
import type { Globals } from "../globals.js";
import type { GraphOptions } from "../graph-argument.js";
import type { HyperparameterOptions } from "../hyperparameter-options.js";
import { hyperparameterOverrides } from "../hyperparameters.js";
import { interruptSignal } from "../interrupt.js";
import { loadGraph } from "../load-graph.js";

interface TrainOptions extends GraphOptions, HyperparameterOptions {
  readonly model: string;
  readonly splitSeed?: number;
}

export async function train(graph: string, options: TrainOptions, globals: Globals): Promise<void> {
  const { console, seed } = globals;
  const { dataset, sha256 } = await loadGraph(graph, options, globals);
  const { model, backend, splitSeed = seed } = options;
  const hyperparameters = hyperparametersFor(model, dataset.name, hyperparameterOverrides(options));
  const task = classificationGraph(dataset);
  const split = randomSplit(task.labels, SPLIT_SHARES, createRandom(splitSeed, "split"));
  const result = await trainVertexClassifier(
    { ...task, split },
    {
      ...hyperparameters,
      model,
      seed,
      backend,
      signal: interruptSignal(),
      onMessage: console.detail,
      onEpoch: ({ epoch, loss, validationAccuracy }) =>
        console.progress(
          `epoch ${epoch}: loss ${loss.toFixed(4)}, validation accuracy ${percent(validationAccuracy)}`,
        ),
    },
  );
  console.progress(null);
  const { predictions: _, ...measured } = result;
  const { adjacency, name } = dataset;
  const accuracies = [
    ["train", String(split.train.length), percent(result.trainAccuracy)],
    ["validation", String(split.validation.length), percent(result.validationAccuracy)],
    ["test", String(split.test.length), percent(result.testAccuracy)],
  ];
  const text = [
    textTable([`${model} on ${name}`, "vertices", "accuracy"], accuracies),
    `best epoch ${result.bestEpoch} of ${result.epochs}, ${result.seconds.toFixed(1)} s on ${result.backend}`,
  ];
  console.result(text.join("\n\n"), {
    seprank: packageVersion(),
    node: process.versions.node,
    input: { name, sha256, vertices: adjacency.vertexCount, edges: adjacency.edgeCount },
    model,
    seed,
    splitSeed,
    options: { ...hyperparameters, split: SPLIT_SHARES, backend },
    ...measured,
  });
}

function percent(fraction: number): string {
  return `${(100 * fraction).toFixed(1)} %`;
}
