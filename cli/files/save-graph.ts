import { writeFileAtomic } from "../../src/files.js";
import type { GraphDataset } from "../../src/graph/dataset.js";
import {
  checkFormat,
  formatOf,
  type GraphFormat,
  isTableFormat,
  nodesFile,
  partsLost,
  verticesLost,
  writeGraph,
  writeNodes,
} from "../../src/graph/formats/formats.js";
import type { Globals } from "../options/globals.js";
import type { OutputOptions } from "../options/graph-argument.js";
import { UsageError } from "../terminal/exit.js";
import { tellManyEdges } from "../terminal/tell-many-edges.js";
import { STANDARD_OUTPUT, tellResult, writeStandardOutput } from "./standard-output.js";

/** Where a graph goes, and how it is written. */
export interface Output {
  readonly file: string;
  readonly format: GraphFormat;
}

/**
 * The output that the options ask for: to be settled before anything is computed.
 *
 * @throws UsageError where the graph and the JSON document would both go to standard output
 * @throws InputError where the format is unknown
 */
export function outputOf({ out: file, to }: OutputOptions, { json }: Globals): Output {
  if (json && file === STANDARD_OUTPUT)
    throw new UsageError("--json and -o - both write to standard output; write the graph to a file");
  if (to !== undefined && isTableFormat(to) && file === STANDARD_OUTPUT)
    throw new UsageError(`${to} is two files, of edges and of vertices; write it to a file`);
  if (to === undefined) return { file, format: file === STANDARD_OUTPUT ? "edge-list" : formatOf(file) };
  checkFormat(to);
  return { file, format: to };
}

/** What a command has done. */
export interface Described {
  /** for people */
  readonly text: string;
  /** as part of the JSON document */
  readonly document: object;
  /** files that the command also wrote; default none */
  readonly others?: readonly (string | undefined)[];
}

/**
 * Writes a graph, and tells what was written and what the format left out.
 *
 */
export async function saveGraph(
  dataset: GraphDataset,
  { file, format }: Output,
  { console }: Globals,
  { text, document, others = [] }: Described,
): Promise<void> {
  tellManyEdges(console, dataset.adjacency.edgeCount, (edges) => `writing ${edges} as ${format}`);
  const bytes = await writeGraph(dataset, format, { name: file });
  const lostVertices = verticesLost(dataset, format);
  const lostParts = partsLost(dataset, format);
  if (lostVertices > 0)
    console.warn(`format ${format} lists edges only: ${lostVertices} vertices without one are left out`);
  if (lostParts.length > 0) console.warn(`format ${format} does not hold ${lostParts.join(", ")}: left out`);
  if (file === STANDARD_OUTPUT) {
    await writeStandardOutput(bytes);
    console.message(text);
    return;
  }
  const nodes = isTableFormat(format) ? nodesFile(file) : undefined;
  if (isTableFormat(format)) await writeFileAtomic(nodesFile(file), await writeNodes(dataset, format));
  await writeFileAtomic(file, bytes);
  const written = nodes === undefined ? file : `${file}, its vertices to ${nodes}`;
  tellResult(console, others, `${text}\nwritten to ${written} (${format})`, {
    ...document,
    output: { file, ...(nodes && { nodes }), format, bytes: bytes.length, lostVertices, lostParts },
  });
}
