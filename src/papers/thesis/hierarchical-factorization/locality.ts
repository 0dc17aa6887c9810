import { localityFigure, localityTable, type MeasuredPanel } from "../../locality-sweeps/locality-figure.js";
import { createImageMaker } from "../../locality-sweeps/locality-images.js";
import { type LocalityPanel, panelRuns } from "../../locality-sweeps/locality-plan.js";
import { type LocalityOutcome, summarizeLocality } from "../../locality-sweeps/locality-summary.js";
import { describeRun, runLocality } from "../../locality-sweeps/run-locality.js";
import type { Comparison, RunExperiment, Scale } from "../../runs/experiment.js";
import { localityComparisons } from "./locality-comparisons.js";

/** What a scale of a locality figure runs. */
export interface LocalityFigurePlan {
  readonly panels: readonly LocalityPanel[];
  /** seeds that every setting is run with */
  readonly runs: number;
  readonly reduction: string | null;
}

/**
 * Figures 3.6, C.5, C.6 and C.7: test accuracy against distance, by regularisation.
 *
 * Source: thesis section 3.6, appendix C.4.2.2.
 */
export const localityExperiment =
  (title: string, plans: Readonly<Record<Scale, LocalityFigurePlan>>): RunExperiment =>
  async (context) => {
    const { scale, seed, backend, folder, signal, dataDir, onProgress, part } = context;
    const { panels, runs, reduction } = plans[scale];
    const images = createImageMaker(dataDir);
    const seeds = Array.from({ length: runs }, (_, k) => seed + k);
    const measured: MeasuredPanel[] = [];
    const comparisons: Comparison[] = [];
    let done = 0;
    const total = panels.reduce(
      (sum, { distances, series }) => sum + distances.length * series.length * runs,
      0,
    );
    for (const [k, panel] of panels.entries()) {
      const outcomes: LocalityOutcome[] = [];
      for (const { series, run } of panelRuns(panel, seeds, backend)) {
        const label = `run ${++done} of ${total}`;
        const name = `${k}-${series.name}-${run.distance}-${run.seed}`.replaceAll(/[^\w.-]+/g, "-");
        const result = await part(name, () =>
          runLocality(run, {
            folder,
            images,
            signal,
            onProgress: (line) => onProgress(`${label}: ${line}`),
          }),
        );
        onProgress(
          `${label}: ${describeRun(run)}: test accuracy ${(100 * result.testAccuracy).toFixed(1)} %`,
        );
        outcomes.push({ series, distance: run.distance, seed: run.seed, result });
      }
      const found = { panel, rows: summarizeLocality(panel, outcomes) };
      measured.push(found);
      comparisons.push(...localityComparisons(found, outcomes));
    }
    return {
      reduction,
      figures: [{ name: "figure", figure: localityFigure(title, measured) }],
      tables: measured.map(localityTable),
      comparisons,
    };
  };
