import type { Float64Arena, Reserved } from "../../kernels/float64/arena.js";
import type { Pass } from "../evaluators/pair-evaluator.js";
import type { Operand } from "../lift.js";

/** One mode of a deep CP factorization: its weight vectors behind their matrices. */
export interface DeepVectors extends Pass {
  /** [D, R] with column r = A_1^r ... A_k^r w_r. */
  readonly factor: Operand;
}

/** The matrices of one mode in front of its vectors, in an arena. */
export interface DeepMatrices {
  /** [R, k, D, D] */
  readonly values: Reserved;
  readonly gradient: Reserved;
  /** R */
  readonly componentCount: number;
  /** k >= 1 */
  readonly depth: number;
}

/**
 * Products of k matrices and a vector for every component, and their gradient.
 *
 * u_k = w, u_{i-1} = A_i u_i; backwards g_0 received, dA_i = g_{i-1} u_i^T, g_i = A_i^T g_{i-1}, dw = g_k.
 *
 * @param vectors [D, R], column r = w_r
 * @param matrices absent for k = 0
 *
 * Complexity: O(R k D^2) for each call, O(R k D) memory.
 */
export function createDeepVectors(
  arena: Float64Arena,
  vectors: Operand,
  matrices: DeepMatrices | undefined,
): DeepVectors {
  if (matrices === undefined) return { factor: vectors, forward: () => {}, backward: () => {} };
  const { componentCount, depth } = matrices;
  const dimension = vectors.rows;
  const stages = arena.reserve(componentCount * (depth + 1) * dimension); // [r, i, d]: u_i of component r
  const received = arena.reserve(componentCount * (depth + 1) * dimension); // g_i of component r
  const size = dimension * componentCount;
  const factor = { rows: dimension, values: arena.reserve(size), gradient: arena.reserve(size) };
  const stage = (i: number): Stage => ({
    at: i * dimension,
    step: (depth + 1) * dimension,
    dimension,
    components: componentCount,
  });
  return {
    factor,
    forward() {
      toStage(vectors.values.values, stages.values, stage(depth));
      arena.kernels.matrixChains(matrices.values.values, stages.values, componentCount, depth, dimension);
      fromStage(stages.values, factor.values.values, stage(0));
    },
    backward() {
      toStage(factor.gradient.values, received.values, stage(0));
      arena.kernels.matrixChainsGradient(
        matrices.values.values,
        stages.values,
        received.values,
        matrices.gradient.values,
        componentCount,
        depth,
        dimension,
      );
      fromStage(received.values, vectors.gradient.values, stage(depth));
    },
  };
}

/** Where a stage's vectors are: of component r from r * step + at on. */
interface Stage {
  readonly at: number;
  readonly step: number;
  /** D */
  readonly dimension: number;
  /** R */
  readonly components: number;
}

function toStage(
  columns: Float64Array,
  stages: Float64Array,
  { at, step, dimension: D, components: R }: Stage,
): void {
  for (let d = 0; d < D; d++)
    for (let r = 0, to = at + d; r < R; r++, to += step) stages[to] = columns[d * R + r];
}

function fromStage(
  stages: Float64Array,
  columns: Float64Array,
  { at, step, dimension: D, components: R }: Stage,
): void {
  for (let d = 0; d < D; d++)
    for (let r = 0, from = at + d; r < R; r++, from += step) columns[d * R + r] = stages[from];
}
