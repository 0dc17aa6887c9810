import fc from "fast-check";
import { expect, test } from "vitest";
import { buildAdjacency } from "../../../src/graph/adjacency.js";
import {
  colouringOf,
  colourWaysOf,
  edgeColoursOf,
  largestWalkIndex,
} from "../../../src/report/graph-picture/colouring.js";
import { remainderOf } from "../../../src/report/graph-picture/graph.js";
import { pictureGraph } from "../../../src/report/graph-picture/picture-graph.js";
import { CLASS_COLOURS, GREY_COLOUR, RAMP_COLOURS } from "../../../src/report/graph-picture/theme.js";

const graphs = fc.integer({ min: 1, max: 12 }).chain((vertexCount) =>
  fc.record({
    vertexCount: fc.constant(vertexCount),
    edges: fc.array(fc.tuple(fc.nat(vertexCount - 1), fc.nat(vertexCount - 1)), { maxLength: 30 }),
    removed: fc.nat(20),
  }),
);

/** The graph, what is left without its first edges, and its matrix. */
function cut({
  vertexCount,
  edges,
  removed,
}: {
  vertexCount: number;
  edges: [number, number][];
  removed: number;
}) {
  const sources = edges.map(([s]) => s);
  const { adjacency } = buildAdjacency({ vertexCount, sources, targets: edges.map(([, t]) => t) });
  const graph = pictureGraph({ adjacency, labels: null, classNames: null });
  const remainder = remainderOf(
    graph,
    Uint32Array.from({ length: graph.edgeCount }, (_, e) => e),
    removed,
  );
  const matrix = Array.from({ length: vertexCount }, (_, s) =>
    Array.from({ length: vertexCount }, (__, t) => (s === t ? 1 : 0)),
  );
  for (let e = Math.min(removed, graph.edgeCount); e < graph.edgeCount; e++) {
    matrix[graph.sources[e]][graph.targets[e]] = 1;
    matrix[graph.targets[e]][graph.sources[e]] = 1;
  }
  return { graph, remainder, matrix };
}

test("walk indices are closed walks of length 3 in what is left; a larger one never has an earlier colour; the ranges told hold", () => {
  fc.assert(
    fc.property(graphs, (example) => {
      const { graph, remainder, matrix } = cut(example);
      const times = (a: number[][], b: number[][]) =>
        a.map((row) => b.map((_, t) => row.reduce((sum, value, k) => sum + value * b[k][t], 0)));
      const cube = times(matrix, times(matrix, matrix));
      const expected = cube.map((row, t) => (remainder.degrees[t] === 0 ? 0 : row[t]));
      const { vertices, entries, walkIndices } = colouringOf(
        "walk-index",
        graph,
        remainder,
        largestWalkIndex(graph),
      );
      expect([...walkIndices!]).toEqual(expected);
      for (const [t, index] of expected.entries()) {
        if (index === 0) {
          expect(vertices[t]).toBe(GREY_COLOUR);
          continue;
        }
        expect(vertices[t]).toBeGreaterThanOrEqual(CLASS_COLOURS.length);
        expect(vertices[t]).toBeLessThan(CLASS_COLOURS.length + RAMP_COLOURS.length);
        const [from, to = from] = entries
          .find(({ colour }) => colour === vertices[t])!
          .name.replaceAll(",", "")
          .split(" to ")
          .map(Number);
        expect(index).toBeGreaterThanOrEqual(from);
        expect(index).toBeLessThanOrEqual(to);
      }
      expect(
        [...edgeColoursOf(graph, { vertices, entries, walkIndices })].every((c) => c === GREY_COLOUR),
      ).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test("components: vertices of one colour are connected, larger ones have their colours first", () => {
  fc.assert(
    fc.property(graphs, (example) => {
      const { graph, remainder, matrix } = cut(example);
      const { vertices, entries } = colouringOf("component", graph, remainder, 1);
      // Reached from each vertex, by as many steps as there are vertices.
      const reached = matrix.map((_, s) => {
        const from = new Set([s]);
        for (const t of from) for (const [u, linked] of matrix[t].entries()) if (linked === 1) from.add(u);
        return from;
      });
      for (const [s, from] of reached.entries()) {
        if (from.size === 1) expect(vertices[s]).toBe(GREY_COLOUR);
        else if (vertices[s] !== GREY_COLOUR)
          expect([...from].sort()).toEqual(
            [...vertices.keys()].filter((t) => vertices[t] === vertices[s]).sort(),
          );
      }
      const sizes = entries
        .filter(({ colour }) => colour !== GREY_COLOUR)
        .map(({ name }) => Number.parseInt(name, 10));
      expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    }),
    { numRuns: 60 },
  );
});

test("more than eight components: the others are counted", () => {
  const pairs = Array.from({ length: 10 }, (_, k) => k);
  const { graph, remainder } = cut({
    vertexCount: 20,
    edges: pairs.map((k) => [2 * k, 2 * k + 1]),
    removed: 0,
  });
  const { entries } = colouringOf("component", graph, remainder, 1);
  expect(entries).toHaveLength(9);
  expect(entries.at(-1)).toEqual({ name: "2 others", colour: GREY_COLOUR });
});

test("classes come first where there are some; walk indices only of simple graphs", () => {
  expect(colourWaysOf({ labels: Int32Array.of(0), isSimple: true })).toEqual([
    "class",
    "walk-index",
    "component",
  ]);
  expect(colourWaysOf({ labels: null, isSimple: true })).toEqual(["walk-index", "component"]);
  expect(colourWaysOf({ labels: null, isSimple: false })).toEqual(["component"]);
});
