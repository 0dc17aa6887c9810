import type { Scale } from "../runs/experiment.js";
import type { ComponentDynamicsPlan } from "./component-dynamics.js";

type Plans = Readonly<Record<Scale, ComponentDynamicsPlan>>;

/** The paper's 10^4 tensor; figures 2.2, B.1 and B.3 (thesis section 2.5.1, appendix B.2.2.1). */
const ORDER_FOUR = {
  title: "Components are learned one after the other",
  shape: [10, 10, 10, 10],
  rank: 5,
  componentCount: 1000,
  observations: 2000,
  task: "completion",
  deviations: [0.05, 0.01, 0.005],
  maxIterations: 1e6,
  stopBelow: 1e-8,
  reduction: null,
} as const satisfies ComponentDynamicsPlan;

/** The paper's 10^3 tensor. */
const ORDER_THREE = {
  ...ORDER_FOUR,
  shape: [10, 10, 10],
  rank: 3,
  componentCount: 100,
  observations: 300,
} as const satisfies ComponentDynamicsPlan;

export const FIGURE_2_2_PLANS: Plans = Object.freeze({
  full: ORDER_FOUR,
  small: { ...ORDER_FOUR, componentCount: 100, reduction: "100 components (paper: 1000)." },
});

const HUBER = {
  title: "Components are learned one after the other, with Huber's loss",
  huber: 5e-7,
  // Huber's loss over its transition point is about the mean absolute error, which the paper's 1e-8, a mean squared error, bounds by 1e-4.
  stopBelow: 1e-4,
} as const;

export const FIGURE_B_1_PLANS: Plans = Object.freeze({
  full: { ...ORDER_FOUR, ...HUBER },
  small: {
    ...ORDER_FOUR,
    ...HUBER,
    componentCount: 100,
    maxIterations: 2e5,
    reduction: "100 components (paper: 1000), at most 2e5 iterations (paper: 1e6).",
  },
});

export const FIGURE_B_2_PLANS: Plans = Object.freeze({
  full: { ...ORDER_THREE, title: "Components are learned one after the other, order 3" },
  small: {
    ...ORDER_THREE,
    title: "Components are learned one after the other, order 3",
    maxIterations: 2e4,
    reduction: "At most 2e4 iterations (paper: 1e6).",
  },
});

export const FIGURE_B_3_PLANS: Plans = Object.freeze({
  full: { ...ORDER_FOUR, title: "Components are learned one after the other, in sensing", task: "sensing" },
  small: {
    ...ORDER_THREE,
    title: "Components are learned one after the other, in sensing",
    task: "sensing",
    maxIterations: 2e4,
    reduction:
      "10x10x10 of CP rank 3, 100 components, 300 measurements (paper: 10x10x10x10, 5, 1000, 2000), at most 2e4 iterations (paper: 1e6).",
  },
});
