/** Accuracy against sparsity: sweeps of trials in worker processes, their records and their summary. Node only. */

export { SPLIT_SHARES } from "../graph/attributes/split.js";
export { type ClassificationGraph, classificationGraph } from "../nn/training/classification-graph.js";
export { SPLIT_CHOICES, type SplitChoice } from "../nn/training/split-choice.js";
export { type MergedResults, mergeResults } from "./merge-results.js";
export type { TimedOrder } from "./orders/order-cache.js";
export { type UgsOptions, type UgsRound, ugs } from "./orders/ugs.js";
export { planSweep, type SweepOutlook } from "./plan-sweep.js";
export { openResults, RESULTS_FILE, type ResultsFile, readResults } from "./records/results-file.js";
export { type MeanDeviation, meanDeviation } from "./statistics/mean-deviation.js";
export { type GraphStructure, structureMeter } from "./structure/graph-structure.js";
export { type MeasuredStructure, measureStructure, STRUCTURE_FILE } from "./structure/measure-structure.js";
export type { StructureRecord } from "./structure/structure-record.js";
export {
  parseStructureSummary,
  type StructureSummaryRow,
  summarizeStructure,
} from "./structure/structure-summary.js";
export { type CostRow, summarizeCosts } from "./summaries/cost-summary.js";
export { type CurveRow, summarizeCurves } from "./summaries/curve-summary.js";
export { byModel, type InputSummary, summarizeInputs } from "./summaries/input-summary.js";
export { type AdjustedComparison, BASELINE_METHOD, type SummaryRow, summarize } from "./summaries/summary.js";
export { runSweep, type Sweep, type SweepOptions, type SweepPlan, type SweepResult } from "./sweep.js";
export {
  DEFAULT_EDGE_MASK_PENALTY,
  edgeMaskPenaltyFor,
  PAPER_EDGE_MASK_PENALTIES,
} from "./trials/edge-mask-penalty.js";
export {
  DEFAULT_HYPERPARAMETERS,
  type HyperparameterOverrides,
  type Hyperparameters,
  hyperparametersFor,
  MODEL_HYPERPARAMETERS,
  PAPER_HYPERPARAMETERS,
} from "./trials/hyperparameters.js";
export {
  type FailedRecord,
  type FinishedRecord,
  parseRecord,
  RECORD_SCHEMA,
  type TrialOptions,
  type TrialRecord,
} from "./trials/record.js";
export { ANY_METHOD, planTrials, type SweepGrid, type Trial, type TrialEpoch } from "./trials/trial.js";
export { splitOptionOf, trialSplit } from "./trials/trial-split.js";
export { createLocalRunner } from "./workers/local-runner.js";
export type { TrialMeasurement, TrialRunner } from "./workers/trial-runner.js";
export { createWorkerPool } from "./workers/worker-pool.js";
