import type { ObservationCountPlan } from "./observation-count.js";

export const ORDER_THREE = [50, 100, 150, 200, 250, 300, 350, 400, 450, 511];
export const ORDER_FOUR = [100, 500, 1000, 1500, 2000, 2500, 3000, 3500, 4095];

/** The paper's (thesis appendix A.2.2.2); how often its alternating least squares starts, it does not say. */
export const FULL = {
  rank: 1,
  tensors: [
    { shape: [8, 8, 8], counts: ORDER_THREE },
    { shape: [8, 8, 8, 8], counts: ORDER_FOUR },
  ],
  deviations: [1e-1, 1e-2, 1e-3, 1e-4],
  trials: 5,
  maxIterations: 1e6,
  stopBelow: 1e-6,
  mostRank: 64,
  als: { restarts: 5, maxSweeps: 500 },
  reduction: null,
} as const satisfies ObservationCountPlan;

/** From 1e-3 on, 2e4 iterations leave a tensor of order 4 where it started: its gradients are far below the step's 1e-6. */
export const SMALL_ORDER_FOUR = [1e-1, 1e-2] as const;

export const SMALL = {
  ...FULL,
  tensors: [
    { shape: [8, 8, 8], counts: [50, 150, 250, 350, 450, 511] },
    { shape: [8, 8, 8, 8], counts: [100, 1000, 2000, 3000, 4095], deviations: SMALL_ORDER_FOUR },
  ],
  deviations: [1e-1, 1e-2, 1e-3],
  trials: 3,
  maxIterations: 2e4,
  mostRank: 12,
  als: { restarts: 2, maxSweeps: 100 },
  reduction:
    "Six and five numbers of observations (paper: ten and nine), three initializations at order 3 and the two largest at order 4 (paper: four), three trials (paper: five), at most 2e4 iterations (paper: 1e6), ranks up to 12.",
} as const satisfies ObservationCountPlan;
