import { basename, join, resolve } from "node:path";
import { InputError, InterruptedError } from "../../src/errors.js";
import { loadPlugin } from "../../src/evaluate/plugins/load-plugin.js";
import { recommend as runPilot } from "../../src/evaluate/recommend/recommend.js";
import { recommendByStructure } from "../../src/evaluate/recommend/recommend-structure.js";
import { RESULTS_FILE, readResults } from "../../src/evaluate/records/results-file.js";
import { makeFolder, STANDARD_INPUT, writeFileAtomic } from "../../src/files.js";
import type { SplitChoice } from "../../src/nn/training/split-choices.js";
import { loadGraph } from "../files/load-graph.js";
import { defaultJobs } from "../options/default-jobs.js";
import type { Globals } from "../options/globals.js";
import type { GraphOptions } from "../options/graph-argument.js";
import type { HyperparameterOptions } from "../options/hyperparameter-options.js";
import { hyperparameterOverrides } from "../options/hyperparameters.js";
import { sureCommand } from "../options/sure-command.js";
import { interruptSignal } from "../terminal/interrupt.js";
import { shortName } from "../terminal/sweep-progress.js";

interface RecommendOptions extends GraphOptions, HyperparameterOptions {
  readonly minutes: number;
  readonly model: string;
  readonly methods: readonly string[];
  readonly out?: string;
  readonly split: SplitChoice;
  readonly plugin?: string;
  readonly jobs?: number;
}

/** The name of the answer's file within the folder. */
const ANSWER_FILE = "recommendation.json";

/** `seprank recommend`: runs a pilot within a time, and says what to prune with, how far, and how sure that is. */
export async function recommend(graph: string, options: RecommendOptions, globals: Globals): Promise<void> {
  const { console, seed } = globals;
  if (!(options.minutes > 0))
    throw new InputError(`--minutes: expected a number > 0, got ${options.minutes}`);
  const budget = 60 * options.minutes;
  const signal = interruptSignal();
  const plugin = options.plugin === undefined ? undefined : await loadPlugin(options.plugin);
  const { dataset, sha256 } = await loadGraph(graph, options, globals);
  const { vertexCount: vertices, edgeCount: edges } = dataset.adjacency;
  const input = { name: dataset.name, sha256, vertices, edges };
  if (dataset.features === null || dataset.labels === null) {
    const missing = [
      ...(dataset.features === null ? ["features"] : []),
      ...(dataset.labels === null ? ["labels"] : []),
    ];
    const answer = await recommendByStructure(dataset.adjacency, {
      budget,
      methods: ["random", ...options.methods.filter((method) => method !== "random")],
      seed,
      signal,
      onMethod: (method) => console.progress(`structure: ${method}`),
    });
    console.progress(null);
    const { structureRecommendationText } = await import("../../src/report/tables/recommendation-text.js");
    return console.result(structureRecommendationText(answer, { input, missing, columns: console.columns }), {
      input,
      by: "structure",
      missing,
      ...answer,
    });
  }
  const folder = options.out ?? folderOf(graph);
  const { jobs = defaultJobs() } = options;
  const begun = performance.now();
  let finished = 0;
  const show = (what: string) =>
    console.progress(
      () =>
        `${finished} trials, ${Math.round((performance.now() - begun) / 1000)} of ${Math.round(budget)} s | ${what}`,
    );
  show("starting");
  try {
    const answer = await runPilot(
      {
        dataset,
        sha256,
        model: options.model,
        methods: options.methods,
        backend: options.backend,
        hyperparameters: hyperparameterOverrides(options),
        split: options.split,
        plugin,
        seed,
      },
      {
        folder,
        jobs,
        budget,
        signal,
        onEpoch: (trial, { epoch }) => show(`${shortName(trial)}: epoch ${epoch}`),
        onTrial: (record) => {
          finished++;
          if (record.outcome === "failed")
            console.warn(`trial failed (${shortName(record)}): ${record.error}`);
          else console.detail(`${shortName(record)}: ${record.testAccuracy.toFixed(4)}`);
          show(shortName(record));
        },
      },
    );
    console.progress(null);
    const command = sureCommand(graph, options, answer.sure, {
      dataDir: globals.dataDir,
      folder: join(folder, "sure"),
    });
    const document = {
      input,
      by: "accuracy",
      ...answer,
      command,
      files: { results: join(folder, RESULTS_FILE) },
    };
    // The time may have ended before the first trial made the folder.
    await makeFolder(folder);
    await writeFileAtomic(
      join(folder, ANSWER_FILE),
      new TextEncoder().encode(`${JSON.stringify(document, null, 2)}\n`),
    );
    const { recommendationText } = await import("../../src/report/tables/recommendation-text.js");
    console.result(recommendationText(answer, { input, command, columns: console.columns }), document);
    if (answer.choice === null)
      throw new Error(
        `no method finished its first trials in ${options.minutes} min (${answer.trials.failed} failed); raise --minutes, or lower --epochs`,
      );
  } catch (error) {
    if (!(error instanceof InterruptedError)) throw error;
    const { path, records } = await readResults(folder);
    const kept = records.filter(({ outcome }) => outcome === "ok").length;
    throw new InterruptedError(
      `interrupted; ${kept} trials are kept in ${path}, the same command goes on from there`,
    );
  }
}

/** Where trials are kept, unless the command says: by the graph's name, in the folder where the command is run. */
function folderOf(graph: string): string {
  const name = graph === STANDARD_INPUT ? "stdin" : basename(resolve(graph));
  return `recommend-${name.replace(/[^\w.-]+/g, "_")}`;
}
