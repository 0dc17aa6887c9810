import { walkIndexCliques } from "../../../../datasets/graphs/walk-index-cliques.js";
import { type ImageSet, openImageSet } from "../../../../datasets/images/image-set.js";
import { meanDeviation } from "../../../evaluate/statistics/mean-deviation.js";
import { graphCollection } from "../../../evaluate/trials/graph-collection.js";
import { buildAdjacency } from "../../../graph/adjacency.js";
import type { GraphDataset } from "../../../graph/dataset.js";
import { decodeCheckpoint, encodeCheckpoint } from "../../../nn/training/checkpoint.js";
import type { GraphTask } from "../../../nn/training/task.js";
import { trainGraphClassifier } from "../../../nn/training/train.js";
import type { Comparison, ExperimentContext, ExperimentResult, Scale } from "../../runs/experiment.js";

const WALK_INDICES = ["low", "high"] as const;
type WalkIndex = (typeof WALK_INDICES)[number];

/** Appendix D.6.2.1: width and depth for all, a learning rate for each. */
const PROTOCOL = Object.freeze({
  layers: 3,
  hidden: 16,
  weightDecay: 0,
  loss: "binary-cross-entropy",
  readout: "mean",
  monitor: "train",
  patience: 1000,
  minImprovement: 0.01,
} as const);

interface Row {
  readonly model: string;
  readonly title: string;
  readonly learningRate: number;
  /** as printed in Table 5.1 */
  readonly paper: Readonly<Record<WalkIndex, { readonly train: string; readonly test: string }>>;
}

const ROWS: readonly Row[] = Object.freeze([
  {
    model: "gcn",
    title: "GCN",
    learningRate: 5e-3,
    paper: {
      low: { train: "70.4 ± 1.7", test: "52.7 ± 1.9" },
      high: { train: "81.4 ± 2.0", test: "66.2 ± 1.1" },
    },
  },
  {
    model: "gat",
    title: "GAT",
    learningRate: 5e-3,
    paper: {
      low: { train: "82.8 ± 2.6", test: "69.6 ± 0.6" },
      high: { train: "88.5 ± 1.1", test: "72.1 ± 1.2" },
    },
  },
  {
    model: "gin-0",
    title: "GIN",
    learningRate: 1e-2,
    paper: {
      low: { train: "83.2 ± 0.8", test: "53.7 ± 1.8" },
      high: { train: "94.2 ± 0.8", test: "64.8 ± 1.4" },
    },
  },
]);

/** How much of the protocol a scale runs. */
export interface Table51Size {
  readonly trainGraphs: number;
  readonly testGraphs: number;
  readonly runs: number;
  readonly epochs: number;
}

// Small still needs many graphs: of 2000, in 600 epochs, GIN fits either data set wholly, and two runs of GAT fit the one of
// low walk index better (90.7 against 87.1 %); the order is one of data that cannot be learned by heart.
const SIZES: Readonly<Record<Scale, Table51Size>> = Object.freeze({
  full: { trainGraphs: 10_000, testGraphs: 2000, runs: 5, epochs: 10_000 },
  small: { trainGraphs: 5000, testGraphs: 1000, runs: 5, epochs: 300 },
});

/** What one run measures; the training accuracy is that of the training pass of the best epoch. */
export interface Table51Run {
  readonly trainAccuracy: number;
  readonly testAccuracy: number;
  readonly bestEpoch: number;
  readonly epochs: number;
}

/** Table 5.1: accuracy of GCN, GAT and GIN where the essential partition has a low, or a high, walk index. */
export function run(context: ExperimentContext): Promise<ExperimentResult> {
  return runTable51(context, SIZES[context.scale]);
}

/** The same at any size, and with given images in place of Fashion-MNIST. */
export async function runTable51(
  context: ExperimentContext,
  size: Table51Size,
  images?: Readonly<Record<"train" | "test", ImageSet>>,
): Promise<ExperimentResult> {
  const { dataDir, seed, backend, signal, onProgress, part } = context;
  const train = images?.train ?? (await openImageSet("fashion-mnist", "train", dataDir));
  const test = images?.test ?? (await openImageSet("fashion-mnist", "test", dataDir));
  const measured = new Map<string, Table51Run[]>();
  for (let k = 0; k < size.runs; k++)
    for (const walkIndex of WALK_INDICES) {
      const draw = (set: ImageSet, graphs: number, stream: number) =>
        walkIndexCliques(set, { graphs, walkIndex, seed: 2 * seed + stream });
      const task = taskOf(draw(train, size.trainGraphs, 0), draw(test, size.testGraphs, 1));
      for (const { model, title, learningRate } of ROWS) {
        const result = await part(`${model}-${walkIndex}-${k}`, async (draft): Promise<Table51Run> => {
          const kept = await draft.read<string>();
          const { best, testAccuracy, bestEpoch, epochs } = await trainGraphClassifier(task, {
            ...PROTOCOL,
            model,
            learningRate,
            epochs: size.epochs,
            seed: seed + k,
            backend,
            signal,
            resume: kept === undefined ? undefined : decodeCheckpoint(Buffer.from(kept, "base64")).checkpoint,
            onCheckpoint: (checkpoint) =>
              draft.write(Buffer.from(encodeCheckpoint(checkpoint, "")).toString("base64")),
            onEpoch: ({ epoch, trainAccuracy }) =>
              onProgress(
                `${title}, ${walkIndex} walk index, run ${k + 1} of ${size.runs}: epoch ${epoch}, train accuracy ${percent(trainAccuracy)} %`,
              ),
          });
          return { trainAccuracy: best.trainAccuracy, testAccuracy, bestEpoch, epochs };
        });
        const key = `${model} ${walkIndex}`;
        measured.set(key, [...(measured.get(key) ?? []), result]);
      }
    }
  return summarizeTable51((model, walkIndex) => measured.get(`${model} ${walkIndex}`) ?? [], size);
}

