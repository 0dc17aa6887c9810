import { FormatError, InputError } from "../../src/errors.js";
import { matchEdges } from "../../src/graph/attributes/match-edges.js";
import type { GraphDataset } from "../../src/graph/dataset.js";
import type { SplitChoice } from "../../src/nn/training/split-choices.js";
import { type MethodOption, methodsTaking } from "../../src/sparsify/catalog.js";
import type { MethodSpec } from "../../src/sparsify/method-spec.js";
import type { OrderOptions } from "../../src/sparsify/orders/order-options.js";
import type { TupleOrder } from "../../src/sparsify/orders/tuple-order.js";
import { partitionsOfMethod } from "../../src/sparsify/wis/partitions-of-method.js";
import { loadGraph } from "../files/load-graph.js";
import { checkPartitionOptions, loadPartitions } from "../files/load-partitions.js";
import { flagOf } from "../options/flag-of.js";
import type { Globals } from "../options/globals.js";
import type { GraphOptions } from "../options/graph-argument.js";
import { UsageError } from "../terminal/exit.js";

/** The options of `sparsify` that say how a method chooses. */
export interface MethodOptions {
  readonly method: string;
  readonly walkLength?: number;
  readonly partitions?: string;
  readonly partitionsBy?: string;
  readonly parts?: number;
  readonly orderBy?: string;
  readonly batch?: number;
  readonly parity?: string;
  readonly protect?: string;
  readonly keepDegree?: number;
  readonly resume?: string;
  readonly set?: Readonly<Record<string, number>>;
  readonly order?: string;
  readonly model?: string;
  readonly split?: SplitChoice;
}

/** What our own lists of edges and files with attributes call the type of an edge. */
const OUR_TYPE_COLUMN = "type";

/** The flags that not every method takes, by the catalogue's names of what they set. */
const FLAGS: Readonly<Partial<Record<keyof MethodOptions, MethodOption>>> = {
  walkLength: "walkLength",
  partitions: "partitions",
  partitionsBy: "partitions",
  parts: "partitions",
  orderBy: "orderBy",
  batch: "batch",
  parity: "parity",
  protect: "protect",
  keepDegree: "keepDegree",
  resume: "removed",
  model: "model",
  split: "split",
};

/** @throws UsageError where an option says how a method chooses, though the order is given */
export function checkNoMethodOptions(options: Omit<MethodOptions, "method">): void {
  for (const flag of ["set", ...Object.keys(FLAGS)])
    if (options[flag as keyof typeof options] !== undefined)
      throw new UsageError(`${flagOf(flag)} is for --method, not for --by; leave it out`);
}

/** @throws UsageError where the method does not take an option */
export function checkMethodOptions(
  { name: method, facts, walkLength, partitionsBy }: MethodSpec,
  options: MethodOptions,
): void {
  for (const [flag, option] of Object.entries(FLAGS))
    if (options[flag as keyof MethodOptions] !== undefined && !facts.options.includes(option))
      throw new UsageError(`${flagOf(flag)} is for ${methodsTaking(option)}, not for ${method}`);
  if (walkLength !== undefined && options.walkLength !== undefined)
    throw new UsageError(`--method ${method} has walks of length ${walkLength}; leave --walk-length out`);
  if (partitionsBy !== undefined && (options.partitions ?? options.partitionsBy) !== undefined)
    throw new UsageError(
      `--method ${method} makes its own partitions; leave --partitions and --partitions-by out`,
    );
  if (options.order !== undefined && facts.result === "edge set")
    throw new UsageError(`--order: ${method} makes no order, but one edge set for each amount; leave it out`);
  checkPartitionOptions(options, "partitions");
}

/** The options as the registry takes them; files are read. @throws InputError where one cannot be used */
export async function orderOptions(
  {
    walkLength,
    orderBy,
    batch,
    parity,
    protect,
    keepDegree,
    resume,
    partitions,
    partitionsBy: by,
    parts,
    set,
    edgeType,
  }: MethodOptions & GraphOptions,
  method: MethodSpec,
  dataset: GraphDataset,
  globals: Globals,
): Promise<OrderOptions> {
  const edgesOf = async (file: string) => {
    const { dataset: part } = await loadPart(file, dataset, edgeType, globals);
    const edges = matchEdges(dataset, part);
    const unknown = edges.filter((e) => e < 0).length;
    if (unknown > 0)
      throw new InputError(`${part.name}: expected edges of ${dataset.name}, got ${unknown} that it has not`);
    return edges;
  };
  const labels = dataset.labels ?? undefined;
  const protectedEdges = protect === undefined ? undefined : await edgesOf(protect);
  const left = resume === undefined ? undefined : new Set(await edgesOf(resume));
  return {
    seed: globals.seed,
    walkLength,
    partitions:
      by !== undefined
        ? partitionsOfMethod(`gwis by ${by}`, by, dataset.adjacency, { labels, parts, seed: globals.seed })
        : partitions === undefined
          ? undefined
          : await loadPartitions(partitions, dataset),
    labels: method.labelled ? labels : undefined,
    parameters: set,
    orderBy: orderBy as TupleOrder | undefined,
    batch,
    parity: parity as "thesis" | undefined,
    protect: protectedEdges,
    keepDegree,
    removed:
      left === undefined
        ? undefined
        : Uint32Array.from({ length: dataset.adjacency.edgeCount }, (_, e) => e).filter((e) => !left.has(e)),
  };
}

/** Edges of a graph, as a graph: their types stand where those of GRAPH do, or where our own files have them. */
export async function loadPart(
  file: string,
  { adjacency: { directed, types } }: GraphDataset,
  edgeType: string | undefined,
  globals: Globals,
): ReturnType<typeof loadGraph> {
  if (types === null || /\.npz$/i.test(file)) return loadGraph(file, { directed }, globals);
  const typed = (column: string) => loadGraph(file, { directed, edgeType: column }, globals);
  try {
    return await typed(edgeType ?? OUR_TYPE_COLUMN);
  } catch (error) {
    if (edgeType === undefined || !(error instanceof FormatError)) throw error;
    return await typed(OUR_TYPE_COLUMN).catch(() => Promise.reject(error));
  }
}
