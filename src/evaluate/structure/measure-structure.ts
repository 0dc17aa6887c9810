import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { InputError } from "../../errors.js";
import { readFileIfPresent, writeFileAtomic } from "../../files.js";
import type { ClassificationGraph } from "../../nn/training/classification-graph.js";
import { methodFacts } from "../../sparsify/catalog.js";
import { type MethodSpec, parseMethod } from "../../sparsify/method-spec.js";
import type { RemovalOrder } from "../../sparsify/orders/removal-order.js";
import { orderCache } from "../orders/order-cache.js";
import { orderTraining } from "../orders/order-training.js";
import { pluginOf } from "../plugins/plugin.js";
import { giveSameResults } from "../records/version.js";
import type { FinishedRecord, TrialRecord } from "../trials/record.js";
import { ANY_METHOD, trialKey } from "../trials/trial.js";
import { splitOptionOf } from "../trials/trial-split.js";
import { createLocalRunner } from "../workers/local-runner.js";
import { withOrderCache } from "../workers/with-order-cache.js";
import { type GraphStructure, structureMeter } from "./graph-structure.js";
import { parseStructureRecord, type StructureRecord, structureKey } from "./structure-record.js";

/** The name of the file of structures within a sweep's folder. */
export const STRUCTURE_FILE = "structure.jsonl";

/** The structures of a folder's pruned graphs. */
export interface MeasuredStructure {
  /** by method, model, level and seed */
  readonly rows: readonly StructureRecord[];
  /** pruned graphs that are not measured: of methods that train a network, whose order is not in the folder any more */
  readonly left: number;
}

/**
 * Measures the pruned graphs that a folder's finished trials were run on, and keeps the measures in `structure.jsonl` beside the trials:
 * what is there is not measured again.
 *
 * A graph is told by (input, order, level), nothing of it is in the trials' records: orders come from `orders/`; one that is missing,
 * and the edge sets of methods that sample each level, are computed anew.
 *
 * @param graph of all the records
 * @param onStep called before each measurement with how many are left
 *
 * @throws InputError where the folder cannot be written to, or the graph has not the splits of the records
 *
 * @example
 * ```ts
 * import { mkdtemp } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { openDataset } from "seprank/datasets";
 * import {
  type ClassificationGraph,
  classificationGraph,
  createLocalRunner,
  measureStructure,
  runSweep,
} from "seprank/evaluate";
 *
 * const { dataset, sha256 } = await openDataset("citations");
 * const folder = await mkdtemp(join(tmpdir(), "sweep-"));
 * const grid = { models: ["gcn"], methods: ["1-wis", "random"], sparsities: [0, 0.5], seeds: [0] };
 * // In this process; by default trials run in worker processes.
 * const createRunner = (graph: ClassificationGraph) => createLocalRunner(graph, { backend: "wasm" });
 * const sweep = { dataset, sha256, grid, backend: "wasm", hyperparameters: { epochs: 2 } };
 * const { records } = await runSweep(sweep, { folder, jobs: 1, createRunner });
 * const { rows, left } = await measureStructure(records, classificationGraph(dataset), folder);
 * [rows.length, left]; // => [3, 0]
 * ```
 */
export async function measureStructure(
  records: readonly TrialRecord[],
  graph: ClassificationGraph,
  folder: string,
  onStep: (left: number) => void | Promise<void> = () => undefined,
): Promise<MeasuredStructure> {
  const unknown = unknownMethods(records);
  const trials = latest(records, unknown);
  if (trials.size === 0) return { rows: [], left: 0 };
  const path = join(folder, STRUCTURE_FILE);
  const rows = await readRows(path);
  const missing = [...trials].filter(([key, { record }]) => !isMeasured(rows.get(key), record));
  // The meter solves a system: only where there is something to measure.
  let meter: ReturnType<typeof structureMeter> | undefined;
  let left = 0;
  for (const [k, [key, { record, method }]] of missing.entries()) {
    await onStep(missing.length - k);
    const order = await orderOf(record, method, graph, folder);
    if (order === undefined) {
      left++;
      continue;
    }
    meter ??= structureMeter(graph.adjacency);
    rows.set(key, { ...placeOf(record, method), ...meter(order, record.removed) });
  }
  const others = [...rows.values()].filter(({ method }) => unknown.has(method));
  const own = [...[...trials.keys()].flatMap((key) => rows.get(key) ?? []), ...others].sort(compareRows);
  if (missing.length > left) {
    const text = own.map((row) => `${JSON.stringify(row)}\n`).join("");
    await writeFileAtomic(path, new TextEncoder().encode(text));
  }
  return { rows: own, left };
}

