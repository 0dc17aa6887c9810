import { existsSync } from "node:fs";
import { BackendError, InputError, InterruptedError } from "../../src/errors.js";
import { loadPlugin } from "../../src/evaluate/plugins/load-plugin.js";
import { packageVersion } from "../../src/evaluate/records/version.js";
import { graphCollection } from "../../src/evaluate/trials/graph-collection.js";
import { hyperparametersFor } from "../../src/evaluate/trials/hyperparameters.js";
import { splitOptionOf, trialSplit } from "../../src/evaluate/trials/trial-split.js";
import { writeFileAtomic } from "../../src/files.js";
import { selectBackend } from "../../src/nn/backend/backend.js";
import type { ReadoutName } from "../../src/nn/layers/readout-names.js";
import type { LossName } from "../../src/nn/losses/loss-names.js";
import { classificationMetrics } from "../../src/nn/metrics/classification-metrics.js";
import { encodeModel, encodePygModel } from "../../src/nn/models/model-file.js";
import { modelByName } from "../../src/nn/models/models.js";
import { checkPygModel } from "../../src/nn/models/pyg-names.js";
import type { TrainedModel } from "../../src/nn/models/trained-model.js";
import { classificationGraph } from "../../src/nn/training/classification-graph.js";
import type { SplitChoice } from "../../src/nn/training/split-choices.js";
import { DivergenceError, trainGraphClassifier, trainVertexClassifier } from "../../src/nn/training/train.js";
import { TRAIN_DEFAULTS } from "../../src/nn/training/train-options.js";
import type { EpochRecord } from "../../src/nn/training/training-session.js";
import { openCheckpointFile } from "../files/checkpoint-file.js";
import { loadGraph } from "../files/load-graph.js";
import { checkHistoryFile, type HistoryRow, saveHistory } from "../files/save-history.js";
import { checkOutputFolder } from "../options/check-output-folder.js";
import { confusionTable, metricsTable, percent } from "../options/describe-metrics.js";
import type { Globals } from "../options/globals.js";
import type { GraphOptions } from "../options/graph-argument.js";
import type { HyperparameterOptions } from "../options/hyperparameter-options.js";
import { hyperparameterOverrides } from "../options/hyperparameters.js";
import { UsageError } from "../terminal/exit.js";
import { interruptSignal } from "../terminal/interrupt.js";
import { createProgress } from "../terminal/progress.js";

interface TrainOptions extends GraphOptions, HyperparameterOptions {
  readonly model: string;
  readonly loss: LossName;
  readonly readout?: ReadoutName;
  readonly split: SplitChoice;
  readonly splitSeed?: number;
  readonly save?: string;
  readonly checkpoint?: string;
  readonly checkpointEvery?: number;
  readonly history?: string;
  readonly savePyg?: string;
  readonly plugin?: string;
}

