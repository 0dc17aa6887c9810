import { FormatError } from "../../../errors.js";
import { buildAdjacency } from "../../adjacency.js";
import { namesFromOne } from "../../attributes/vertex-names.js";
import { bareDataset } from "../../bare-dataset.js";
import type { GraphDataset } from "../../dataset.js";
import { takeGraph } from "../../read-budget.js";
import { decodeText } from "./decode-text.js";
import { finiteField, integerField, numberLines, vertexCountField } from "./number-lines.js";

/** What a reader of a structure-only format is told. */
export interface StructureOptions {
  readonly name: string;
  /** default false */
  readonly directed?: boolean | undefined;
}

/**
 * Reads a square sparse matrix in Matrix Market's coordinate format as a graph: entry (i, j) is the edge from i to j.
 *
 * Vertices have the file's numbers, from 1, as names. Of a symmetric matrix, with directions, each entry is an edge both ways.
 *
 * Fields `pattern` (no weights), `integer` and `real`; symmetries `general` and `symmetric`. A stored zero is an edge of weight 0.
 *
 * Source: Boisvert, Pozo, Remington: The Matrix Market exchange formats, NISTIR 5935, 1996. Complexity: O(bytes).
 *
 * @throws FormatError with its line where the file is malformed, not square, an array, complex, skew-symmetric or Hermitian
 */
export function readMatrixMarket(
  bytes: Uint8Array,
  { name, directed = false }: StructureOptions,
): GraphDataset {
  const text = decodeText(bytes);
  const { pattern, symmetric } = readBanner(text);
  const lines = numberLines(text, "%");
  const size = lines.next().value;
  if (size === undefined) throw new FormatError("matrix-market: expected a line with rows, columns, entries");
  if (size.fields.length !== 3)
    throw new FormatError(
      `expected rows, columns and entries, three numbers, got ${size.fields.length} (--format edge-list reads lines of ends)`,
      {
        line: size.number,
      },
    );
  const vertexCount = vertexCountField(size, 0);
  if (integerField(size, 1, "the number of columns", [0, Number.MAX_SAFE_INTEGER]) !== vertexCount)
    throw new FormatError(`expected a square matrix, got ${vertexCount} rows and ${size.fields[1]} columns`, {
      line: size.number,
    });
  const entries = integerField(size, 2, "the number of entries", [0, Math.ceil(text.length / 4)]);
  takeGraph(vertexCount, symmetric && directed ? 2 * entries : entries);
  const sources = new Uint32Array(entries);
  const targets = new Uint32Array(entries);
  const weights = pattern ? null : new Float64Array(entries);
  let read = 0;
  for (const line of lines) {
    if (read === entries)
      throw new FormatError(`expected ${entries} entries, got more`, { line: line.number });
    sources[read] = integerField(line, 0, "a row", [1, vertexCount]) - 1;
    targets[read] = integerField(line, 1, "a column", [1, vertexCount]) - 1;
    if (weights !== null) weights[read] = finiteField(line, 2, "a value");
    checkFields(line, pattern ? 2 : 3);
    read++;
  }
  if (read < entries) throw new FormatError(`matrix-market: expected ${entries} entries, got ${read}`);
  const entriesRead = { sources, targets, weights };
  // A symmetric matrix is stored as one triangle: each entry off the diagonal stands for two arcs.
  const pairs = symmetric && directed ? withMirrored(entriesRead) : entriesRead;
  return bareDataset({
    name,
    vertexNames: namesFromOne(vertexCount),
    ...buildAdjacency({ vertexCount, ...pairs, directed }),
  });
}

interface Entries {
  readonly sources: Uint32Array;
  readonly targets: Uint32Array;
  readonly weights: Float64Array | null;
}

/** Every entry, followed by its mirror image. */
function withMirrored({ sources, targets, weights }: Entries): Entries {
  const count = 2 * sources.length;
  return {
    sources: Uint32Array.from({ length: count }, (_, k) => (k % 2 === 0 ? sources : targets)[k >> 1]),
    targets: Uint32Array.from({ length: count }, (_, k) => (k % 2 === 0 ? targets : sources)[k >> 1]),
    weights: weights === null ? null : Float64Array.from({ length: count }, (_, k) => weights[k >> 1]),
  };
}

/** What the first line announces; throws where it is no graph. */
function readBanner(text: string): { pattern: boolean; symmetric: boolean } {
  const first = text.slice(0, Math.max(0, text.search(/\r?\n|$/)));
  const [banner, object, format, field, symmetry] = first.trim().toLowerCase().split(/\s+/);
  const fits =
    banner === "%%matrixmarket" &&
    object === "matrix" &&
    format === "coordinate" &&
    ["pattern", "integer", "real"].includes(field) &&
    ["general", "symmetric"].includes(symmetry);
  if (!fits)
    throw new FormatError(
      `expected "%%MatrixMarket matrix coordinate pattern|integer|real general|symmetric", got ${JSON.stringify(first.slice(0, 80))}`,
      { line: 1 },
    );
  return { pattern: field === "pattern", symmetric: symmetry === "symmetric" };
}

function checkFields(
  { number, fields }: { number: number; fields: readonly string[] },
  expected: number,
): void {
  if (fields.length !== expected)
    throw new FormatError(`expected ${expected} numbers, got ${fields.length}`, { line: number });
}
