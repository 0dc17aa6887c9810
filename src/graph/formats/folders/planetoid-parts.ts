import { FormatError } from "../../../errors.js";
import { OBJECT_BYTES, takeObjects } from "../../read-budget.js";
import { pickledArray, readPickle } from "../numpy/pickle.js";
import { decodeText } from "../text/decode-text.js";

/** The class of each row of a one-hot matrix, -1 for a row of zeros. */
export function readOneHot(bytes: Uint8Array): Int32Array {
  const { kind, shape, values } = pickledArray(readPickle(bytes));
  if (kind !== "numbers" || shape.length !== 2) throw new FormatError("expected a matrix of one-hot rows");
  const [rows, classes] = shape;
  takeObjects(rows, OBJECT_BYTES.list, "rows");
  return Int32Array.from({ length: rows }, (_, row) => {
    const ones = Array.from(values.subarray(row * classes, (row + 1) * classes));
    if (ones.some((value) => value !== 0 && value !== 1) || ones.filter(Boolean).length > 1)
      throw new FormatError(`row ${row}: expected at most a single 1 among zeros`);
    return ones.indexOf(1);
  });
}

/** The vertices of `test.index`, one number a line. */
export function readTestIndex(bytes: Uint8Array): number[] {
  const lines = decodeText(bytes).trim().split("\n");
  const vertices = lines.map((text, k) => {
    if (!/^\d{1,9}\r?$/.test(text))
      throw new FormatError(`expected a vertex number, got ${JSON.stringify(text.slice(0, 40))}`, {
        line: k + 1,
      });
    return Number(text);
  });
  const seen = new Set<number>();
  const twice = vertices.find((vertex) => seen.size === seen.add(vertex).size);
  if (twice !== undefined) throw new FormatError(`expected every vertex once, got ${twice} twice`);
  return vertices;
}

/** The pairs of the `graph` dictionary, vertex to list of neighbours. */
export function readNeighbors(bytes: Uint8Array): { sources: number[]; targets: number[]; highest: number } {
  const graph = readPickle(bytes);
  if (!(graph instanceof Map)) throw new FormatError("expected a dictionary of lists of neighbours");
  const sources: number[] = [];
  const targets: number[] = [];
  let highest = -1;
  for (const [vertex, neighbors] of graph) {
    if (!Array.isArray(neighbors)) throw new FormatError(`vertex ${vertex}: expected a list of neighbours`);
    // One list may stand under many keys.
    takeObjects(neighbors.length + 1, 32, "neighbours");
    for (const end of [vertex, ...neighbors]) {
      if (typeof end !== "number" || !Number.isInteger(end) || end < 0)
        throw new FormatError(`vertex ${vertex}: expected vertex numbers`);
      highest = Math.max(highest, end);
    }
    for (const neighbor of neighbors as number[]) {
      sources.push(vertex as number);
      targets.push(neighbor);
    }
  }
  return { sources, targets, highest };
}
