import { FormatError } from "../errors.js";
import { allVertexNames } from "../graph/attributes/vertex-names.js";
import { checkDataset } from "../graph/check-argument.js";
import type { GraphDataset } from "../graph/dataset.js";
import { decodeText } from "../graph/formats/text/decode-text.js";
import { fieldText, forEachRow } from "../graph/formats/text/delimited-rows.js";
import { takeJson, withReadBudget } from "../graph/read-budget.js";
import type { Partition } from "../walks/walk-index.js";

/** A partition as a file names it. */
export interface NamedPartition extends Partition {
  readonly name: string;
  readonly subset: Uint32Array;
}

/** A subset while it is read: its name, its vertices' names, and its target's, with the lines they stand in. */
interface Entry {
  readonly vertices: number[];
  target: number | undefined;
  readonly line: number | undefined;
}

/**
 * Reads subsets of a graph's vertices, each one side of a partition, by the vertices' names.
 *
 * JSON: `{"left": ["a", "b"], "right": {"vertices": ["c"], "target": "a"}}`; names that are numbers may be written as such. Else
 * comma-separated rows: partition, vertex, and maybe the partition's target (the same in all of its rows that have one); a first row
 * `partition,vertex[,target]` is a header.
 *
 * Complexity: O(V + characters).
 * @throws FormatError where the content is neither, a vertex is unknown, a side is empty, or a partition has two targets
 *
 * @example
 * ```ts
 * import { karate } from "seprank";
 * import { readPartitions } from "seprank/adjacency";
 *
 * const bytes = new TextEncoder().encode('{ "leaders": ["0", "33"] }');
 * readPartitions(bytes, karate())[0].subset; // => Uint32Array.of(0, 33)
 * ```
 */
export function readPartitions(bytes: Uint8Array, dataset: GraphDataset): NamedPartition[] {
  checkDataset(dataset, "readPartitions");
  return withReadBudget(bytes.length, {}, () => read(bytes, dataset));
}

function read(bytes: Uint8Array, dataset: GraphDataset): NamedPartition[] {
  const text = decodeText(bytes);
  const indexOf = new Map(allVertexNames(dataset).map((name, vertex) => [name, vertex]));
  const entries = /^\s*[{[]/.test(text) ? entriesOfJson(text, find) : entriesOfRows(text, find);
  if (entries.size === 0) throw new FormatError("partitions: expected at least one, got none");
  return Array.from(entries, ([name, { vertices, target, line }]) => {
    const subset = Uint32Array.from(new Set(vertices)).sort();
    const [size, most] = [subset.length, dataset.adjacency.vertexCount];
    if (size === 0 || size === most)
      throw new FormatError(
        `partition ${JSON.stringify(name)}: expected a part of the ${most} vertices, got ${size === 0 ? "none" : "all"} of them`,
        { line },
      );
    return { name, subset, target };
  });

  function find(name: string, partition: string, line?: number): number {
    const vertex = indexOf.get(name);
    if (vertex === undefined)
      throw new FormatError(
        `partition ${JSON.stringify(partition)}: expected vertices of ${dataset.name}, got ${JSON.stringify(name)}`,
        { line },
      );
    return vertex;
  }
}

type Find = (name: string, partition: string, line?: number) => number;

function entriesOfRows(text: string, find: Find): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  let first = true;
  forEachRow(text, ",", (row) => {
    const { line } = row;
    if (row.count < 2 || row.count > 3)
      throw new FormatError(`expected partition, vertex and maybe a target, got ${row.count} fields`, {
        line,
      });
    const [name, vertex, target = ""] = Array.from({ length: row.count }, (_, k) => fieldText(text, row, k));
    const isHeader = first && name === "partition" && vertex === "vertex";
    first = false;
    if (isHeader) return;
    let entry = entries.get(name);
    if (entry === undefined) {
      entry = { vertices: [], target: undefined, line };
      entries.set(name, entry);
    }
    entry.vertices.push(find(vertex, name, line));
    if (target === "") return;
    const found = find(target, name, line);
    if (entry.target !== undefined && entry.target !== found)
      throw new FormatError(
        `partition ${JSON.stringify(name)}: expected one target, got a second, ${JSON.stringify(target)}`,
        {
          line,
        },
      );
    entry.target = found;
  });
  return entries;
}

function entriesOfJson(text: string, find: Find): Map<string, Entry> {
  let document: unknown;
  takeJson(text);
  try {
    document = JSON.parse(text);
  } catch (error) {
    throw new FormatError(`expected JSON (${(error as Error).message})`, {}, { cause: error });
  }
  if (Array.isArray(document) || typeof document !== "object" || document === null)
    throw new FormatError('partitions: expected an object such as {"left": ["a", "b"]}');
  return new Map(
    Object.entries(document).map(([name, value]) => {
      const { vertices, target }: { vertices?: unknown; target?: unknown } =
        typeof value === "object" && value !== null && !Array.isArray(value) ? value : { vertices: value };
      if (!Array.isArray(vertices))
        throw new FormatError(`partition ${JSON.stringify(name)}: expected a list of vertices`);
      const vertexOf = (vertex: unknown) => find(nameOf(vertex, name), name);
      return [
        name,
        {
          vertices: vertices.map(vertexOf),
          target: target === undefined || target === null ? undefined : vertexOf(target),
          line: undefined,
        },
      ];
    }),
  );
}

function nameOf(vertex: unknown, partition: string): string {
  if (typeof vertex === "string") return vertex;
  if (typeof vertex === "number" && Number.isInteger(vertex)) return `${vertex}`;
  throw new FormatError(
    `partition ${JSON.stringify(partition)}: expected the name of a vertex, got ${vertex !== null && typeof vertex === "object" ? (Array.isArray(vertex) ? "a list" : "an object") : vertex}`,
  );
}
