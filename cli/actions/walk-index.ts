import { InputError } from "../../src/errors.js";
import { distribution } from "../../src/graph/attributes/distribution.js";
import { allVertexNames, vertexName } from "../../src/graph/attributes/vertex-names.js";
import type { GraphDataset } from "../../src/graph/dataset.js";
import type { NamedPartition } from "../../src/partitions/read-partitions.js";
import { textTable } from "../../src/report/tables/text-table.js";
import { boundary } from "../../src/walks/boundary.js";
import type { ExactCount } from "../../src/walks/exact-count.js";
import { separationRankBounds } from "../../src/walks/separation-rank-bounds.js";
import { singletonWalkIndices } from "../../src/walks/singleton-walk-indices.js";
import { walkIndices } from "../../src/walks/walk-index.js";
import { loadGraph } from "../files/load-graph.js";
import { checkPartitionOptions, choosePartitions } from "../files/load-partitions.js";
import { type Columns, checkTableFile, saveTable } from "../files/save-table.js";
import { STANDARD_OUTPUT, tellResult } from "../files/standard-output.js";
import type { Globals } from "../options/globals.js";
import type { GraphOptions } from "../options/graph-argument.js";
import type { Console } from "../terminal/console.js";
import { UsageError } from "../terminal/exit.js";

interface WalkIndexOptions extends GraphOptions {
  readonly walkLength?: number;
  readonly partition?: string;
  readonly partitionsBy?: string;
  readonly parts?: number;
  readonly target?: string;
  readonly depth?: number;
  readonly width?: number;
  readonly features?: number;
  readonly out?: string;
}

/** `seprank walk-index`: prints the walk indices of vertex subsets, with the bounds on separation ranks that they give. */
export async function walkIndex(graph: string, options: WalkIndexOptions, globals: Globals): Promise<void> {
  const { partition, partitionsBy: by, out } = options;
  checkOptions(options, globals);
  const walkLength = options.walkLength ?? (options.depth === undefined ? 2 : options.depth - 1);
  const { dataset, sha256 } = await loadGraph(graph, options, globals);
  const { text, document, columns } =
    partition === undefined && by === undefined
      ? ofVertices(dataset, walkLength, globals.console)
      : ofPartitions(
          dataset,
          await chosenPartitions(dataset, options, globals.seed),
          { ...options, walkLength },
          globals.console.columns,
        );
  if (out !== undefined) await saveTable(columns, out);
  const written = out === undefined || out === STANDARD_OUTPUT ? "" : `\nwritten to ${out}`;
  tellResult(globals.console, [out], `${text}${written}`, {
    name: dataset.name,
    sha256,
    directed: dataset.adjacency.directed,
    walkLength,
    ...document,
    output: out ?? null,
  });
}

function checkOptions(
  { partition, partitionsBy: by, parts, target, walkLength, depth, width, features, out }: WalkIndexOptions,
  globals: Globals,
): void {
  for (const [name, value] of Object.entries({ target, width, features }))
    if (partition === undefined && by === undefined && value !== undefined)
      throw new UsageError(
        `--${name} needs --partition: single vertices are their own targets, without bounds`,
      );
  checkPartitionOptions({ partitions: partition, partitionsBy: by, parts }, "partition");
  if (features !== undefined && width === undefined) throw new UsageError("--features needs --width");
  if (depth !== undefined && walkLength !== undefined && walkLength !== depth - 1)
    throw new UsageError(`--depth ${depth} has walks of length ${depth - 1}; leave --walk-length out`);
  if (depth !== undefined && depth < 1)
    throw new InputError(`--depth: expected an integer >= 1, got ${depth}`);
  if (out !== undefined) checkTableFile(out, globals);
}

/** An exact count as JSON can hold it: digits from 2^53 on. */
function jsonCount(count: ExactCount): number | string {
  return typeof count === "bigint" ? `${count}` : count;
}

/** Milliseconds between lines of progress. */
const BETWEEN_LINES = 250;

