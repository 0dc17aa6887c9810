import fc from "fast-check";
import { type Adjacency, buildAdjacency } from "../../src/graph/adjacency.js";

/** A graph from pairs of vertices. */
export function graphOf(vertexCount: number, pairs: readonly (readonly [number, number])[]): Adjacency {
  return buildAdjacency({
    vertexCount,
    sources: pairs.map(([i]) => i),
    targets: pairs.map(([, j]) => j),
  }).adjacency;
}

/** Random simple graphs of every density, edges in random order: sparse ones are disconnected, dense ones nearly complete. */
export function arbitraryGraph(maxVertices: number): fc.Arbitrary<Adjacency> {
  return fc
    .integer({ min: 1, max: maxVertices })
    .chain((n) =>
      fc.tuple(
        fc.constant(n),
        fc.array(fc.tuple(fc.nat(n - 1), fc.nat(n - 1)), { maxLength: Math.ceil((n * n) / 2), size: "max" }),
      ),
    )
    .map(([n, pairs]) => graphOf(n, pairs));
}

/** Random graphs in which most vertices are leaves of a few others: stars, double stars, caterpillars, pairs beside them. */
export function arbitraryLeafyGraph(maxVertices: number): fc.Arbitrary<Adjacency> {
  return fc
    .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 3, max: maxVertices }))
    .chain(([hubs, n]) =>
      fc.tuple(
        fc.constant(n),
        fc.array(fc.tuple(fc.nat(Math.min(hubs, n) - 1), fc.nat(n - 1)), { maxLength: 2 * n, size: "max" }),
      ),
    )
    .map(([n, pairs]) => graphOf(n, pairs));
}

export function complete(n: number): [number, number][] {
  const pairs: [number, number][] = [];
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) pairs.push([i, j]);
  return pairs;
}

export function star(leaves: number): [number, number][] {
  return Array.from({ length: leaves }, (_, k) => [0, k + 1]);
}

export function chain(n: number): [number, number][] {
  return Array.from({ length: n - 1 }, (_, k) => [k, k + 1]);
}

export function cycle(n: number): [number, number][] {
  return Array.from({ length: n }, (_, k) => [k, (k + 1) % n]);
}

/** Two graphs side by side. */
export function disjoint(n: number, a: [number, number][], b: [number, number][]): [number, number][] {
  return [...a, ...b.map(([i, j]): [number, number] => [i + n, j + n])];
}
