import fc from "fast-check";
import { type Adjacency, buildAdjacency } from "../../src/graph/adjacency.js";

/** Walks, boundaries and admissible subsets from their definitions, on matrices of big integers and over all subsets. */

/** A with a self-loop at every vertex; parallel edges of several types are one entry. */
export function matrixOf({ vertexCount, edgeCount, sources, targets, directed }: Adjacency): bigint[][] {
  const a = identity(vertexCount);
  for (let e = 0; e < edgeCount; e++) {
    a[sources[e]][targets[e]] = 1n;
    if (!directed) a[targets[e]][sources[e]] = 1n;
  }
  return a;
}

export function power(a: bigint[][], exponent: number): bigint[][] {
  let result = identity(a.length);
  for (let l = 0; l < exponent; l++)
    result = result.map((row) => a.map((_, j) => row.reduce((sum, x, k) => sum + x * a[k][j], 0n)));
  return result;
}

/** The sum of the entries from some rows to some columns. */
export function total(a: bigint[][], from: Iterable<number>, to: Iterable<number>): bigint {
  const columns = [...new Set(to)];
  let sum = 0n;
  for (const i of new Set(from)) for (const j of columns) sum += a[i][j];
  return sum;
}

/** {i in I : N_in(i) meets V \ I} and {j in V \ I : N_in(j) meets I}; undirected, neighbours. */
export function definedBoundary(a: bigint[][], subset: readonly number[]): number[] {
  const side = a.map((_, t) => subset.includes(t));
  return [...a.keys()].filter((t) => a.some((row, s) => row[t] === 1n && side[s] !== side[t]));
}

/** Definitions 12 and 16. */
export function definedNoRepeating(a: bigint[][], first: number[], second: number[]): boolean {
  const from = (set: number[], k: number) => set.filter((s) => a[s][k] === 1n).length;
  return [...a.keys()].every((k) => {
    const [x, y] = [from(first, k), from(second, k)];
    return x === 0 || y === 0 || (x === 1 && y === 1);
  });
}

/** Definitions 13 and 17: all admissible subsets, by all I' and J'; each as its sorted members joined by commas. */
export function definedAdmissible(a: bigint[][], subset: readonly number[]): Set<string> {
  const others = [...a.keys()].filter((t) => !subset.includes(t));
  const found = new Set<string>();
  for (const first of subsets([...new Set(subset)]))
    for (const second of subsets(others))
      if (definedNoRepeating(a, first, second))
        found.add([...a.keys()].filter((k) => [first, second].every((s) => s.some((i) => a[i][k]))).join());
  return found;
}

export function subsets<T>(items: readonly T[]): T[][] {
  return Array.from({ length: 2 ** items.length }, (_, bits) => items.filter((_, k) => (bits >> k) & 1));
}

/** Random graphs: undirected, directed, and with up to three edge types (parallel edges of different types). */
export function arbitraryAnyGraph(maxVertices: number, minVertices = 1): fc.Arbitrary<Adjacency> {
  return fc.integer({ min: minVertices, max: maxVertices }).chain((vertexCount) => {
    const vertex = fc.nat(vertexCount - 1);
    return fc
      .record({
        directed: fc.boolean(),
        typed: fc.boolean(),
        pairs: fc.array(fc.tuple(vertex, vertex, fc.nat(2)), {
          maxLength: Math.ceil((vertexCount * vertexCount) / 2),
          size: "max",
        }),
      })
      .map(
        ({ directed, typed, pairs }) =>
          buildAdjacency({
            vertexCount,
            directed,
            sources: pairs.map(([s]) => s),
            targets: pairs.map(([, t]) => t),
            types: typed ? pairs.map(([, , type]) => type) : null,
          }).adjacency,
      );
  });
}

/** A graph and one side of a partition of its vertices. */
export function arbitraryPartition(maxVertices: number) {
  return arbitraryAnyGraph(maxVertices, 2).chain((graph) =>
    fc.record({
      graph: fc.constant(graph),
      subset: fc.subarray([...Array(graph.vertexCount).keys()], {
        minLength: 1,
        maxLength: graph.vertexCount - 1,
      }),
      target: fc.nat(graph.vertexCount - 1),
    }),
  );
}

function identity(n: number): bigint[][] {
  return Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => (i === j ? 1n : 0n)));
}
