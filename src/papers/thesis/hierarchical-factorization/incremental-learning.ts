import {
  componentNormsProbe,
  cpFactorization,
  type Factorization,
  groundTruth,
  type HierarchicalFactorization,
  hierarchicalFactorization,
  type MatrixFactorization,
  matrixFactorization,
  rankOneSensingTask,
  singularValuesProbe,
  squareLoss,
  type Task,
} from "../../../factorization/index.js";
import { createRandom, type Random } from "../../../random.js";
import { createTensor, perfectModeTree, type Tensor } from "../../../tensor/index.js";
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
import type { ExperimentContext, ExperimentResult, RunExperiment, Scale } from "../../runs/experiment.js";
import { observe } from "../../runs/observe.js";

/** A factorization of one of the three kinds, the ground truth it is to find and what it sees of it. */
export interface IncrementalPlan {
  readonly kind: "matrix" | "tensor" | "hierarchical";
  readonly shape: readonly number[];
  /** of the ground truth: matrix rank, CP rank, or the number of local components at every node */
  readonly rank: number;
  /** hidden sizes, R, or local components at every interior node */
  readonly width: number;
  /** children of a node of the perfect mode tree; default 2 */
  readonly arity?: number;
  readonly observations: number;
  /** entries, or inner products with rank-one measurement tensors; default entries */
  readonly measured?: "entries" | "rank-one";
  readonly deviation: number;
  readonly maxIterations: number;
  /** default 5e-5, the paper's */
  readonly stopBelow?: number;
  /** eta of the adaptive step; default 1e-2, the paper's */
  readonly learningRate?: number;
  /** in the denominator of the step; default 1e-6, the paper's */
  readonly offset?: number;
  /** reconstruction error in the paper, null where it gives none */
  readonly paperError: number | null;
  /** how it differs from the paper's, null where it does not */
  readonly reduction: string | null;
}

const LARGEST = 10;
/** "until the loss remained under 5e-5 for 100 iterations in a row"; the authors' programs end after more than 100 checks. */
const WRITTEN = 100;
const CHECKS = 101;
/** Depth of the matrix factorization. */
const DEPTH = 3;
/** "Within twice the paper's error"; where the paper gives none, twice that of its Figure 3.1 (right). */
const DEFAULT_ERROR = 0.005;

interface Prepared {
  readonly factorization: Factorization;
  readonly truth: Tensor;
  readonly watched: readonly Watched[];
}

/**
 * Figure 3.1: singular values, components and local components leave zero one after the other.
 *
 * Source: thesis Figure 3.1, appendix C.4.2.1.
 *
 * @param plans the three panels, by scale
 */
export const figure31 =
  (plans: Readonly<Record<Scale, readonly IncrementalPlan[]>>): RunExperiment =>
  async (context) => {
    const found: Found[] = [];
    for (const plan of plans[context.scale]) found.push(await run(plan, context));
    return {
      reduction: reductionOf(plans[context.scale]),
      figures: [
        {
          name: "figure",
          figure: {
            title: "Incremental learning of rank",
            subtitle: found.map(({ plan }) => describe(plan)).join("; "),
            panels: found.map(({ plan, watched, outcome }) =>
              watchedPanel(`${plan.kind} factorization`, watched[0].title.split(",")[0], watched[0], outcome),
            ),
          },
        },
      ],
      comparisons: found.flatMap(compare),
      trajectories: found.map(({ plan, outcome: { trajectory } }) => ({ name: plan.kind, trajectory })),
    };
  };

/**
 * Figures C.2, C.3 and C.4: local components at the root and below it, and singular values of matricizations by a node of the mode tree
 * and by modes that are none.
 *
 * Source: thesis appendix C.4.
 */
export const localComponents =
  (plans: Readonly<Record<Scale, IncrementalPlan>>): RunExperiment =>
  async (context): Promise<ExperimentResult> => {
    const plan = plans[context.scale];
    const found = await run(plan, context);
    return {
      reduction: reductionOf([plan]),
      figures: [
        {
          name: "figure",
          figure: {
            title: "Local components are learned one after the other",
            subtitle: describe(plan),
            columns: 2,
            panels: found.watched.map((watched) =>
              watchedPanel(watched.title, watched.title.split(",")[0], watched, found.outcome),
            ),
          },
        },
      ],
      comparisons: compare(found),
      trajectories: [{ name: "hierarchical", trajectory: found.outcome.trajectory }],
    };
  };

interface Found {
  readonly plan: IncrementalPlan;
  readonly watched: readonly Watched[];
  readonly outcome: EmergenceOutcome;
}

async function run(plan: IncrementalPlan, context: ExperimentContext): Promise<Found> {
  const { kind, observations, measured, deviation, maxIterations, stopBelow = 5e-5 } = plan;
  const random = createRandom(context.seed, `${kind} ground truth and observations`);
  const { factorization, truth, watched } = PREPARE[kind](plan, random);
  const outcome = await context.part(kind, (draft) =>
    runEmergence(
      {
        name: `${kind} factorization`,
        factorization,
        task:
          measured === "rank-one"
            ? senseRankOne(factorization, truth, observations, random)
            : observe(truth, observations, squareLoss, random),
        truth,
        deviation,
        maxIterations,
        stopBelow,
        learningRate: plan.learningRate,
        offset: plan.offset,
        written: WRITTEN,
        checks: CHECKS,
        watched,
      },
      createRandom(context.seed, `${kind} initialization`),
      context,
      draft,
    ),
  );
  return { plan, watched, outcome };
}

