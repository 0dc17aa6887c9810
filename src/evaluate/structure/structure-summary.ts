import { FormatError } from "../../errors.js";
import { groupBy } from "../records/group-by.js";
import { type MeanDeviation, meanDeviation } from "../statistics/mean-deviation.js";
import { STRUCTURE_MEASURES, type StructureRecord } from "./structure-record.js";

/** The name of the summary of structures within a folder. */
export const STRUCTURE_TABLE = "structure.csv";

type Measure = (typeof STRUCTURE_MEASURES)[number];

/** The structure that one method leaves at one level, over seeds. */
export interface StructureSummaryRow {
  readonly method: string;
  /** of a method that trains a network; null for the others */
  readonly model: string | null;
  readonly sparsity: number;
  readonly removed: number;
  /** null where there is nothing to measure: triangles kept of none */
  readonly measures: Readonly<Record<Measure, MeanDeviation | null>>;
}

/**
 * Means and deviations of structures by method, model and level, in the order of the rows. O(rows).
 *
 * @example
 * ```ts
 * import { mkdtemp } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { openDataset } from "seprank/datasets";
 * import { createLocalRunner, measureStructure, runSweep } from "seprank/evaluate";
 * import { type ClassificationGraph, classificationGraph } from "seprank/nn";
 * import { summarizeStructure } from "seprank/results";
 *
 * const { dataset, sha256 } = await openDataset("citations");
 * const folder = await mkdtemp(join(tmpdir(), "sweep-"));
 * const grid = { models: ["gcn"], methods: ["1-wis", "random"], sparsities: [0, 0.5], seeds: [0] };
 * // In this process; by default trials run in worker processes.
 * const createRunner = (graph: ClassificationGraph) => createLocalRunner(graph, { backend: "wasm" });
 * const sweep = { dataset, sha256, grid, backend: "wasm", hyperparameters: { epochs: 2 } };
 * const { records } = await runSweep(sweep, { folder, jobs: 1, createRunner });
 * const { rows } = await measureStructure(records, classificationGraph(dataset), folder);
 * summarizeStructure(rows).map(({ method, removed }) => `${method} ${removed > 0}`); // => ["1-wis true", "any false", "random true"]
 * ```
 */
export function summarizeStructure(rows: readonly StructureRecord[]): StructureSummaryRow[] {
  const groups = groupBy(rows, ({ method, model, removed }) => JSON.stringify([method, model, removed]));
  return [...groups.values()].map((group) => {
    const [{ method, model, sparsity, removed }] = group;
    const measured = STRUCTURE_MEASURES.map((measure) => {
      const values = group.flatMap((row) => row[measure] ?? []);
      return [measure, values.length === 0 ? null : meanDeviation(values)];
    });
    return { method, model, sparsity, removed, measures: Object.fromEntries(measured) };
  });
}

/**
 * The summary in a `structure.csv`: what {@link summarizeStructure} gave when it was written.
 *
 * @throws FormatError where it is none
 *
 * @example
 * ```ts
 * import { parseStructureSummary } from "seprank/results";
 *
 * const measures = "isolated,components,largestComponent,degreeDistance,walkIndexKept,trianglesKept,spectralDistance,orderSeconds";
 * const csv = `method,model,sparsity,removed,n,${measures}\n2-wis,,0.5,39,1,0,2,30,0.25,0.5,0.1,0.8,0.001\n`;
 * const [row] = parseStructureSummary(csv);
 * [row.method, row.removed, row.measures.components?.mean]; // => ["2-wis", 39, 2]
 * ```
 */
export function parseStructureSummary(csv: string): StructureSummaryRow[] {
  const [header, ...lines] = csv
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => line.split(","));
  const missing = COLUMNS.find((name) => !header.includes(name));
  if (missing !== undefined)
    throw new FormatError(`expected the columns ${COLUMNS.join(", ")}, ${missing} is not there`, { line: 1 });
  return lines.map((cells, k) => {
    const at = (name: string) => cells[header.indexOf(name)];
    const number = (name: string) => {
      const value = at(name) === "" ? Number.NaN : Number(at(name));
      return Number.isFinite(value) ? value : null;
    };
    const [sparsity, removed, n] = [number("sparsity"), number("removed"), number("n")];
    if (cells.length !== header.length || sparsity === null || removed === null || n === null)
      throw new FormatError(
        `expected ${header.length} fields, with sparsity, removed and n as numbers, got "${cells.join(",").slice(0, 80)}"`,
        { line: k + 2 },
      );
    const measures = STRUCTURE_MEASURES.map((measure) => {
      const mean = number(measure);
      return [measure, mean === null ? null : { n, mean, deviation: number(`${measure}_sd`) }];
    });
    return {
      method: at("method"),
      model: at("model") === "" ? null : at("model"),
      sparsity,
      removed,
      measures: Object.fromEntries(measures),
    };
  });
}

const COLUMNS = ["method", "model", "sparsity", "removed", "n", ...STRUCTURE_MEASURES];