/** A finished trial and its method, parsed; null for {@link ANY_METHOD}. */
interface MeasuredTrial {
  readonly record: FinishedRecord;
  readonly method: MethodSpec | null;
}

/** The last finished trial of each pruned graph, by the graph's key. */
function latest(records: readonly TrialRecord[], unknown: ReadonlySet<string>): Map<string, MeasuredTrial> {
  const trials = new Map<string, FinishedRecord>();
  for (const record of records) if (record.outcome === "ok") trials.set(trialKey(record), record);
  const names = new Set([...trials.values()].map(({ method }) => method));
  const methods = new Map(
    [...names].filter((name) => !unknown.has(name)).map((name) => [name, methodOf(name)]),
  );
  return new Map(
    [...trials.values()].flatMap((record) => {
      const method = methods.get(record.method);
      return method === undefined
        ? []
        : [[structureKey(placeOf(record, method)), { record, method }] as const];
    }),
  );
}

function methodOf(name: string): MethodSpec | null {
  return name === ANY_METHOD ? null : parseMethod(name);
}

/** Methods of a plug-in that is not loaded here: their graphs cannot be made, and what was measured of them stays. */
function unknownMethods(records: readonly TrialRecord[]): Set<string> {
  return new Set(
    records
      .filter(({ method, plugin }) => plugin?.of.includes("method") && methodFacts(method) === undefined)
      .map(({ method }) => method),
  );
}

function placeOf(
  { seprank, input, model, method, seed, sparsity, removed, orderSeconds }: FinishedRecord,
  parsed: MethodSpec | null,
): Omit<StructureRecord, keyof GraphStructure> {
  const facts = parsed?.facts;
  return {
    seprank,
    input: input.sha256,
    method,
    model: facts?.result === "training" ? model : null,
    seed: facts?.randomised === true ? seed : null,
    sparsity,
    removed,
    orderSeconds,
  };
}

function isMeasured(row: StructureRecord | undefined, { seprank, input }: FinishedRecord): boolean {
  return row !== undefined && giveSameResults(row.seprank, seprank) && row.input === input.sha256;
}

async function orderOf(
  record: FinishedRecord,
  method: MethodSpec | null,
  graph: ClassificationGraph,
  folder: string,
): Promise<RemovalOrder | undefined> {
  const { model, seed, removed } = record;
  if (method === null) {
    const edges = Uint32Array.from({ length: graph.adjacency.edgeCount }, (_, e) => e);
    return { method: ANY_METHOD, edges };
  }
  const cache = orderCache(folder, record, pluginOf(record));
  const training = orderTraining(method, model, record);
  const split = splitOptionOf(graph);
  if (!isDeepStrictEqual(split, record.options.split))
    throw new InputError(
      `split: expected the graph with that of the records, ${JSON.stringify(record.options.split)}, got ${JSON.stringify(split)}`,
    );
  // Nothing is trained for this.
  if (training !== undefined) return (await cache.read(method, seed, training))?.order;
  const runner = withOrderCache(createLocalRunner(graph, { backend: record.backend }), cache);
  return (await runner.removalOrder(method, seed, removed)).order;
}

async function readRows(path: string): Promise<Map<string, StructureRecord>> {
  const bytes = await readFileIfPresent(path);
  const lines = bytes === undefined ? [] : new TextDecoder().decode(bytes).split("\n");
  return new Map(
    lines
      .flatMap((line) => (line === "" ? [] : (parseStructureRecord(line) ?? [])))
      .map((row) => [structureKey(row), row]),
  );
}

function compareRows(a: StructureRecord, b: StructureRecord): number {
  const names = (row: StructureRecord) => `${row.method} ${row.model ?? ""}`;
  return (
    (names(a) < names(b) ? -1 : names(a) > names(b) ? 1 : 0) ||
    a.removed - b.removed ||
    (a.seed ?? 0) - (b.seed ?? 0)
  );
}
