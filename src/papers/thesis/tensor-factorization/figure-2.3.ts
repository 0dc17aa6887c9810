import { meanDeviation } from "../../../evaluate/statistics/mean-deviation.js";
import { adam, cpFactorization, gaussianInitialization } from "../../../factorization/index.js";
import type { Panel, Series } from "../../../figure.js";
import { createRandom, shuffle } from "../../../random.js";
import {
  type BinaryImageParts,
  IMAGE_SETS,
  meanSquaredError,
  oneAgainstAll,
  openBinaryImages,
  randomVariant,
  VARIANTS,
  type Variant,
} from "../../runs/binary-images.js";
import { createBinaryPredictor } from "../../runs/binary-predictor.js";
import type {
  Comparison,
  Experiment,
  ExperimentContext,
  RunExperiment,
  Scale,
} from "../../runs/experiment.js";

/** What is fitted (thesis appendix B.2.2.2). */
export interface Figure23Plan {
  readonly ranks: readonly number[];
  readonly classes: readonly number[];
  /** images at most */
  readonly most: { readonly train: number; readonly test: number };
  readonly batchSize: number;
  readonly maxIterations: number;
  readonly reduction: string | null;
}

const FULL: Figure23Plan = {
  ranks: Array.from({ length: 15 }, (_, k) => k + 1),
  classes: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  most: { train: 60_000, test: 10_000 },
  batchSize: 5000,
  maxIterations: 10_000,
  reduction: null,
};

export const FIGURE_2_3_PLANS: Readonly<Record<Scale, Figure23Plan>> = Object.freeze({
  full: FULL,
  small: {
    ranks: [1, 2],
    classes: [0, 1],
    most: { train: 8000, test: 2000 },
    batchSize: 2000,
    maxIterations: 400,
    reduction:
      "ranks 1 and 2 (paper: 1 to 15), classes 0 and 1 (paper: all ten), 8000 and 2000 images (paper: 60000 and 10000), batches of 2000 (paper: 5000), 400 iterations (paper: 10000)",
  },
});

const LEARNING_RATE = 5e-4;
const STOP_BELOW = 1e-8;
const DEVIATION = 1e-3;
/** "label values (0 or 1) were scaled up by two during optimization" */
const SCALE = 2;
const CLIP = 1;
/** Iterations between turns of the event loop. */
const BETWEEN_BREATHS = 20;

interface Fit {
  readonly train: number;
  readonly test: number;
}

/** Data set, variant and rank, with a fit for every class. */
interface Cell {
  readonly variant: Variant;
  readonly rank: number;
  readonly fits: readonly Fit[];
}

/** Figure 2.3: how well predictors of tensor rank k fit images, and the same images made random. Source: thesis section 2.5.2. */
export const figure23 =
  (plans: Readonly<Record<Scale, Figure23Plan>>): RunExperiment =>
  async (context) => {
    const plan = plans[context.scale];
    const panels: Panel[] = [];
    const comparisons: Comparison[] = [];
    const origins: string[] = [];
    for (const { folder, title } of IMAGE_SETS) {
      const task = await openBinaryImages(folder, plan.most, context.dataDir);
      origins.push(`${title}: ${task.origin}`);
      const cells: Cell[] = [];
      for (const variant of VARIANTS) {
        const own = randomVariant(task, variant, createRandom(context.seed, `${folder} ${variant}`));
        for (const rank of plan.ranks) {
          const fits: Fit[] = [];
          for (const label of plan.classes) {
            const name = `${folder}-${variant.replace(" ", "-")}-rank-${rank}-class-${label}`;
            fits.push(
              await context.part(name, () => fitTask({ name, images: own, rank, label }, plan, context)),
            );
          }
          cells.push({ variant, rank, fits });
        }
      }
      panels.push(panel(title, cells));
      comparisons.push(...compareVariants(title, cells));
    }
    return {
      reduction: [...(plan.reduction === null ? [] : [plan.reduction]), ...origins].join("; "),
      figures: [
        {
          name: "figure",
          figure: {
            title: "How well predictors of low tensor rank fit images",
            subtitle: `one class against all, ${plan.classes.length} classes; means and standard deviations over classes; 0.09 is the label's variance`,
            panels,
          },
        },
      ],
      comparisons,
    };
  };

