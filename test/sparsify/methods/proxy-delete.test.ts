import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Adjacency, subgraphOfEdges } from "../../../src/graph/adjacency.js";
import { connectedComponents } from "../../../src/graph/components.js";
import { createRandom } from "../../../src/random.js";
import { proxyDeleteOrder } from "../../../src/sparsify/methods/proxy-delete.js";
import { arbitraryGraph, chain, complete, cycle, disjoint, graphOf, star } from "../../generators/graphs.js";
import { denseGap } from "../../oracles/spectral-gap.js";

const settings = { loops: 1, rows: 0, onProgress: () => undefined };

/** The components of what is left of a graph, each with its own numbers and its edges' indices. */
function partsOf({ vertexCount, sources, targets }: Adjacency, left: readonly number[]) {
  const { component } = connectedComponents(
    graphOf(
      vertexCount,
      left.map((e): [number, number] => [sources[e], targets[e]]),
    ),
  );
  const groups = new Map<number, number[]>();
  for (const e of left) groups.set(component[sources[e]], [...(groups.get(component[sources[e]]) ?? []), e]);
  return [...groups.values()].map((edges) => {
    const vertices = [...new Set(edges.flatMap((e) => [sources[e], targets[e]]))];
    const pairs = edges.map((e) => [vertices.indexOf(sources[e]), vertices.indexOf(targets[e])] as const);
    return { edges, pairs, size: vertices.length };
  });
}

/** By how much a component's gap changes as an edge's weight goes from 1 to 1 - h, over h. */
function slope(
  size: number,
  pairs: readonly (readonly [number, number])[],
  k: number,
  loops: number,
): number {
  const h = 1e-5;
  const at = (weight: number) =>
    denseGap(
      size,
      pairs.map(([u, v], j) => [u, v, j === k ? weight : 1] as const),
      loops,
    ).gap;
  return (at(1 - h) - at(1 + h)) / (2 * h);
}

function isBridge(size: number, pairs: readonly (readonly [number, number])[], k: number): boolean {
  return (
    connectedComponents(
      graphOf(
        size,
        pairs.filter((_, j) => j !== k).map(([u, v]) => [u, v]),
      ),
    ).count > 1
  );
}

/** Follows an order as long as edges other than bridges are left, and asks that each removal be the best, within a tolerance. @returns how many were asked */
function expectBest(graph: Adjacency, edges: Uint32Array, loops: number, tolerance: number): number {
  let left = Array.from(graph.sources, (_, e) => e);
  let asked = 0;
  for (const chosen of edges) {
    const parts = partsOf(graph, left);
    left = left.filter((e) => e !== chosen);
    const free = parts.flatMap(({ edges: own, pairs, size }) =>
      own.flatMap((e, k) => (isBridge(size, pairs, k) ? [] : [{ e, k, pairs, size }])),
    );
    if (free.length === 0) return asked;
    expect(free.map(({ e }) => e)).toContain(chosen);
    // Of a multiple eigenvalue there is no one derivative.
    const isSimple = parts.every(({ pairs, size }) => {
      const { gap, third } = denseGap(
        size,
        pairs.map(([u, v]) => [u, v, 1] as const),
        loops,
      );
      return third - gap > 1e-3;
    });
    if (!isSimple) continue;
    const slopes = new Map(free.map(({ e, k, pairs, size }) => [e, slope(size, pairs, k, loops)]));
    expect(Math.max(...slopes.values()) - (slopes.get(chosen) as number)).toBeLessThan(tolerance);
    asked++;
  }
  return asked;
}

