import type { Scale } from "../../runs/experiment.js";
import type { ComponentDynamicsPlan } from "./component-dynamics.js";

export type Plans = Readonly<Record<Scale, ComponentDynamicsPlan>>;

/** The paper's 10^4 tensor; figures 2.2, B.1 and B.3 (thesis section 2.5.1, appendix B.2.2.1). */
export const ORDER_FOUR = {
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
export const ORDER_THREE = {
  ...ORDER_FOUR,
  shape: [10, 10, 10],
  rank: 3,
  componentCount: 100,
  observations: 300,
} as const satisfies ComponentDynamicsPlan;

export const HUBER = {
  title: "Components are learned one after the other, with Huber's loss",
  huber: 5e-7,
  // Huber's loss over its transition point is about the mean absolute error, which the paper's 1e-8, a mean squared error, bounds by 1e-4.
  stopBelow: 1e-4,
} as const;