const PREPARE: Readonly<
  Record<IncrementalPlan["kind"], (plan: IncrementalPlan, random: Random) => Prepared>
> = {
  matrix({ shape, rank, width }, random) {
    const factorization: MatrixFactorization = matrixFactorization(shape, DEPTH, width);
    const truth = groundTruth(matrixFactorization(shape, 2, rank), normOf(shape), random);
    return {
      factorization,
      truth,
      watched: [{ title: "singular values", probe: singularValuesProbe(factorization, [0], LARGEST) }],
    };
  },
  tensor({ shape, rank, width }, random) {
    const factorization = cpFactorization(shape, width);
    const truth = groundTruth(cpFactorization(shape, rank), normOf(shape), random);
    return {
      factorization,
      truth,
      watched: [
        {
          title: "component norms",
          probe: componentNormsProbe("component norm", factorization.components, LARGEST),
        },
      ],
    };
  },
  hierarchical({ shape, rank, width, arity = 2 }, random) {
    const tree = perfectModeTree(shape.length, arity);
    const factorization = hierarchicalFactorization(shape, tree, width);
    const truth = groundTruth(hierarchicalFactorization(shape, tree, rank), normOf(shape), random);
    const outside = Array.from({ length: arity }, (_, n) => n * arity); // {1, 3} of four modes: no node of the tree
    const root = tree.nodes.length - 1;
    const [below] = tree.nodes[root].children;
    const inside = tree.nodes[below].modes;
    return {
      factorization,
      truth,
      watched: [
        localNorms(factorization, root),
        localNorms(factorization, below),
        ...[inside, outside].map((modes) => ({
          title: `singular values, matricization by ${label(modes)}`,
          probe: singularValuesProbe(factorization, modes, LARGEST),
        })),
      ],
    };
  },
};

function localNorms({ localComponents, tree }: HierarchicalFactorization, node: number): Watched {
  const { modes } = tree.nodes[node];
  return {
    title: `local component norms, node ${label(modes)}`,
    probe: componentNormsProbe(`local component norm at ${label(modes)}`, localComponents[node], LARGEST),
  };
}

/** The thesis counts modes from 1. */
const label = (modes: readonly number[]) => `{${modes.map((mode) => mode + 1).join(", ")}}`;

/** Root of the number of entries: entries of mean square one. */
const normOf = (shape: readonly number[]) => Math.sqrt(shape.reduce((product, d) => product * d, 1));

/** Inner products with rank-one tensors of expected square norm 1 (thesis appendix C.4.2.1, Figure C.3). */
function senseRankOne(factorization: Factorization, truth: Tensor, count: number, random: Random): Task {
  const { shape } = factorization;
  const deviation = truth.data.length ** (-1 / (2 * shape.length));
  const vectors = shape.map((dimension) =>
    createTensor(
      [count, dimension],
      Float64Array.from({ length: count * dimension }, () => deviation * random.normal()),
    ),
  );
  const values = Float64Array.from({ length: count }, (_, i) => {
    // One mode after the other is contracted, the last first.
    let rest: Float64Array = truth.data;
    for (let n = shape.length - 1; n >= 0; n--) {
      const vector = vectors[n].data.subarray(i * shape[n], (i + 1) * shape[n]);
      rest = Float64Array.from({ length: rest.length / shape[n] }, (_, place) =>
        vector.reduce((sum, x, d) => sum + x * rest[place * shape[n] + d], 0),
      );
    }
    return rest[0];
  });
  return rankOneSensingTask(shape, { vectors, values }, squareLoss);
}

const describe = ({ kind, shape, rank, width, observations, measured }: IncrementalPlan) =>
  `${kind}: ${shape.join("x")}, rank ${rank}, width ${width}, ${observations} ${measured === "rank-one" ? "measurements" : "entries"}`;

function reductionOf(plans: readonly IncrementalPlan[]): string | null {
  const differing = plans.flatMap(({ kind, reduction }) =>
    reduction === null ? [] : [`${kind}: ${reduction}`],
  );
  return differing.length === 0 ? null : `${differing.join("; ")}.`;
}

function compare({ plan: { kind, rank, paperError }, watched, outcome }: Found) {
  const tree = watched.slice(0, 3); // the last are by modes outside the tree, whose rank nothing keeps low
  return [
    errorComparison(kind, outcome, paperError, 2 * (paperError ?? DEFAULT_ERROR)),
    writtenComparison(kind, outcome, `after ${WRITTEN} iterations in a row below the loss`),
    ...tree.flatMap((one) => [
      countComparison(`${kind}, ${one.title}`, one, outcome, rank),
      sequenceComparison(`${kind}, ${one.title}`, one, outcome, rank),
    ]),
  ];
}
