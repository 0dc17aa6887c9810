import { join } from "node:path";
import { openDataset } from "../../../../datasets/open.js";
import { InterruptedError } from "../../../errors.js";
import { reuseRecords } from "../../../evaluate/reuse-records.js";
import { type PlacedSweep, runSweeps } from "../../../evaluate/run-sweeps.js";
import type { MeanDeviation } from "../../../evaluate/statistics/mean-deviation.js";
import { type SummaryRow, summarize } from "../../../evaluate/summaries/summary.js";
import type { TrialRecord } from "../../../evaluate/trials/record.js";
import { planTrials, trialKey } from "../../../evaluate/trials/trial.js";
import type { CreateTrialRunner } from "../../../evaluate/workers/trial-runner.js";
import type { Panel } from "../../../figure.js";
import type {
  ExperimentContext,
  ExperimentResult,
  ResultTable,
  RunExperiment,
  Scale,
} from "../../runs/experiment.js";
import { accuracyComparisons, titleOf } from "./accuracy-comparisons.js";
import type { AccuracyFigurePlan, AccuracyPanelPlan } from "./accuracy-plans.js";

/** A panel's trials and where they are kept. */
interface PanelSweep extends PlacedSweep {
  readonly plan: AccuracyPanelPlan;
  /** as the data set is called, and the model */
  readonly label: string;
}

/**
 * Accuracy against sparsity for several models and data sets, as in Figures 5.3 and D.5: a sweep for each panel, in the folder
 * DATASET-MODEL below the experiment's.
 *
 * Runs go seed by seed through all panels, and within a seed from coarse levels to fine ones. Finished trials stay; those of other
 * folders (`records` of the context) are taken over where they are the same.
 *
 * Source: thesis, section 5.5.2, appendix D.6.2.2.
 *
 * @param createRunner default: worker processes
 * @throws InputError where a data set is not there, or cannot be trained on
 */
export function accuracyFigure(
  plans: Readonly<Record<Scale, AccuracyFigurePlan>>,
  createRunner?: CreateTrialRunner,
): RunExperiment {
  return async (context) => {
    const plan = plans[context.scale];
    const panels: PanelSweep[] = [];
    for (const panel of plan.panels) panels.push(await panelSweep(panel, context));
    for (const { sweep, folder, label } of panels) {
      const { length } = await reuseRecords(sweep, folder, context.records ?? []);
      if (length > 0) context.onProgress(`${label}: ${length} trials taken over`);
    }
    const records = await runPanels(panels, context, createRunner);
    return resultOf(plan, panels, records);
  };
}

async function panelSweep(plan: AccuracyPanelPlan, context: ExperimentContext): Promise<PanelSweep> {
  const { dataset: name, model, methods, sparsities, runs, hyperparameters = {}, split } = plan;
  const { dataset, sha256 } = await openDataset(name, { dataDir: context.dataDir });
  const seeds = Array.from({ length: runs }, (_, k) => context.seed + k);
  return {
    plan,
    label: `${model.toUpperCase()} on ${name}`,
    folder: join(context.folder, `${name}-${model}`),
    sweep: {
      dataset,
      sha256,
      grid: { models: [model], methods, sparsities, seeds },
      backend: context.backend,
      hyperparameters,
      split,
    },
  };
}

/** @returns each panel's finished and failed records, no others that its folder may hold */
async function runPanels(
  panels: readonly PanelSweep[],
  { jobs, signal, onProgress, folder }: ExperimentContext,
  createRunner: CreateTrialRunner | undefined,
): Promise<(readonly TrialRecord[])[]> {
  let [planned, done] = [0, 0];
  const tell = (k: number) => onProgress(`${panels[k].label}; ${done} of ${planned} trials`);
  const results = await runSweeps(panels, {
    jobs,
    signal,
    createRunner,
    onPlan(plan) {
      ({ planned, present: done } = plan);
    },
    onStart: (_, k) => tell(k),
    onTrial(_, k) {
      done++;
      tell(k);
    },
  }).catch((error: unknown) => {
    if (!(error instanceof InterruptedError)) throw error;
    throw new InterruptedError(
      `interrupted; ${done} of ${planned} trials are kept in folders below ${folder}, the same command goes on`,
    );
  });
  return panels.map(({ sweep: { grid, dataset } }, k) => {
    const own = new Set(planTrials(grid, dataset.adjacency.edgeCount).map(trialKey));
    return results[k].records.filter((record) => own.has(trialKey(record)));
  });
}

function resultOf(
  { title, reduction }: AccuracyFigurePlan,
  panels: readonly PanelSweep[],
  records: readonly (readonly TrialRecord[])[],
): ExperimentResult {
  const failed = records.flat().filter(({ outcome }) => outcome === "failed").length;
  const subtitle = `test accuracy, mean ± standard deviation over the runs${failed === 0 ? "" : `; ${failed} trials failed`}`;
  return {
    reduction,
    figures: [
      {
        name: "figure",
        figure: { title, subtitle, panels: panels.map((panel, k) => panelOf(panel, summarize(records[k]))) },
      },
    ],
    tables: panels.map(({ plan, label }, k) => tableOf(plan, label, summarize(records[k]))),
    comparisons: panels.flatMap(({ label }, k) => accuracyComparisons(records[k], label)),
  };
}

function panelOf({ plan: { methods }, label }: PanelSweep, rows: readonly SummaryRow[]): Panel {
  return {
    title: label,
    x: { title: "edges removed (%)", domain: [-2, 102] },
    y: { title: "test accuracy (%)" },
    series: methods.map((method) => {
      const own = rows.filter((row) => row.method === method);
      const spread = ({ deviation }: MeanDeviation) => deviation ?? 0;
      return {
        name: titleOf(method),
        method,
        x: own.map(({ sparsity }) => 100 * sparsity),
        y: own.map(({ accuracy }) => 100 * accuracy.mean),
        low: own.map(({ accuracy }) => 100 * (accuracy.mean - spread(accuracy))),
        high: own.map(({ accuracy }) => 100 * (accuracy.mean + spread(accuracy))),
        mark: "line-points",
      };
    }),
  };
}

function tableOf(
  { methods, runs, split }: AccuracyPanelPlan,
  label: string,
  rows: readonly SummaryRow[],
): ResultTable {
  const levels = [...new Map(rows.map(({ removed, sparsity }) => [removed, sparsity]))].sort(
    ([a], [b]) => a - b,
  );
  const cell = (method: string, removed: number) => {
    const accuracy = rows.find((row) => row.method === method && row.removed === removed)?.accuracy;
    if (accuracy === undefined) return "";
    const { n, mean, deviation } = accuracy;
    const spread = deviation === null ? "" : ` ± ${(100 * deviation).toFixed(1)}`;
    return `${(100 * mean).toFixed(1)}${spread}${n === runs ? "" : ` (n=${n})`}`;
  };
  return {
    title: `${label}: test accuracy (%) by edges removed (%), ${runs} runs${split === "given" ? ", on the data set's own split" : ""}`,
    header: ["removed", ...methods.map(titleOf)],
    rows: levels.map(([removed, sparsity]) => [
      Number((100 * sparsity).toFixed(4)),
      ...methods.map((method) => cell(method, removed)),
    ]),
  };
}