/** Train and test graphs as one task, the train graphs first. */
function taskOf(train: GraphDataset, test: GraphDataset): GraphTask {
  const [first, second] = [train, test].map(graphCollection);
  const shift = first.adjacency.vertexCount;
  const vertexCount = shift + second.adjacency.vertexCount;
  const ends = (end: "sources" | "targets") => concat(first.adjacency[end], second.adjacency[end], shift);
  const values = new Float32Array(first.features.values.length + second.features.values.length);
  values.set(first.features.values);
  values.set(second.features.values, first.features.values.length);
  const trainGraphs = first.labels.length;
  const labels = new Int32Array(trainGraphs + second.labels.length);
  labels.set(first.labels);
  labels.set(second.labels, trainGraphs);
  return {
    adjacency: buildAdjacency({ vertexCount, sources: ends("sources"), targets: ends("targets") }).adjacency,
    offsets: concat(first.offsets, second.offsets.subarray(1), shift),
    features: { kind: "dense", rows: vertexCount, columns: first.features.columns, values },
    labels,
    classCount: 2,
    split: {
      train: Uint32Array.from({ length: trainGraphs }, (_, g) => g),
      validation: new Uint32Array(0),
      test: Uint32Array.from(second.labels, (_, g) => trainGraphs + g),
    },
  };
}

function concat(first: Uint32Array, second: Uint32Array, shift: number): Uint32Array {
  const joined = new Uint32Array(first.length + second.length);
  joined.set(first);
  joined.set(
    second.map((value) => value + shift),
    first.length,
  );
  return joined;
}

/** The table and the comparisons; the criterion is the thesis's: higher walk index, higher train accuracy. */
export function summarizeTable51(
  runsOf: (model: string, walkIndex: WalkIndex) => readonly Table51Run[],
  { trainGraphs, testGraphs, runs, epochs }: Table51Size,
): ExperimentResult {
  const full = SIZES.full;
  const reduced = trainGraphs !== full.trainGraphs || runs !== full.runs || epochs !== full.epochs;
  const table: (string | number)[][] = [];
  const comparisons: Comparison[] = [];
  for (const { model, title, paper } of ROWS) {
    const means = { low: 0, high: 0 };
    for (const measure of ["train", "test"] as const) {
      const cells: string[] = [];
      for (const walkIndex of WALK_INDICES) {
        const values = runsOf(model, walkIndex).map(
          (result) => 100 * (measure === "train" ? result.trainAccuracy : result.testAccuracy),
        );
        const { mean, deviation } = meanDeviation(values);
        const ours = deviation === null ? mean.toFixed(1) : `${mean.toFixed(1)} ± ${deviation.toFixed(1)}`;
        cells.push(ours, paper[walkIndex][measure]);
        comparisons.push({
          quantity: `${title}, ${walkIndex} walk index: ${measure} accuracy (%)`,
          paper: paper[walkIndex][measure],
          ours,
        });
        if (measure === "train") means[walkIndex] = mean;
      }
      table.push([title, measure, ...cells]);
    }
    const [paperLow, paperHigh] = WALK_INDICES.map((name) => Number.parseFloat(paper[name].train));
    comparisons.push({
      quantity: `${title}: train accuracy, high above low walk index (points)`,
      paper: Number((paperHigh - paperLow).toFixed(1)),
      ours: Number((means.high - means.low).toFixed(1)),
      criterion: "above 0",
      holds: means.high > means.low,
    });
  }
  return {
    reduction: reduced
      ? `${trainGraphs} train and ${testGraphs} test graphs in place of ${full.trainGraphs} and ${full.testGraphs}, at most ${epochs} epochs in place of ${full.epochs}, ${runs} ${runs === 1 ? "run" : "runs"} in place of ${full.runs}`
      : null,
    figures: [],
    tables: [
      {
        title: "Table 5.1: accuracy (%) by walk index of the essential partition",
        header: ["model", "accuracy", "low", "low, paper", "high", "high, paper"],
        rows: table,
      },
    ],
    comparisons,
  };
}

function percent(fraction: number): string {
  return (100 * fraction).toFixed(1);
}
