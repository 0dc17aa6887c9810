import { join } from "node:path";
import type { ImageSource } from "../../datasets/images/image-pools.js";
import { InputError } from "../../src/errors.js";
import { selectBackend } from "../../src/nn/backend/backend.js";
import { IMAGE_MODEL_NAMES, type ImageModelName } from "../../src/nn/images/image-model-names.js";
import { LOCALITY_RECORDS, localityGrid } from "../../src/papers/locality-sweeps/locality-grid.js";
import { type LocalityPanel, panelRuns } from "../../src/papers/locality-sweeps/locality-plan.js";
import type { LocalityData } from "../../src/papers/locality-sweeps/locality-run.js";
import {
  type LocalityOutcome,
  summarizeLocality,
} from "../../src/papers/locality-sweeps/locality-summary.js";
import { checkSeed } from "../../src/random.js";
import type { Globals } from "../options/globals.js";
import { interruptSignal } from "../terminal/interrupt.js";

interface LocalityCliOptions {
  readonly data: LocalityData["kind"];
  readonly out: string;
  readonly distance?: readonly number[];
  readonly model: readonly string[];
  readonly regularizer: readonly number[];
  readonly seeds: number;
  readonly images: ImageSource;
  readonly shrink: number;
  readonly canvas?: readonly number[];
  readonly train: number;
  readonly test: number;
  readonly epochs: number;
  readonly perfectEpochs: number;
  readonly batch: number;
  readonly accumulate: number;
  readonly learningRate: number;
  readonly weightDecay: number;
  readonly dropout: number;
  readonly backend: string;
}

/** Sides of the images that can be opened by name. */
const SIDES: Readonly<Record<ImageSource, number>> = { "cifar-10": 32, "fashion-mnist": 28, mnist: 28 };

/** `seprank locality`: trains image networks with and without the locality regulariser, at several distances. */
export async function locality(options: LocalityCliOptions, globals: Globals): Promise<void> {
  const { out: folder, seeds } = options;
  const { console, seed, dataDir } = globals;
  const panels = panelsOf(options);
  if (!(Number.isSafeInteger(seeds) && seeds >= 1))
    throw new InputError(`--seeds: expected an integer >= 1, got ${seeds}`);
  checkSeed(seed);
  // By its own name: what auto stands for may be another one tomorrow.
  const { name: backend } = await selectBackend(options.backend, {
    onMessage: (line) => console.detail(line),
  });
  const numbers = Array.from({ length: seeds }, (_, k) => seed + k);
  const planned = panels.map((panel) => ({ panel, runs: panelRuns(panel, numbers, backend) }));
  const records = await localityGrid(
    planned.flatMap(({ runs }) => runs.map(({ run }) => run)),
    {
      folder,
      dataDir,
      signal: interruptSignal(),
      onProgress: (line) => console.progress(line),
    },
  );
  console.progress(null);
  let next = 0;
  const measured = planned.map(({ panel, runs }) => {
    const outcomes: LocalityOutcome[] = runs.map(({ series, run }) => ({
      series,
      distance: run.distance,
      seed: run.seed,
      result: records[next++].result,
    }));
    return { panel, rows: summarizeLocality(panel, outcomes) };
  });
  // Drawing is heavy to load: after the work, not before.
  const { writeLocality, localityText } = await import("../../src/report/index.js");
  const files = await writeLocality(measured, folder);
  const path = join(folder, LOCALITY_RECORDS);
  console.result(
    `${measured.map((panel) => localityText(panel, console.columns)).join("\n\n")}\n\nruns: ${path}\npicture: ${files.picture}`,
    {
      panels: measured.map(({ panel: { title, data }, rows }) => ({ title, data, rows })),
      files: { ...files, runs: path },
    },
  );
}

/** One panel a model; the first coefficient is what the others are compared with. */
function panelsOf(options: LocalityCliOptions): LocalityPanel[] {
  const { data: kind, model: models, regularizer, distance = [kind === "pathfinder" ? 6 : 0] } = options;
  for (const [name, list] of Object.entries({ distance, model: models, regularizer }))
    if (new Set<unknown>(list).size !== list.length)
      throw new InputError(`--${name}: expected every one once, got ${list.join(",")}`);
  const [first] = [...regularizer].sort((a, b) => a - b);
  const { learningRate, batch, accumulate, epochs, perfectEpochs, weightDecay, dropout } = options;
  return models.map((model) => {
    if (!(IMAGE_MODEL_NAMES as readonly string[]).includes(model))
      throw new InputError(`--model: expected any of ${IMAGE_MODEL_NAMES.join(", ")}, got ${model}`);
    return {
      title: `${kind}, ${model}`,
      data: dataOf(options),
      distances: [...distance].sort((a, b) => a - b),
      series: regularizer.map((coefficient) => ({
        name: `reg ${coefficient}`,
        model: model as ImageModelName,
        coefficient,
        weightDecay,
        dropout,
        ...(coefficient === first ? {} : { against: `reg ${first}` }),
      })),
      training: { learningRate, batchSize: batch, accumulate, maxEpochs: epochs, perfectEpochs },
    };
  });
}

function dataOf({ data, images, shrink, canvas, train, test }: LocalityCliOptions): LocalityData {
  if (canvas !== undefined && canvas.length !== 2)
    throw new InputError(`--canvas: expected height and width, as 28x112, got ${canvas.join("x")}`);
  if (data === "pathfinder") {
    const [height, width] = canvas ?? [224, 224];
    if (height !== width)
      throw new InputError(`--canvas: expected a square for pathfinder, got ${height}x${width}`);
    return { kind: data, size: height, train, test };
  }
  const side = Math.ceil(SIDES[images] / shrink);
  const [height, width] = canvas ?? [side, 8 * side];
  return { kind: data, source: images, shrink, height, width, train, test };
}
