import { InputError } from "../../src/errors.js";
import { loadPlugin } from "../../src/evaluate/plugins/load-plugin.js";
import type { Plugin } from "../../src/evaluate/plugins/plugin.js";
import type { GraphDataset } from "../../src/graph/dataset.js";
import { selectBackend } from "../../src/nn/backend/backend.js";
import { classificationMetrics } from "../../src/nn/metrics/classification-metrics.js";
import type { ModelNotes } from "../../src/nn/models/model-file.js";
import { applyModel, type Classified } from "../../src/nn/models/trained-model.js";
import { loadGraph } from "../files/load-graph.js";
import { loadModel } from "../files/load-model.js";
import { type Columns, checkTableFile, saveTable } from "../files/save-table.js";
import { STANDARD_OUTPUT, tellResult } from "../files/standard-output.js";
import { checkOutputFolder } from "../options/check-output-folder.js";
import { metricsTable } from "../options/describe-metrics.js";
import type { Globals } from "../options/globals.js";
import type { GraphOptions } from "../options/graph-argument.js";
import type { Console } from "../terminal/console.js";

interface PredictOptions extends GraphOptions {
  readonly modelFile: string;
  readonly out: string;
  readonly backend: string;
  readonly plugin?: string;
}

/** `seprank predict`: applies a saved model to a graph. */
export async function predict(graph: string, options: PredictOptions, globals: Globals): Promise<void> {
  const { console } = globals;
  const { modelFile, out } = options;
  checkTableFile(out, globals);
  if (out !== STANDARD_OUTPUT) await checkOutputFolder("-o", out);
  const plugin = options.plugin === undefined ? undefined : await loadPlugin(options.plugin);
  const { trained, notes } = await loadModel(modelFile);
  if (plugin?.models.includes(trained.model)) warnOfOtherPlugin(plugin, notes.about, modelFile, console);
  const { dataset, sha256 } = await loadGraph(graph, options, globals);
  const { adjacency, features, name } = dataset;
  if (features === null) throw new InputError(`${name}: has no vertex features, which the model needs`);
  const backend = await selectBackend(options.backend, { onMessage: console.detail });
  // A model of vertices classifies those of a collection's graphs, too.
  const graphs = trained.shape.readout === undefined ? undefined : dataset.graphs;
  const classified = applyModel(trained, { adjacency, features, offsets: graphs?.offsets });

  const classNames = notes.classNames ?? Array.from({ length: trained.classCount }, (_, c) => String(c));
  const what = graphs === undefined ? "vertex" : "graph";
  await saveTable(table(what, dataset, classified, classNames), out);
  const metrics = metricsOf(graphs ?? dataset, classified, notes.classNames, trained.classCount);
  const count = classified.predictions.length;
  const several = what === "vertex" ? "vertices" : "graphs";
  const text = [
    metrics === null
      ? null
      : metricsTable(`${trained.model} on ${name}`, several, { labelled: metrics }, console.columns),
    `classes of ${count} ${several} written to ${out === STANDARD_OUTPUT ? "standard output" : out}`,
  ].filter((part) => part !== null);
  tellResult(console, [out], text.join("\n\n"), {
    input: { name, sha256, vertices: adjacency.vertexCount, edges: adjacency.edgeCount },
    model: trained.model,
    trained: notes.about,
    ...(plugin === undefined ? {} : { plugin }),
    backend: backend.name,
    predicted: count,
    metrics,
    output: out,
  });
}

/** Weights fit what they were trained as; what the model computes of them may be another thing by now. */
function warnOfOtherPlugin(
  { file, sha256 }: Plugin,
  { plugin }: ModelNotes["about"],
  modelFile: string,
  console: Console,
): void {
  const trainedWith = (plugin as { readonly sha256?: unknown } | undefined)?.sha256;
  if (trainedWith === sha256) return;
  const got = typeof trainedWith === "string" ? `SHA-256 ${trainedWith.slice(0, 64)}` : "none that it names";
  console.warn(
    `${file}: SHA-256 ${sha256}, but ${modelFile} was trained with another plug-in (${got}); its model may compute other predictions`,
  );
}

function table(
  what: "vertex" | "graph",
  { vertexNames }: GraphDataset,
  { predictions, scores }: Classified,
  classNames: readonly string[],
): Columns {
  const names = Array.from(predictions, (_, row) => (what === "vertex" ? (vertexNames?.[row] ?? row) : row));
  const scoreColumns = classNames.map((name, c): [string, number[]] => [
    `score ${name}`,
    Array.from(predictions, (_, row) => scores[row * classNames.length + c]),
  ]);
  return {
    [what]: names,
    class: Array.from(predictions, (c) => classNames[c]),
    ...Object.fromEntries(scoreColumns),
  };
}

/** Null where there are no labels, or they are of other classes than the model's. */
function metricsOf(
  { labels, classNames }: Pick<GraphDataset, "labels" | "classNames">,
  classified: Classified,
  known: readonly string[] | null,
  classCount: number,
) {
  if (labels === null || JSON.stringify(classNames) !== JSON.stringify(known)) return null;
  if (labels.some((label) => label >= classCount)) return null;
  const labelled = Uint32Array.from(labels.keys()).filter((row) => labels[row] !== -1);
  return classificationMetrics(classified, labels, labelled, classCount);
}
