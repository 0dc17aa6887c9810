import { loadPlugin } from "../../src/evaluate/plugins/load-plugin.js";
import type { GraphDataset } from "../../src/graph/dataset.js";
import { type MethodSpec, parseMethod } from "../../src/sparsify/method-spec.js";
import { removalOrder } from "../../src/sparsify/order-by-method.js";
import type { RemovalOrder } from "../../src/sparsify/orders/removal-order.js";
import { type Amount, edgesToRemove } from "../../src/sparsify/orders/remove-amount.js";
import { pruneDataset } from "../../src/sparsify/prune-dataset.js";
import { loadGraph } from "../files/load-graph.js";
import { outputOf, saveGraph } from "../files/save-graph.js";
import { STANDARD_OUTPUT } from "../files/standard-output.js";
import type { Globals } from "../options/globals.js";
import type { GraphOptions, OutputOptions } from "../options/graph-argument.js";
import { givenOrder } from "../orders/given-order.js";
import {
  checkMethodOptions,
  checkNoMethodOptions,
  type MethodOptions,
  orderOptions,
} from "../orders/order-options.js";
import { orderFormat, saveOrder } from "../orders/save-order.js";
import { createDurationWarning } from "../terminal/duration-warning.js";
import { UsageError } from "../terminal/exit.js";
import { createProgress } from "../terminal/progress.js";

interface SparsifyOptions extends GraphOptions, OutputOptions, Omit<MethodOptions, "method"> {
  readonly method?: string;
  readonly by?: string;
  readonly plugin?: string;
  readonly remove: Amount;
  readonly order?: string;
  readonly model?: string;
  readonly backend: string;
  readonly timeout?: number;
}

/** `seprank sparsify`: orders the edges of a graph by a method or a file, and writes the graph without the first of them. */
export async function sparsify(graph: string, options: SparsifyOptions, globals: Globals): Promise<void> {
  const { console, seed } = globals;
  if (options.method !== undefined && options.by !== undefined)
    throw new UsageError("--method and --by exclude each other: an order is computed or given");
  const plugin = options.plugin === undefined ? undefined : await loadPlugin(options.plugin);
  const method = options.method === undefined ? undefined : parseMethod(options.method);
  if (method === undefined) checkNoMethodOptions(options);
  else checkMethodOptions(method, { ...options, method: method.name });
  const output = outputOf(options, globals);
  if (options.order !== undefined) orderFormat(options.order);
  if (options.order === STANDARD_OUTPUT && (globals.json || output.file === STANDARD_OUTPUT))
    throw new UsageError(
      `--order - and ${globals.json ? "--json" : "-o -"} both write to standard output; write the order to a file`,
    );
  if (options.timeout !== undefined && (method === undefined || method.facts.result === "training"))
    throw new UsageError(`--timeout is for methods that train no network, not for ${method?.name ?? "--by"}`);
  const { dataset, sha256 } = await loadGraph(graph, options, globals);
  const { vertexCount, edgeCount } = dataset.adjacency;
  const removed = edgesToRemove(options.remove, edgeCount, "--remove");
  const start = performance.now();
  const { order, ...by } =
    method === undefined
      ? await givenOrder(
          options.by as string,
          dataset,
          { edgeType: options.edgeType, option: "--by" },
          globals,
        )
      : { order: await computedOrder(method, dataset, { ...options, removed }, globals) };
  console.progress(null);
  const seconds = (performance.now() - start) / 1000;
  const name = method?.name ?? (options.by as string);
  console.detail(`${name}: order of ${edgeCount} edges in ${seconds.toFixed(3)} s`);

  if (options.order !== undefined) await saveOrder(dataset, order, options.order);
  const input = {
    name: dataset.name,
    sha256,
    vertices: vertexCount,
    edges: edgeCount,
    dropped: dataset.dropped,
  };
  await saveGraph(pruneDataset(dataset, order, removed), output, globals, {
    text: `${dataset.name}: ${removed} of ${edgeCount} edges removed by ${name}, ${edgeCount - removed} kept`,
    document: {
      input,
      ...(method === undefined ? { by: { file: options.by, ...by } } : { method: method.name }),
      ...(plugin === undefined ? {} : { plugin }),
      seed,
      ...methodDocument(options),
      removed,
      kept: edgeCount - removed,
      seconds,
      order: options.order ?? null,
    },
    others: [options.order],
  });
}

async function computedOrder(
  method: MethodSpec,
  dataset: GraphDataset,
  options: SparsifyOptions & { readonly removed: number },
  globals: Globals,
): Promise<RemovalOrder> {
  const given = { ...options, method: method.name };
  const choices = await orderOptions(given, method, dataset, globals);
  // Training is heavy to load.
  if (method.facts.result === "training") {
    const { trainedOrder } = await import("../orders/trained-order.js");
    return trainedOrder(dataset, { ...options, method }, choices, globals);
  }
  const progress = createProgress(globals.console, { what: method.name, unit: "edges ordered" });
  const warnOfDuration = createDurationWarning(globals.console, method.name);
  const { edgeCount } = dataset.adjacency;
  return removalOrder(method, dataset.adjacency, {
    ...choices,
    remove: options.removed,
    timeout: options.timeout,
    onProgress: (ordered) => {
      progress(ordered, edgeCount);
      warnOfDuration(ordered, edgeCount);
    },
  });
}

/** What else was asked of the method, as it was written. */
function methodDocument(options: Omit<MethodOptions, "method">) {
  const { walkLength, partitions, partitionsBy, parts, orderBy, batch, parity } = options;
  const { protect, keepDegree, resume, set, model, split } = options;
  return {
    walkLength,
    partitions,
    partitionsBy,
    parts,
    orderBy,
    batch,
    parity,
    protect,
    keepDegree,
    resume,
    set,
    model,
    split,
  };
}
