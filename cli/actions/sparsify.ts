import { parseMethod } from "../../src/sparsify/method-spec.js";
import { removalOrder } from "../../src/sparsify/order-by-method.js";
import { type Amount, edgesToRemove } from "../../src/sparsify/orders/remove-amount.js";
import { pruneDataset } from "../../src/sparsify/prune-dataset.js";
import { loadGraph } from "../files/load-graph.js";
import { outputOf, saveGraph } from "../files/save-graph.js";
import { STANDARD_OUTPUT } from "../files/standard-output.js";
import type { Globals } from "../options/globals.js";
import type { GraphOptions, OutputOptions } from "../options/graph-argument.js";
import { checkMethodOptions, type MethodOptions, orderOptions } from "../orders/order-options.js";
import { orderFormat, saveOrder } from "../orders/save-order.js";
import { UsageError } from "../terminal/exit.js";
import { createProgress } from "../terminal/progress.js";

interface SparsifyOptions extends GraphOptions, OutputOptions, MethodOptions {
  readonly remove: Amount;
  readonly order?: string;
  readonly model?: string;
  readonly backend: string;
}

export async function sparsify(graph: string, options: SparsifyOptions, globals: Globals): Promise<void> {
  const { console, seed } = globals;
  const method = parseMethod(options.method);
  checkMethodOptions(method, options);
  const output = outputOf(options, globals);
  if (options.order !== undefined) orderFormat(options.order);
  if (options.order === STANDARD_OUTPUT && (globals.json || output.file === STANDARD_OUTPUT))
    throw new UsageError(
      `--order - and ${globals.json ? "--json" : "-o -"} both write to standard output; write the order to a file`,
    );
  const { dataset, sha256 } = await loadGraph(graph, options, globals);
  const { vertexCount, edgeCount } = dataset.adjacency;
  const removed = edgesToRemove(options.remove, edgeCount, "--remove");
  const choices = await orderOptions(options, dataset, globals);
  const start = performance.now();
  const progress = createProgress(console, { what: method.name, unit: "edges ordered" });
  const order =
    method.facts.result === "training"
      ? // Training is heavy to load.
        await (await import("../orders/trained-order.js")).trainedOrder(
          dataset,
          { ...options, method },
          choices,
          globals,
        )
      : removalOrder(method, dataset.adjacency, {
          ...choices,
          remove: removed,
          onProgress: (ordered) => progress(ordered, edgeCount),
        });
  console.progress(null);
  const seconds = (performance.now() - start) / 1000;
  console.detail(`${method.name}: order of ${edgeCount} edges in ${seconds.toFixed(3)} s`);

  if (options.order !== undefined) await saveOrder(dataset, order, options.order);
  await saveGraph(
    pruneDataset(dataset, order, removed),
    output,
    globals,
    {
      text: `${dataset.name}: ${removed} of ${edgeCount} edges removed by ${method.name}, ${edgeCount - removed} kept`,
      document: {
        input: {
          name: dataset.name,
          sha256,
          vertices: vertexCount,
          edges: edgeCount,
          dropped: dataset.dropped,
        },
        method: method.name,
        seed,
        ...methodDocument(options),
        removed,
        kept: edgeCount - removed,
        seconds,
        order: options.order ?? null,
      },
    },
    [options.order],
  );
}

/** What else was asked of the method, as it was written. */
function methodDocument(options: MethodOptions & Pick<SparsifyOptions, "model">) {
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
