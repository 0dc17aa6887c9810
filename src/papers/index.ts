/** The experiments of the papers: plans, runs, and what was measured beside what the papers print. Node only. */

export { presetNamed, presets } from "./experiments.js";
export { clearParts, type PresetRun, type RunPresetOptions, runPreset } from "./run-experiment.js";
export type {
  Comparison,
  Preset,
  PresetContext,
  PresetResult,
  ResultTable,
  Scale,
} from "./runs/experiment.js";
export type { Axis, Figure, Panel, Series } from "./runs/figure.js";
