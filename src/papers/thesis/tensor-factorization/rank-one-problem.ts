import {
  type CpFactorization,
  completionTask,
  cpFactorization,
  equalNormInitialization,
  escapeBounds,
  huberLoss,
  type LeadingComponent,
  leadingComponent,
  type Task,
} from "../../../factorization/index.js";
import { scaleSlice } from "../../../factorization/slice.js";
import { attractionOf, gradientAtZero } from "../../../factorization/theory/leading-component.js";
import { type Random, shuffle } from "../../../random.js";
import { frobeniusNorm } from "../../../tensor/rank-measures.js";
import { createTensor, type Tensor } from "../../../tensor/tensor.js";

/** Completion of a random tensor with Huber's loss. */
export interface RankOneProblem {
  readonly name: string;
  readonly shape: readonly number[];
  /** CP rank of the ground truth; 1 where Corollary 3 is looked at too */
  readonly rank: number;
  /** R */
  readonly componentCount: number;
  readonly observations: number;
}

/** Observed values are at least this part of their root mean square, so that Huber's transition point can be below all of them. */
export const LEAST_VALUE = 0.1;
/** Size of the components but the leading one, in parts of what Assumption 3 allows. */
const MARGIN = 0.9;
/** Random directions among which the leading component has the one that is attracted most. */
const DIRECTIONS = 200;

/** One draw of a problem: all that Theorem 4 speaks of. */
export interface DrawnProblem {
  readonly factorization: CpFactorization;
  readonly task: Task;
  readonly truth: Tensor;
  readonly delta: number;
  readonly radius: number;
  /** a, balanced, scaled so that alpha = 1 is within the reference sphere */
  readonly start: Float64Array;
  readonly leading: LeadingComponent;
  /** time in which a component of norm rho would be infinite at the leading one's attraction */
  readonly unit: number;
}

/** A problem that meets Assumptions 1 to 3. */
export function drawProblem(
  { shape, rank, componentCount, observations }: RankOneProblem,
  random: Random,
): DrawnProblem {
  const factorization = cpFactorization(shape, componentCount);
  const steps = shape.map((_, n) => shape.slice(n + 1).reduce((product, size) => product * size, 1));
  let truth: Tensor;
  let candidates: number[];
  do {
    truth = drawTruth(shape, rank, random);
    const { data } = truth;
    // Entries of mean square 1; those too small for Assumption 1 are not observed, and a tensor with too few others is drawn anew.
    candidates = Array.from(data.keys()).filter((e) => Math.abs(data[e]) >= LEAST_VALUE);
  } while (candidates.length < observations);
  candidates = shuffle(candidates, random).slice(0, observations);
  const { data } = truth;
  const values = candidates.map((e) => data[e]);
  const least = Math.min(...values.map(Math.abs));
  const delta = least / 2;
  const radius = least / 4;
  const task = completionTask(
    shape,
    { indices: candidates.map((e) => shape.map((size, n) => Math.floor(e / steps[n]) % size)), values },
    huberLoss(delta),
  );
  const start = leadingStart(factorization, task, random);
  const size = 0.99 * (radius / componentCount) ** (1 / shape.length);
  const scaled = start.map((value) => size * value);
  const leading = leadingComponent(factorization, task, scaled);
  if (leading === undefined) throw new Error("rank-one-trajectory: expected a leading component, got none");
  const { time } = escapeBounds(
    { ...leading, norms: leading.norms.map(() => radius ** (1 / shape.length)) },
    1,
  );
  return { factorization, task, truth, delta, radius, start: scaled, leading, unit: time };
}

/** Of mean square 1, a sum of components whose vectors have entries of random sign and sizes uniform in [0.6, 1.4]. */
function drawTruth(shape: readonly number[], rank: number, random: Random): Tensor {
  const model = cpFactorization(shape, rank);
  const { data } = model.endTensor(
    Float64Array.from(
      { length: model.weightCount },
      () => (random.uniform() < 0.5 ? -1 : 1) * (0.6 + 0.8 * random.uniform()),
    ),
  );
  const deviation = frobeniusNorm(data) / Math.sqrt(data.length);
  return createTensor(
    shape,
    data.map((value) => value / deviation),
  );
}

/** Balanced random components, of which the first is attracted and the others are small enough for Assumption 3. */
function leadingStart(factorization: CpFactorization, task: Task, random: Random): Float64Array {
  const { components, shape } = factorization;
  const single = cpFactorization(shape, 1);
  const gradient = gradientAtZero(single, task);
  const attraction = (weights: Float64Array) => attractionOf(single, gradient, weights, 0);
  let first = unitComponent(single, random);
  for (let k = 1; k < DIRECTIONS; k++) {
    const other = unitComponent(single, random);
    if (attraction(other) > attraction(first)) first = other;
  }
  const allowed = (attraction(first) / frobeniusNorm(gradient.data)) ** (1 / (shape.length - 2));
  const start = new Float64Array(factorization.weightCount);
  components.forEach((slices, r) => {
    const vectors = r === 0 ? first : unitComponent(single, random);
    // Of different sizes, the largest at the margin.
    const size = r === 0 ? 1 : MARGIN * allowed * (r === 1 ? 1 : random.uniform());
    slices.forEach(({ offset, stride, length }, n) => {
      for (let d = 0; d < length; d++)
        start[offset + d * stride] = size * vectors[single.components[0][n].offset + d];
    });
  });
  return start;
}

/** The vectors of a component, random, each of norm 1. */
export function unitComponent(single: CpFactorization, random: Random): Float64Array {
  const weights = equalNormInitialization(single, 1, random);
  for (const slice of single.components[0]) scaleSlice(weights, slice, 1);
  return weights;
}