function ofVertices(dataset: GraphDataset, walkLength: number, console: Console) {
  const { adjacency } = dataset;
  let told = performance.now();
  const indices = singletonWalkIndices(adjacency, walkLength, (done) => {
    if (performance.now() - told < BETWEEN_LINES) return;
    told = performance.now();
    console.progress(`walk indices: ${done} of ${adjacency.vertexCount} vertices`);
  });
  console.progress(null);
  const columns: Columns = { vertex: allVertexNames(dataset), walkIndex: [...indices] };
  const summary =
    indices instanceof Float64Array
      ? distribution(indices)
      : { ...rangeOf(indices), median: null, mean: null };
  const lines = Object.entries(summary ?? {})
    .filter(([, value]) => value !== null)
    .map(([name, value]) => [name, typeof value === "number" ? `${Number(value.toFixed(2))}` : `${value}`]);
  return {
    text: `walk indices WI_{${walkLength},t}({t}) of the ${indices.length} vertices of ${dataset.name}\n${textTable(["", "walk index"], lines)}`,
    document: { vertices: indices.length, walkIndices: summary },
    columns,
  };
}

function rangeOf(counts: readonly bigint[]): { minimum: string; maximum: string } {
  const fold = (better: (a: bigint, b: bigint) => boolean) => counts.reduce((a, b) => (better(b, a) ? b : a));
  return { minimum: `${fold((a, b) => a < b)}`, maximum: `${fold((a, b) => a > b)}` };
}

async function chosenPartitions(
  dataset: GraphDataset,
  { partition, partitionsBy, parts, target: name }: WalkIndexOptions,
  seed: number,
): Promise<NamedPartition[]> {
  const options = { partitions: partition, partitionsBy, parts };
  const partitions = (await choosePartitions(options, dataset, seed)) ?? [];
  if (name === undefined) return partitions;
  const target = allVertexNames(dataset).indexOf(name);
  if (target < 0) throw new InputError(`--target: expected a vertex of ${dataset.name}, got "${name}"`);
  return partitions.map((partition) => ({ ...partition, target: partition.target ?? target }));
}

function ofPartitions(
  dataset: GraphDataset,
  partitions: readonly NamedPartition[],
  {
    walkLength,
    width,
    features = dataset.features?.columns,
  }: WalkIndexOptions & { readonly walkLength: number },
  terminal: number,
) {
  const { adjacency } = dataset;
  if (width !== undefined && features === undefined)
    throw new InputError(`${dataset.name} has no features; expected --features, their dimension`);
  const indices = walkIndices(adjacency, walkLength, partitions);
  const rows = partitions.map((partition, m) => {
    const { name, subset, target } = partition;
    const bounds =
      width === undefined || features === undefined
        ? null
        : separationRankBounds(adjacency, partition, { depth: walkLength + 1, width, features });
    return {
      partition: name,
      size: subset.length,
      target: target === undefined ? null : vertexName(dataset, target),
      boundary: boundary(adjacency, subset).length,
      walkIndex: indices[m],
      ...(bounds === null
        ? {}
        : { upper: bounds.upper, lower: bounds.lower, lowerBy: bounds.admissible.search }),
    };
  });
  const names = Object.keys(rows[0]) as (keyof (typeof rows)[0])[];
  const cell = (value: unknown) =>
    value === null || value === undefined
      ? "-"
      : typeof value === "number" && !Number.isInteger(value)
        ? value.toPrecision(6)
        : `${value}`;
  return {
    text: textTable(
      names.map((name) => (name === "lowerBy" ? "lower by" : name === "walkIndex" ? "walk index" : name)),
      rows.map((row) => names.map((name) => cell(row[name]))),
      { columns: terminal },
    ),
    document: { partitions: rows.map((row) => ({ ...row, walkIndex: jsonCount(row.walkIndex) })) },
    columns: Object.fromEntries(names.map((name) => [name, rows.map((row) => row[name] ?? null)])),
  };
}
