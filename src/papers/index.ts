/** The experiments of the papers: plans, runs, and what was measured beside what the papers print. Node only. */

export type { Axis, Figure, Panel, Series } from "../figure.js";
export { experimentNamed, experiments } from "./experiments.js";
export { measuredDuration } from "./measured-duration.js";
export {
  clearParts,
  type ExperimentRun,
  type RunExperimentOptions,
  runExperiment,
} from "./run-experiment.js";
export type {
  Comparison,
  Experiment,
  ExperimentContext,
  ExperimentResult,
  ResultTable,
  RunEnd,
  Scale,
  SigmaReading,
} from "./runs/experiment.js";
