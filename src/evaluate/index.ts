/** Accuracy against sparsity: sweeps of trials in worker processes, their records and their summary. Node only. */

export { type ClassificationGraph, classificationGraph } from "../nn/training/classification-graph.js";
export type { EpochHistory } from "./histories/epoch-history.js";
export { type MergedResults, mergeResults } from "./merge-results.js";
export type { TimedOrder } from "./orders/order-cache.js";
export { type UgsOptions, type UgsRound, ugs } from "./orders/ugs.js";
export { planSweep, type SweepOutlook } from "./plan-sweep.js";
export { loadPlugin } from "./plugins/load-plugin.js";
export type { Plugin, PluginUse } from "./plugins/plugin.js";
export type { CheckedLevel, PairedDifference } from "./recommend/check-level.js";
export type { PilotOptions } from "./recommend/pilot-session.js";
export { PILOT_METHODS, PILOT_TRAINING } from "./recommend/pilot-settings.js";
export type { RaceOutcome, Racer } from "./recommend/race.js";
export {
  type Choice,
  type Contestant,
  type PilotTask,
  type Recommendation,
  recommend,
} from "./recommend/recommend.js";
export {
  type MostKept,
  recommendByStructure,
  type StructureKept,
  type StructurePilotOptions,
  type StructureRecommendation,
} from "./recommend/recommend-structure.js";
export type { LevelSearch, SearchedLevel } from "./recommend/search-level.js";
export { openResults, RESULTS_FILE, type ResultsFile, readResults } from "./records/results-file.js";
export * from "./results.js";
export { type MeasuredStructure, measureStructure, STRUCTURE_FILE } from "./structure/measure-structure.js";
export {
  runSweep,
  type Sweep,
  type SweepEnd,
  type SweepOptions,
  type SweepPlan,
  type SweepResult,
} from "./sweep.js";
export { createLocalRunner } from "./workers/local-runner.js";
export type { TrialMeasurement, TrialRunner } from "./workers/trial-runner.js";
export { createWorkerPool } from "./workers/worker-pool.js";
