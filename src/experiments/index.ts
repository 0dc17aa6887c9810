/** Accuracy against sparsity: sweeps of trials in worker processes, their records and their summary. Node only. */

export { type ClassificationGraph, classificationGraph, SPLIT_SHARES } from "./classification-graph.js";
export { type CostRow, summarizeCosts } from "./cost-summary.js";
export { type CurveRow, summarizeCurves } from "./curve-summary.js";
export {
  DEFAULT_EDGE_MASK_PENALTY,
  edgeMaskPenaltyFor,
  PAPER_EDGE_MASK_PENALTIES,
} from "./edge-mask-penalty.js";
export { type GraphStructure, structureMeter } from "./graph-structure.js";
export {
  DEFAULT_HYPERPARAMETERS,
  type HyperparameterOverrides,
  type Hyperparameters,
  hyperparametersFor,
  MODEL_HYPERPARAMETERS,
  PAPER_HYPERPARAMETERS,
} from "./hyperparameters.js";
export { createLocalRunner } from "./local-runner.js";
export { type MeanDeviation, meanDeviation } from "./mean-deviation.js";
export { type MeasuredStructure, measureStructure, STRUCTURE_FILE } from "./measure-structure.js";
export { planSweep, type SweepOutlook } from "./plan-sweep.js";
export type { Axis, Figure, Panel, Series } from "./presets/figure.js";
export type {
  Comparison,
  Preset,
  PresetContext,
  PresetResult,
  ResultTable,
  Scale,
} from "./presets/preset.js";
export { presetNamed, presets } from "./presets/presets.js";
export { clearParts, type PresetRun, type RunPresetOptions, runPreset } from "./presets/run-preset.js";
export {
  type FailedRecord,
  type FinishedRecord,
  parseRecord,
  RECORD_SCHEMA,
  type TrialOptions,
  type TrialRecord,
} from "./record.js";
export { openResults, RESULTS_FILE, type ResultsFile, readResults } from "./results-file.js";
export { SPLIT_CHOICES, type SplitChoice } from "./split-choice.js";
export type { StructureRecord } from "./structure-record.js";
export { type StructureSummaryRow, summarizeStructure } from "./structure-summary.js";
export { type AdjustedComparison, BASELINE_METHOD, type SummaryRow, summarize } from "./summary.js";
export { runSweep, type Sweep, type SweepOptions, type SweepPlan, type SweepResult } from "./sweep.js";
export { ANY_METHOD, planTrials, type SweepGrid, type Trial } from "./trial.js";
export type { TimedOrder, TrialMeasurement, TrialRunner } from "./trial-runner.js";
export { splitOptionOf, trialSplit } from "./trial-split.js";
export { type UgsOptions, type UgsRound, ugs } from "./ugs.js";
export { createWorkerPool } from "./worker-pool.js";
