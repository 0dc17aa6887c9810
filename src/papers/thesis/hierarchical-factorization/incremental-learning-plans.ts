import type { IncrementalPlan } from "./incremental-learning.js";

/** The paper's (thesis appendix C.4.2.1); it names no end but the loss, its authors' programs 500,000 iterations. */
export const MATRIX = {
  kind: "matrix",
  shape: [64, 64],
  rank: 5,
  width: 64,
  observations: 2048,
  deviation: 0.001,
  maxIterations: 5e5,
  paperError: 0.001,
  reduction: null,
} as const satisfies IncrementalPlan;

export const TENSOR = {
  ...MATRIX,
  kind: "tensor",
  shape: [16, 16, 16],
  width: 256,
} as const satisfies IncrementalPlan;

export const HIERARCHICAL = {
  ...MATRIX,
  kind: "hierarchical",
  shape: [8, 8, 8, 8],
  width: 512,
  deviation: 0.01,
  paperError: 0.005,
} as const satisfies IncrementalPlan;

export const SMALL_HIERARCHICAL = {
  ...HIERARCHICAL,
  width: 64,
  deviation: 0.03,
  reduction: "64 local components at a node (paper: 512), initialization 0.03 (paper: 0.01)",
} as const satisfies IncrementalPlan;

export const ORDER_NINE = {
  ...HIERARCHICAL,
  shape: new Array<number>(9).fill(3),
  arity: 3,
  rank: 2,
  width: 100,
  observations: 9840,
  deviation: 0.1,
  // Beside 1e-6 the gradients at the start are nothing: a run (of width 30, with 4,000 entries) stayed at zero for 230,000 iterations.
  offset: 1e-12,
  // With 1e-2 a run stayed at a loss of 1.2e-4, its end tensor 1.011 times the ground truth.
  learningRate: 5e-3,
  paperError: null,
  reduction: "1e-12 in the denominator of the step (paper: 1e-6), learning rate 5e-3 (paper: 1e-2)",
} as const satisfies IncrementalPlan;