/** `seprank train`: trains a model on one graph, or on a collection of graphs, and saves it. */
export async function train(graph: string, options: TrainOptions, globals: Globals): Promise<void> {
  const { console, seed } = globals;
  const { model, loss, save, checkpoint, checkpointEvery, splitSeed = seed } = options;
  const { readout = TRAIN_DEFAULTS.readout } = options;
  const { savePyg } = options;
  if (save !== undefined) await checkOutputFolder("--save", save);
  if (savePyg !== undefined) {
    checkPygModel(model);
    await checkOutputFolder("--save-pyg", savePyg);
  }
  if (checkpoint !== undefined) await checkOutputFolder("--checkpoint", checkpoint);
  const { history } = options;
  if (history !== undefined && checkpoint !== undefined)
    throw new UsageError(
      "--history and --checkpoint cannot be given together: a training that goes on would lack the epochs before",
    );
  if (history !== undefined) await checkHistoryFile(history);
  const plugin = options.plugin === undefined ? undefined : await loadPlugin(options.plugin);
  const { dataset, sha256 } = await loadGraph(graph, options, globals);
  const hyperparameters = hyperparametersFor(model, dataset.name, hyperparameterOverrides(options));
  const { directed } = modelByName(model);
  const ofGraphs = dataset.graphs === undefined ? null : graphCollection(dataset);
  if (ofGraphs !== null) checkGraphSplit(dataset.name, options.split);
  const ofVertices =
    ofGraphs === null ? classificationGraph(dataset, { directed, split: options.split }) : null;
  const { labels, classCount } = (ofGraphs ?? ofVertices)!;
  const { classNames } = dataset.graphs ?? dataset;
  const { splits } = ofVertices ?? { splits: [] };
  const split = trialSplit({ labels, splits }, splitSeed);
  const backend = await selectBackend(options.backend, { onMessage: console.detail });

  const input = {
    name: dataset.name,
    sha256,
    vertices: dataset.adjacency.vertexCount,
    edges: dataset.adjacency.edgeCount,
    ...(ofGraphs === null ? {} : { graphs: labels.length }),
  };
  const effective = {
    ...hyperparameters,
    loss,
    ...(ofGraphs === null ? {} : { readout }),
    split: splitOptionOf({ splits }),
    backend: options.backend,
  };
  const described = {
    seprank: packageVersion(),
    input,
    model,
    ...(plugin?.models.includes(model) ? { plugin: { file: plugin.file, sha256: plugin.sha256 } } : {}),
    seed,
    splitSeed,
    options: effective,
  };
  const identity = { ...described, directed: dataset.adjacency.directed, backend };
  const file = checkpoint === undefined ? undefined : await openCheckpointFile(checkpoint, identity);
  if (file?.resume !== undefined)
    console.message(`${checkpoint}: going on after ${file.resume.trainer.steps} epochs`);
  const saveModel = async (trained: TrainedModel, about: object) => {
    const notes = { classNames, about: { ...described, ...about } };
    if (save !== undefined) await writeFileAtomic(save, encodeModel(trained, notes));
    if (savePyg !== undefined) await writeFileAtomic(savePyg, encodePygModel(trained, notes));
  };

  const epochs: HistoryRow[] = [];
  const progress = createProgress(console, { what: model, unit: "epochs at most" });
  const settings = {
    ...hyperparameters,
    model,
    loss,
    readout,
    seed,
    backend: options.backend,
    checkpointEvery,
    resume: file?.resume,
    onCheckpoint: file?.write,
    signal: interruptSignal(),
    onEpoch: (record: EpochRecord) => {
      const { epoch, loss: value, validationAccuracy } = record;
      if (history !== undefined) epochs.push({ ...record });
      const accuracy =
        validationAccuracy === null ? "" : `, validation accuracy ${percent(validationAccuracy)}`;
      progress(epoch, hyperparameters.epochs, `, loss ${value.toFixed(4)}${accuracy}`);
    },
  };
  const result = await (ofGraphs === null
    ? trainVertexClassifier({ ...ofVertices!, split }, settings)
    : trainGraphClassifier({ ...ofGraphs, split }, settings)
  ).catch(async (error: unknown) => {
    // Up to where it ended: a loss that grew beyond all bounds is what one wants to see.
    if (history !== undefined && epochs.length > 0) await saveHistory([epochs], history);
    // A GPU that was lost, say; before the first checkpoint there is no file to go on from.
    if (checkpoint !== undefined && existsSync(checkpoint))
      for (const Kind of [InterruptedError, BackendError])
        if (error instanceof Kind)
          throw new Kind(`${error.message}; the same command goes on from ${checkpoint}`, { cause: error });
    if (error instanceof DivergenceError && error.best !== null && (save ?? savePyg) !== undefined) {
      await saveModel(error.best, { diverged: error.epoch });
      throw new Error(`${error.message}; the model of the best epoch before it is in ${save ?? savePyg}`);
    }
    throw error;
  });
  console.progress(null);

  const { predictions, scores, trained, best: _, ...measured } = result;
  const metricsOf = (rows: Uint32Array) =>
    classificationMetrics({ predictions, scores }, labels, rows, classCount);
  const metrics = {
    train: metricsOf(split.train),
    validation: metricsOf(split.validation),
    test: metricsOf(split.test),
  };
  await saveModel(trained, { ...measured });
  if (history !== undefined) await saveHistory([epochs], history);
  await file?.remove();
  const title = `${model} on ${dataset.name}`;
  const what = ofGraphs === null ? "vertices" : "graphs";
  const text = [
    metricsTable(title, what, metrics, console.columns),
    metrics.test === null
      ? null
      : confusionTable("test: class, predicted", metrics.test, classNames, console.columns),
    `best epoch ${result.bestEpoch} of ${result.epochs}, ${result.seconds.toFixed(1)} s on ${result.backend}`,
    save === undefined ? null : `model written to ${save}`,
    savePyg === undefined ? null : `model for PyTorch Geometric written to ${savePyg}`,
    history === undefined ? null : `history written to ${history}`,
  ].filter((part) => part !== null);
  console.result(text.join("\n\n"), {
    ...described,
    node: process.versions.node,
    ...measured,
    metrics,
    ...(save === undefined ? {} : { saved: save }),
    ...(savePyg === undefined ? {} : { savedPyg: savePyg }),
    ...(history === undefined ? {} : { history }),
  });
}

/** @throws InputError where a collection's graphs are to be split as given: no format has a place for that */
function checkGraphSplit(name: string, split: SplitChoice): void {
  if (split === "given")
    throw new InputError(`${name}: collections of graphs bring no split of their own; take --split random`);
}
