import { InputError } from "../../src/errors.js";
import { writeFileAtomic } from "../../src/files.js";
import { subgraphOfEdges } from "../../src/graph/adjacency.js";
import type { GraphDataset } from "../../src/graph/dataset.js";
import { formatOf, type GraphFormat, writeGraph } from "../../src/graph/formats/formats.js";
import type { RemovalOrder } from "../../src/sparsify/orders/removal-order.js";
import { STANDARD_OUTPUT, writeStandardOutput } from "../files/standard-output.js";

/** Formats that list edges, in an order. */
const ORDER_FORMATS: readonly GraphFormat[] = ["csv", "tsv", "arrow"];

/** The format of a removal order's file. @throws InputError where its name tells none that lists edges */
export function orderFormat(file: string): GraphFormat {
  const format = file === STANDARD_OUTPUT ? "csv" : formatOf(file);
  if (!ORDER_FORMATS.includes(format))
    throw new InputError(
      `--order ${file}: expected a file name ending in .csv, .tsv or .arrow, or - for standard output`,
    );
  return format;
}

/** Writes all edges by the names of their ends, columns source and target (and type), first removed first. */
export async function saveOrder(dataset: GraphDataset, order: RemovalOrder, file: string): Promise<void> {
  const ordered = subgraphOfEdges({ ...dataset.adjacency, weights: null }, order.edges);
  const edges = { ...dataset, adjacency: ordered, edgeAttributes: null };
  const bytes = await writeGraph(edges, orderFormat(file), { name: file });
  await (file === STANDARD_OUTPUT ? writeStandardOutput(bytes) : writeFileAtomic(file, bytes));
}