describe("proxyDeleteOrder", () => {
  it.each([1, 0])("removes the edge by which the gap's slope is greatest, with %d self-loops", (loops) => {
    let asked = 0;
    fc.assert(
      fc.property(arbitraryGraph(9), (graph) => {
        const { edges } = proxyDeleteOrder(graph, { ...settings, loops });
        expect([...edges].sort((a, b) => a - b)).toEqual(Array.from(graph.sources, (_, e) => e));
        asked += expectBest(graph, edges, loops, 1e-6);
      }),
      { numRuns: 60, seed: 5 },
    );
    expect(asked).toBeGreaterThan(15);
  });

  it("does so in components that are too large for all their eigenvectors", () => {
    const random = createRandom(5, "proxy-delete test");
    const pairs = Array.from({ length: 9 }, (): [number, number] => [random.integer(52), random.integer(52)]);
    const graph = graphOf(52 + 6, disjoint(52, [...chain(52), ...pairs], complete(6)));
    const { edges } = proxyDeleteOrder(graph, settings);
    expect(expectBest(graph, edges, 1, 1e-5)).toBeGreaterThan(5);
  });

  it("keeps components together until trees are left", () => {
    fc.assert(
      fc.property(arbitraryGraph(20), fc.integer({ min: 1, max: 7 }), (graph, batch) => {
        const { edges } = proxyDeleteOrder(graph, { ...settings, batch });
        const { count } = connectedComponents(graph);
        const treeEdges = graph.vertexCount - count;
        const kept = edges.slice(graph.edgeCount - treeEdges).sort();
        expect(connectedComponents(subgraphOfEdges(graph, kept)).count).toBe(count);
      }),
      { numRuns: 60 },
    );
  });

  it("raises the gap where an edge hinders mixing: the paradox of Braess", () => {
    // A ring of seven with a chord: without one of the edges that the chord spans it mixes faster.
    const graph = graphOf(7, [...cycle(7), [0, 3]]);
    const gap = (left: Adjacency) =>
      denseGap(
        7,
        Array.from(left.sources, (u, e) => [u, left.targets[e], 1] as const),
        1,
      ).gap;
    const [first] = proxyDeleteOrder(graph, settings).edges;
    const without = subgraphOfEdges(
      graph,
      Uint32Array.from(graph.sources.keys()).filter((e) => e !== first),
    );
    expect(gap(without)).toBeGreaterThan(1.05 * gap(graph));
  });

  it("scales the rows of both eigenvectors when asked, as the authors' program does", () => {
    const graph = graphOf(7, [...complete(4), [3, 4], [4, 5], [5, 6], [6, 4], [2, 5]]);
    const { gap, vector } = denseGap(
      7,
      Array.from(graph.sources, (u, e) => [u, graph.targets[e], 1] as const),
      1,
    );
    const first = 1 / Math.sqrt(2 * graph.edgeCount + 7);
    const y = vector.map((x) => x / Math.sqrt(first ** 2 + x ** 2));
    const proxy = (e: number) => {
      const [a, b] = [y[graph.sources[e]], y[graph.targets[e]]];
      return -((a - b) ** 2 - gap * (a ** 2 + b ** 2));
    };
    const best = Array.from(graph.sources, (_, e) => e).reduce((a, b) => (proxy(b) > proxy(a) ? b : a));
    expect(proxyDeleteOrder(graph, { ...settings, rows: 1 }).edges[0]).toBe(best);
  });

  it("observes protected edges and degrees to keep", () => {
    const graph = graphOf(6, complete(6));
    const { edges, removable } = proxyDeleteOrder(graph, { ...settings, protect: [0, 3], keepDegree: 2 });
    const removed = edges.slice(0, removable);
    expect(removed).not.toContain(0);
    expect(removed).not.toContain(3);
    const left = subgraphOfEdges(graph, edges.slice(removable).sort());
    for (let u = 0; u < 6; u++) expect(left.offsets[u + 1] - left.offsets[u]).toBeGreaterThanOrEqual(2);
  });

  it("takes graphs without a way around any edge, and refuses a batch that is none", () => {
    expect(proxyDeleteOrder(graphOf(5, star(4)), settings).edges.length).toBe(4);
    expect(proxyDeleteOrder(graphOf(3, []), settings).edges.length).toBe(0);
    expect(() => proxyDeleteOrder(graphOf(3, cycle(3)), { ...settings, batch: 0 })).toThrow(
      "batch: expected an integer >= 1, got 0",
    );
  });
});
