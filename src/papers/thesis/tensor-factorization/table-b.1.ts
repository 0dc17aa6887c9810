import { CholeskyDecomposition, Matrix } from "ml-matrix";
import { meanDeviation } from "../../../evaluate/statistics/mean-deviation.js";
import { createRandom } from "../../../random.js";
import {
  type BinaryImageParts,
  type BinaryImages,
  IMAGE_SETS,
  meanSquaredError,
  oneAgainstAll,
  openBinaryImages,
  randomVariant,
  VARIANTS,
} from "../../runs/binary-images.js";
import type { Comparison, Experiment, RunExperiment, Scale } from "../../runs/experiment.js";

/** What is fitted (thesis appendix B.2.2.2). */
export interface TableB1Plan {
  readonly classes: readonly number[];
  readonly most: { readonly train: number; readonly test: number };
  readonly reduction: string | null;
}

const FULL: TableB1Plan = {
  classes: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  most: { train: 60_000, test: 10_000 },
  reduction: null,
};

export const TABLE_B_1_PLANS: Readonly<Record<Scale, TableB1Plan>> = Object.freeze({
  full: FULL,
  small: {
    ...FULL,
    most: { train: 8000, test: 2000 },
    reduction: "8000 and 2000 images (paper: 60000 and 10000)",
  },
});

const ALPHA = 0.5;
const CLIP = 1;
/** How far a mean may be from the paper's. */
const TOLERANCE = 0.25;

/** Means as printed in Table B.1, [train, test] by data set and variant. */
const PAPER: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
  mnist: [
    [3.9e-2, 3.92e-2],
    [8.88e-2, 9.11e-2],
    [8.89e-2, 9.09e-2],
  ],
  "fashion-mnist": [
    [4.09e-2, 4.24e-2],
    [8.88e-2, 9.12e-2],
    [8.88e-2, 9.11e-2],
  ],
};

/** Table B.1: linear predictors on the tasks of Figure 2.3, by ridge regression. Source: thesis appendix B.2. */
export const tableB1 =
  (plans: Readonly<Record<Scale, TableB1Plan>>): RunExperiment =>
  async (context) => {
    const plan = plans[context.scale];
    const comparisons: Comparison[] = [];
    const origins: string[] = [];
    for (const { folder, title } of IMAGE_SETS) {
      const task = await openBinaryImages(folder, plan.most, context.dataDir);
      origins.push(`${title}: ${task.origin}`);
      for (const [v, variant] of VARIANTS.entries()) {
        const errors = await context.part(`${folder}-${variant.replace(" ", "-")}`, () =>
          linearErrors(
            randomVariant(task, variant, createRandom(context.seed, `${folder} ${variant}`)),
            plan.classes,
          ),
        );
        for (const [p, part] of (["train", "test"] as const).entries())
          comparisons.push(
            linearComparison(`${title}, ${variant}: ${part} error`, PAPER[folder][v][p], errors[part]),
          );
      }
    }
    return {
      reduction: [...(plan.reduction === null ? [] : [plan.reduction]), ...origins].join("; "),
      figures: [],
      comparisons,
    };
  };

/** Whether a mean over classes is near the paper's. */
export function linearComparison(quantity: string, paper: number, errors: readonly number[]): Comparison {
  const { mean, deviation } = meanDeviation(errors);
  return {
    quantity: `${quantity} (deviation over classes ${(deviation ?? 0).toPrecision(2)})`,
    paper,
    ours: Number(mean.toPrecision(4)),
    criterion: `within ${TOLERANCE * 100} % of the paper's`,
    holds: Math.abs(mean - paper) <= TOLERANCE * paper,
  };
}

/**
 * Mean squared errors of ridge regressions of every class against all, with an intercept: weights (X^T X + alpha I)^-1 X^T y of centred
 * pixels and labels.
 *
 * Complexity: O(images * set pixels^2 + pixels^3).
 */
export function linearErrors({ train, test }: BinaryImageParts, classes: readonly number[]) {
  const { count, variables, bits } = train;
  const gram = Matrix.zeros(variables, variables);
  const moments = Matrix.zeros(variables, classes.length);
  const pixelMeans = new Float64Array(variables);
  const targets = classes.map((label) => oneAgainstAll(train, label, 1).targets);
  const labelMeans = targets.map((values) => values.reduce((sum, y) => sum + y, 0) / count);
  for (let i = 0; i < count; i++) {
    const set = setPixels(bits, i, variables);
    for (const a of set) {
      pixelMeans[a] += 1 / count;
      for (const b of set) gram.set(a, b, gram.get(a, b) + 1);
      for (let c = 0; c < classes.length; c++)
        if (targets[c][i] === 1) moments.set(a, c, moments.get(a, c) + 1);
    }
  }
  for (let a = 0; a < variables; a++) {
    for (let b = 0; b < variables; b++)
      gram.set(a, b, gram.get(a, b) - count * (pixelMeans[a] * pixelMeans[b]) + (a === b ? ALPHA : 0));
    for (let c = 0; c < classes.length; c++)
      moments.set(a, c, moments.get(a, c) - count * pixelMeans[a] * labelMeans[c]);
  }
  const weights = new CholeskyDecomposition(gram).solve(moments);
  const errors = (images: BinaryImages, clip?: number) =>
    classes.map((label, c) => {
      const { targets: wanted } = oneAgainstAll(images, label, 1);
      const intercept = pixelMeans.reduce((rest, mean, a) => rest - mean * weights.get(a, c), labelMeans[c]);
      const predicted = wanted.map((_, i) =>
        setPixels(images.bits, i, variables).reduce((sum, a) => sum + weights.get(a, c), intercept),
      );
      return meanSquaredError(predicted, wanted, clip);
    });
  return { train: errors(train), test: errors(test, CLIP) };
}

function setPixels(bits: Uint8Array, image: number, variables: number): number[] {
  const set: number[] = [];
  for (let a = 0; a < variables; a++) if (bits[image * variables + a] === 1) set.push(a);
  return set;
}

export const TABLE_B_1: Experiment = Object.freeze({
  title: "The same images fitted by linear predictors",
  source: "thesis Table B.1, appendix B.2.2.2",
  data: ["mnist", "fashion-mnist"],
  load: async () => tableB1(TABLE_B_1_PLANS),
});
