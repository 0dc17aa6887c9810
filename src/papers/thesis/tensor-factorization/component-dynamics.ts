import {
  componentNormsProbe,
  cpFactorization,
  groundTruth,
  huberLoss,
  type Loss,
  sensingTask,
  squareLoss,
  type Task,
} from "../../../factorization/index.js";
import { createRandom, type Random } from "../../../random.js";
import { createTensor, type Tensor } from "../../../tensor/index.js";
import {
  countComparison,
  type EmergenceOutcome,
  errorComparison,
  runEmergence,
  sequenceComparison,
  type Watched,
  watchedPanel,
  writtenComparison,
} from "../../runs/emergence.js";
import type { ExperimentResult, RunExperiment, Scale } from "../../runs/experiment.js";
import { observe } from "../../runs/observe.js";

/** A tensor completed or sensed by a CP factorization, from initializations of several sizes (thesis appendix B.2.2.1). */
export interface ComponentDynamicsPlan {
  readonly title: string;
  readonly shape: readonly number[];
  /** CP rank of the ground truth */
  readonly rank: number;
  /** R */
  readonly componentCount: number;
  readonly observations: number;
  readonly task: "completion" | "sensing";
  /** transition point of Huber's loss; default: the squared error */
  readonly huber?: number;
  /** standard deviations of the initial weights, falling */
  readonly deviations: readonly number[];
  readonly maxIterations: number;
  readonly stopBelow: number;
  readonly reduction: string | null;
}

/** "until the loss reached a value lower than 1e-8"; the authors' program ends after more than 50 checks. */
const CHECKS = 51;
/** Component norms drawn. */
const LARGEST = 10;
/** Reconstruction error that counts as found, as part of the ground truth's norm. */
const FOUND = 1e-2;

/**
 * Figures 2.2, B.1, B.2 and B.3: the components of a CP factorization leave zero one after the other, as many as the ground truth has.
 *
 * Source: thesis section 2.5.1, appendix B.2.
 */
export const componentDynamics =
  (plans: Readonly<Record<Scale, ComponentDynamicsPlan>>): RunExperiment =>
  async (context) => {
    const plan = plans[context.scale];
    const { shape, rank, componentCount, deviations, maxIterations, stopBelow } = plan;
    const random = createRandom(context.seed, "ground truth and observations");
    const truth = groundTruth(cpFactorization(shape, rank), 1, random);
    const factorization = cpFactorization(shape, componentCount);
    const watched: Watched = {
      title: "component norms",
      probe: componentNormsProbe("component norm", factorization.components, LARGEST),
    };
    let task: Task | undefined;
    const outcomes: EmergenceOutcome[] = [];
    for (const deviation of deviations)
      outcomes.push(
        await context.part(`init-${deviation}`, (draft) => {
          task ??= measure(truth, plan, random);
          return runEmergence(
            {
              name: `init ${deviation}`,
              factorization,
              task,
              truth,
              deviation,
              maxIterations,
              stopBelow,
              written: 1,
              checks: CHECKS,
              watched: [watched],
            },
            createRandom(context.seed, `init ${deviation}`),
            context,
            draft,
          );
        }),
      );
    return result(plan, watched, outcomes);
  };

function measure(truth: Tensor, { observations, task, huber }: ComponentDynamicsPlan, random: Random): Task {
  const loss = huber === undefined ? squareLoss : perTransitionPoint(huber);
  if (task === "completion") return observe(truth, observations, loss, random);
  const entries = truth.data.length;
  const deviation = 1 / Math.sqrt(entries); // measurement tensors of expected square norm 1
  const measurements = createTensor(
    [observations, entries],
    Float64Array.from({ length: observations * entries }, () => deviation * random.normal()),
  );
  const values = Float64Array.from({ length: observations }, (_, i) => {
    let sum = 0;
    for (let k = 0; k < entries; k++) sum += measurements.data[i * entries + k] * truth.data[k];
    return sum;
  });
  return sensingTask(truth.shape, { measurements, values }, loss);
}

/**
 * Huber's loss over its transition point, which is nearly the absolute value: the adaptive step does not depend on a loss's scale but for
 * the 1e-6 in its denominator, beside which the gradients of a loss of size 5e-7 would be nothing.
 */
function perTransitionPoint(delta: number): Loss {
  const { name, value, derivative } = huberLoss(delta);
  return {
    name: `${name} / ${delta}`,
    value: (z) => value(z) / delta,
    derivative: (z) => derivative(z) / delta,
  };
}

function result(
  plan: ComponentDynamicsPlan,
  watched: Watched,
  outcomes: readonly EmergenceOutcome[],
): ExperimentResult {
  const { title, rank, reduction } = plan;
  const smallest = outcomes[outcomes.length - 1];
  return {
    reduction,
    figures: [
      {
        name: "figure",
        figure: {
          title,
          subtitle: `${plan.shape.join("x")}, CP rank ${rank}, ${plan.componentCount} components, ${plan.observations} ${plan.task === "sensing" ? "measurements" : "observed entries"}`,
          columns: 2,
          panels: [
            ...outcomes.map((outcome) =>
              watchedPanel(outcome.name, `${LARGEST} largest component norms`, watched, outcome),
            ),
            {
              title: "reconstruction errors",
              x: { title: "iteration" },
              y: { title: "reconstruction error" },
              series: outcomes.map(({ name, trajectory: { columns, values } }) => ({
                name,
                x: values[0],
                y: values[columns.indexOf("reconstruction error")],
              })),
            },
          ],
        },
      },
    ],
    comparisons: [
      countComparison(smallest.name, watched, smallest, rank),
      sequenceComparison(smallest.name, watched, smallest, rank),
      errorComparison(smallest.name, smallest, null, FOUND),
      writtenComparison(smallest.name, smallest, "the first time the loss is below its bound"),
      {
        quantity: "reconstruction error by falling init",
        paper: "falls",
        ours: outcomes.map(({ error }) => error.toPrecision(2)).join(", "),
        criterion: "the smallest init has the least",
        holds: outcomes.every(({ error }) => error >= smallest.error),
      },
    ],
    trajectories: outcomes.map(({ name, trajectory }) => ({ name: name.replace(" ", "-"), trajectory })),
  };
}
