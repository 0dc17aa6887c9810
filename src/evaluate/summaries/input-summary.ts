import { type InputRecords, recordsByInput } from "../records/records-by-input.js";
import type { TrialRecord } from "../trials/record.js";
import { type CostRow, summarizeCosts } from "./cost-summary.js";
import { type CurveRow, summarizeCurves } from "./curve-summary.js";
import { type GainRow, gainsOf } from "./gain-summary.js";
import { BASELINE_METHOD, type SummaryRow, summarize } from "./summary.js";

/** All that a report says of one input's records, computed once. */
export interface InputSummary extends InputRecords {
  /** the method that the others are compared with */
  readonly baseline: string;
  /** see {@link summarize} */
  readonly rows: readonly SummaryRow[];
  /** see {@link summarizeCurves} */
  readonly curves: readonly CurveRow[];
  /** see {@link summarizeCosts} */
  readonly costs: readonly CostRow[];
  /** see {@link summarizeGains} */
  readonly gains: readonly GainRow[];
}

/**
 * Summaries of a sweep's records, input by input: no statistic mixes two inputs, see {@link recordsByInput}.
 *
 * Complexity: O(R log R) for R records, and the tests of each model, method and level, see {@link signFlipTest}.
 *
 * @example
 * ```ts
 * import { mkdtemp } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { openDataset } from "seprank/datasets";
 * import { createLocalRunner, runSweep } from "seprank/evaluate";
 * import type { ClassificationGraph } from "seprank/nn";
 * import { summarizeInputs } from "seprank/results";
 *
 * const { dataset, sha256 } = await openDataset("citations");
 * const folder = await mkdtemp(join(tmpdir(), "sweep-"));
 * const grid = { models: ["gcn"], methods: ["1-wis", "random"], sparsities: [0, 0.5], seeds: [0] };
 * // In this process; by default trials run in worker processes.
 * const createRunner = (graph: ClassificationGraph) => createLocalRunner(graph, { backend: "wasm" });
 * const sweep = { dataset, sha256, grid, backend: "wasm", hyperparameters: { epochs: 2 } };
 * const { records } = await runSweep(sweep, { folder, jobs: 1, createRunner });
 * summarizeInputs(records).map(({ input }) => input.name); // => ["citations"]
 * ```
 */
export function summarizeInputs(records: readonly TrialRecord[], baseline = BASELINE_METHOD): InputSummary[] {
  return recordsByInput(records).map((input) => {
    const rows = summarize(input.records, baseline);
    return {
      ...input,
      baseline,
      rows,
      curves: summarizeCurves(input.records, baseline),
      costs: summarizeCosts(input.records, baseline),
      gains: gainsOf(input.records, rows),
    };
  });
}

/**
 * A summary apart by models, in their order; an input without a finished trial has none.
 *
 * @example
 * ```ts
 * import { mkdtemp } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { openDataset } from "seprank/datasets";
 * import { createLocalRunner, runSweep } from "seprank/evaluate";
 * import type { ClassificationGraph } from "seprank/nn";
 * import { byModel, summarizeInputs } from "seprank/results";
 *
 * const { dataset, sha256 } = await openDataset("citations");
 * const folder = await mkdtemp(join(tmpdir(), "sweep-"));
 * const grid = { models: ["gcn"], methods: ["1-wis", "random"], sparsities: [0, 0.5], seeds: [0] };
 * // In this process; by default trials run in worker processes.
 * const createRunner = (graph: ClassificationGraph) => createLocalRunner(graph, { backend: "wasm" });
 * const sweep = { dataset, sha256, grid, backend: "wasm", hyperparameters: { epochs: 2 } };
 * const { records } = await runSweep(sweep, { folder, jobs: 1, createRunner });
 * summarizeInputs(records).flatMap(byModel).map(({ model }) => model); // => ["gcn"]
 * ```
 */
export function byModel(summary: InputSummary): (InputSummary & { readonly model: string })[] {
  const models = [...new Set(summary.rows.map(({ model }) => model))];
  const of = <Row extends { readonly model: string }>(all: readonly Row[], model: string) =>
    all.filter((row) => row.model === model);
  return models.map((model) => ({
    ...summary,
    model,
    records: of(summary.records, model),
    rows: of(summary.rows, model),
    curves: of(summary.curves, model),
    costs: of(summary.costs, model),
    gains: of(summary.gains, model),
  }));
}
