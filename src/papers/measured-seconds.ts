import type { Scale } from "./runs/experiment.js";

/**
 * Seconds of the runs that made the records of docs/results, many of them beside other work: by experiment and scale.
 *
 * Written by `npm run results`; see `measuredDuration`.
 */
export const MEASURED_SECONDS: Readonly<Record<string, Readonly<Partial<Record<Scale, number>>>>> =
  Object.freeze({
    "figure-1.1": { full: 398.9 },
    "figure-1.2": { small: 85 },
    "figure-2-hariz": { small: 1754.6 },
    "figure-2.2": { full: 198.2 },
    "figure-2.3": { small: 3880.7 },
    "figure-3-hariz": { small: 560.2 },
    "figure-3.1": { full: 3649.6 },
    "figure-3.6": { small: 3001.6 },
    "figure-4-hariz": { small: 1558.6 },
    "figure-5-hariz": { small: 5173.7 },
    "figure-5.2": { small: 1.5 },
    "figure-6-hariz": { small: 381.6 },
    "figure-7-hariz": { small: 439.4 },
    "figure-a.1": { full: 82.6 },
    "figure-a.2": { full: 37.6 },
    "figure-a.3": { small: 1351.5 },
    "figure-b.1": { small: 18.8 },
    "figure-b.2": { small: 6.9 },
    "figure-b.3": { small: 27.3 },
    "figure-c.2": { small: 47 },
    "figure-c.3": { small: 577.1 },
    "figure-c.4": { small: 308.7 },
    "locality-rank": { small: 397.3 },
    "rank-one-trajectory": { small: 59.2 },
    "relu-order-rank": { small: 280.6 },
    "table-5.1": { small: 3928 },
    "table-b.1": { small: 69.2 },
    "theorem-check": { small: 2.5 },
    "unobserved-entry-flow": { small: 40.4 },
    "wis-order-rank": { small: 18.5 },
  });
