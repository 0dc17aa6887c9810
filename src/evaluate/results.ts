/**
 * Results of sweeps: records of trials, how they are split and with what hyperparameters, their summaries and statistics, and what is left
 * of a graph's structure. Runs in Node and in browsers. Sweeps themselves, and files: `seprank/evaluate`.
 *
 * @module
 */

export { SPLIT_SHARES } from "../graph/attributes/split.js";
export { SPLIT_CHOICES, type SplitChoice } from "../nn/training/split-choices.js";
export { type MeanDeviation, meanDeviation } from "./statistics/mean-deviation.js";
export { type GraphStructure, structureMeter } from "./structure/graph-structure.js";
export type { StructureRecord } from "./structure/structure-record.js";
export {
  parseStructureSummary,
  type StructureSummaryRow,
  summarizeStructure,
} from "./structure/structure-summary.js";
export { type CostRow, summarizeCosts } from "./summaries/cost-summary.js";
export { type CurveRow, summarizeCurves } from "./summaries/curve-summary.js";
export { fastWithinPoint, type GainRow, summarizeGains } from "./summaries/gain-summary.js";
export { byModel, type InputSummary, summarizeInputs } from "./summaries/input-summary.js";
export { type AdjustedComparison, BASELINE_METHOD, type SummaryRow, summarize } from "./summaries/summary.js";
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
