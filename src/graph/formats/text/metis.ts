import { FormatError } from "../../../errors.js";
import { buildAdjacency } from "../../adjacency.js";
import { namesFromOne } from "../../attributes/vertex-names.js";
import { bareDataset } from "../../bare-dataset.js";
import type { GraphDataset } from "../../dataset.js";
import { takeGraph, takeObjects } from "../../read-budget.js";
import { decodeText } from "./decode-text.js";
import type { StructureOptions } from "./matrix-market.js";
import { finiteField, integerField, type NumberLine, numberLines } from "./number-lines.js";

/** The square of this is below 2^53. */
const MOST_VERTICES = 94_906_265;
/** Vertex weights of METIS, more than which no file has. */
const MOST_CONSTRAINTS = 1000;

/**
 * Reads a METIS graph file: a head `n m [fmt [ncon]]`, then a line a vertex with its neighbours, each edge in both its ends' lines.
 *
 * The three digits of fmt tell of vertex sizes and weights, which are read over, and of edge weights, which are kept. Edges are
 * numbered in the order of their first appearance.
 *
 * Where the two lines give an edge two weights, that of the lower vertex's line is taken, and told.
 * Vertices have the file's numbers, from 1, as names.
 *
 * Source: Karypis, METIS 5.1 manual, section 4.1.1. Complexity: O(bytes).
 *
 * @throws FormatError with its line where the file is malformed, an edge is missing in one of its ends' linesor
 *   the counts are not those of the head; where directions are asked for, which METIS has not
 */
export function readMetis(bytes: Uint8Array, { name, directed = false }: StructureOptions): GraphDataset {
  if (directed) throw new FormatError("metis: the format holds undirected graphs only, got --directed");
  const lines = numberLines(decodeText(bytes), "%", true);
  const head = firstLine(lines);
  // Each vertex has a line; that keeps a head from reserving more than the file deserves, and pairs below 2^53.
  const vertexCount = integerField(head, 0, "the number of vertices", [
    0,
    Math.min(bytes.length, MOST_VERTICES),
  ]);
  const edgeCount = integerField(head, 1, "the number of edges", [0, bytes.length]);
  takeGraph(vertexCount, edgeCount);
  const { skipped, weighted } = readFormat(head);
  const step = weighted ? 2 : 1;
  const sources: number[] = [];
  const targets: number[] = [];
  const weights: number[] = [];
  // The weight of an edge in its lower end's line, until the upper end's line repeats it.
  const open = new Map<number, number>();
  let vertex = 0;
  let unequal = 0;
  for (const line of lines) {
    if (vertex === vertexCount) {
      if (line.fields.length === 0) continue;
      throw new FormatError(`expected ${vertexCount} lines, one a vertex, got more`, { line: line.number });
    }
    if (line.fields.length < skipped || (line.fields.length - skipped) % step !== 0)
      throw new FormatError(
        `expected ${skipped} numbers for the vertex and ${step} for each neighbour, got ${line.fields.length}`,
        { line: line.number },
      );
    for (let k = skipped; k < line.fields.length; k += step) {
      const neighbor = integerField(line, k, "a neighbour", [1, vertexCount]) - 1;
      const weight = weighted ? finiteField(line, k + 1, "an edge's weight") : 1;
      if (neighbor === vertex)
        throw new FormatError("metis: a vertex is no neighbour of its own", { line: line.number });
      const key = Math.min(vertex, neighbor) * vertexCount + Math.max(vertex, neighbor);
      if (vertex < neighbor) {
        if (open.has(key))
          throw new FormatError(`neighbour ${neighbor + 1} is listed twice`, { line: line.number });
        takeObjects(1, 96, "edges");
        open.set(key, weight);
        sources.push(vertex);
        targets.push(neighbor);
        weights.push(weight);
      } else if (open.has(key)) {
        if (open.get(key) !== weight) unequal++;
        open.delete(key);
      } else
        throw new FormatError(
          `expected the edge ${neighbor + 1} - ${vertex + 1} in both its ends' lines, found it in one`,
          { line: line.number },
        );
    }
    vertex++;
  }
  if (vertex < vertexCount)
    throw new FormatError(`metis: expected ${vertexCount} lines, one a vertex, got ${vertex}`);
  for (const key of open.keys())
    throw new FormatError(
      `metis: the edge ${Math.floor(key / vertexCount) + 1} - ${(key % vertexCount) + 1} is missing in the second vertex's line`,
    );
  if (sources.length !== edgeCount)
    throw new FormatError(`metis: expected ${edgeCount} edges, as the head says, got ${sources.length}`);
  return bareDataset({
    name,
    vertexNames: namesFromOne(vertexCount),
    notices: [
      skipped === 0 ? [] : "sizes or weights of the vertices left out",
      unequal === 0 ? [] : `${unequal} edges have two weights: that in the line of the lower vertex is taken`,
    ].flat(),
    ...buildAdjacency({ vertexCount, sources, targets, weights: weighted ? weights : null }),
  });
}

function firstLine(lines: Generator<NumberLine>): NumberLine {
  for (;;) {
    const { value, done } = lines.next();
    if (done) throw new FormatError("metis: expected a head with the numbers of vertices and edges");
    if (value.fields.length > 0) return value;
  }
}

/** How many numbers of a line belong to its vertex, and whether edges have weights. */
function readFormat(head: NumberLine): { skipped: number; weighted: boolean } {
  const format = head.fields[2] ?? "0";
  if (head.fields.length > 4 || !/^[01]{1,3}$/.test(format))
    throw new FormatError(
      `expected a head "vertices edges [format of digits 0 and 1 [weights a vertex]]", got ${JSON.stringify(head.fields.join(" ").slice(0, 60))}`,
      { line: head.number },
    );
  const [sizes, vertexWeights, edgeWeights] = format.padStart(3, "0");
  const constraints =
    head.fields[3] === undefined ? 1 : integerField(head, 3, "weights a vertex", [0, MOST_CONSTRAINTS]);
  return {
    skipped: (sizes === "1" ? 1 : 0) + (vertexWeights === "1" ? constraints : 0),
    weighted: edgeWeights === "1",
  };
}