/** One class of some images against all others, for a predictor of one rank. */
interface FitTask {
  readonly name: string;
  readonly images: BinaryImageParts;
  readonly rank: number;
  readonly label: number;
}

async function fitTask(
  { name, images: { train, test }, rank, label }: FitTask,
  { batchSize, maxIterations }: Figure23Plan,
  { seed, breathe, onProgress }: ExperimentContext,
): Promise<Fit> {
  const random = createRandom(seed, name);
  const { variables } = train;
  const predictor = createBinaryPredictor(variables, rank);
  const modes = new Array<number>(variables).fill(2);
  const weights = gaussianInitialization(cpFactorization(modes, rank), DEVIATION, random).map(
    (deviation) => 1 + deviation,
  );
  const gradient = new Float64Array(weights.length);
  const optimizer = adam(LEARNING_RATE);
  const state = new Float64Array(optimizer.stateLength(weights.length));
  const seen = oneAgainstAll(train, label, SCALE);
  const order = Uint32Array.from({ length: train.count }, (_, i) => i);
  let next = order.length;
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    if (next >= order.length) {
      shuffle(order, random);
      next = 0;
    }
    const batch = order.subarray(next, next + batchSize);
    next += batchSize;
    const loss = predictor.valueAndGradient(weights, gradient, seen, batch);
    if (loss < STOP_BELOW) break;
    optimizer.step(weights, gradient, state);
    if (iteration % BETWEEN_BREATHS === 0) {
      await breathe();
      onProgress(`${name}: iteration ${iteration}, loss ${loss.toPrecision(3)}`);
    }
  }
  const error = (data: BinaryImageParts["train"], clip?: number) =>
    meanSquaredError(
      predictor.predict(weights, oneAgainstAll(data, label, 1)).map((value) => value / SCALE),
      oneAgainstAll(data, label, 1).targets,
      clip,
    );
  return { train: error(train), test: error(test, CLIP) };
}

function panel(title: string, cells: readonly Cell[]): Panel {
  return {
    title,
    x: { title: "tensor rank" },
    y: { title: "mean squared error" },
    series: VARIANTS.flatMap((variant) =>
      (["train", "test"] as const).map((part): Series => {
        const own = cells.filter((cell) => cell.variant === variant);
        const found = own.map(({ fits }) => meanDeviation(fits.map((fit) => fit[part])));
        return {
          name: `${variant} (${part})`,
          x: own.map(({ rank }) => rank),
          y: found.map(({ mean }) => mean),
          low: found.map(({ mean, deviation }) => mean - (deviation ?? 0)),
          high: found.map(({ mean, deviation }) => mean + (deviation ?? 0)),
          mark: "line-points",
        };
      }),
    ),
  };
}

/** Whether the least rank fits, and predicts, the images far better than their random variants. */
export function compareVariants(title: string, cells: readonly Cell[]): Comparison[] {
  const least = Math.min(...cells.map(({ rank }) => rank));
  return (["train", "test"] as const).map((part) => {
    const [original, ...random] = VARIANTS.map((variant) => {
      const cell = cells.find((one) => one.variant === variant && one.rank === least);
      return meanDeviation((cell?.fits ?? []).map((fit) => fit[part])).mean;
    });
    return {
      quantity: `${title}: ${part} error at rank ${least}: ${VARIANTS.join(", ")}`,
      paper: "accurate; close to the label's variance 0.09",
      ours: [original, ...random].map((value) => value.toPrecision(3)).join(", "),
      criterion: "the original's below half of either random one's",
      holds: random.every((value) => original < value / 2),
    };
  });
}

export const FIGURE_2_3: Experiment = Object.freeze({
  title: "Images are fitted by predictors of low tensor rank, random ones are not",
  source: "thesis Figure 2.3, section 2.5.2, appendix B.2.2.2",
  data: ["mnist", "fashion-mnist"],
  plan: 2,
  load: async () => figure23(FIGURE_2_3_PLANS),
});
