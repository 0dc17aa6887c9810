import { describe, expect, it } from "vitest";
import { createGapVector, type VertexPair } from "../../src/laplacian/gap-vector.js";
import { createRandom, shuffle } from "../../src/random.js";
import { createRemainingGraph } from "../../src/sparsify/structures/remaining-graph.js";
import { chain, complete, cycle, disjoint, graphOf } from "../generators/graphs.js";
import { denseGap } from "../oracles/spectral-gap.js";

/** Removes edges of a connected graph at random, never a bridge, and compares with all eigenvalues now and then. */
function compare(
  vertexCount: number,
  pairs: [number, number][],
  { batch, seed }: { batch: number; seed: number },
) {
  const adjacency = graphOf(vertexCount, pairs);
  const graph = createRemainingGraph(adjacency);
  const gapOf = createGapVector({ ...graph, vertexCount }, { loops: 1 });
  const random = createRandom(seed, "gap-vector test");
  const { sources, targets } = adjacency;
  let left = Array.from(sources, (_, e) => e);
  let lost: VertexPair[] = [];
  let checked = 0;
  for (const e of shuffle(Array.from(left), random)) {
    const without = left.filter((other) => other !== e);
    if (
      !isConnected(
        vertexCount,
        without.map((k): [number, number] => [sources[k], targets[k]]),
      )
    )
      continue;
    left = without;
    graph.remove(e);
    lost.push([sources[e], targets[e]]);
    if (lost.length < batch) continue;
    const { gap, vector } = gapOf(lost);
    lost = [];
    const edges = left.map((k) => [sources[k], targets[k], 1] as const);
    const dense = denseGap(vertexCount, edges, 1);
    expect(Math.abs(gap - dense.gap)).toBeLessThan(1e-6 * dense.gap);
    checked++;
    if (dense.third < 1.05 * dense.gap) continue;
    const sign = Math.sign(vector.reduce((sum, x, u) => sum + x * dense.vector[u], 0));
    vector.forEach((x, u) => {
      expect(Math.abs(sign * x - dense.vector[u])).toBeLessThan(1e-3);
    });
  }
  expect(checked).toBeGreaterThan(4);
}

function isConnected(vertexCount: number, pairs: readonly (readonly [number, number])[]): boolean {
  const near = Array.from({ length: vertexCount }, (): number[] => []);
  for (const [u, v] of pairs) {
    near[u].push(v);
    near[v].push(u);
  }
  const seen = new Set([0]);
  for (const u of seen) for (const v of near[u]) seen.add(v);
  return seen.size === vertexCount;
}

function randomPairs(vertexCount: number, count: number, seed: number): [number, number][] {
  const random = createRandom(seed, "gap-vector pairs");
  return Array.from({ length: count }, () => [random.integer(vertexCount), random.integer(vertexCount)]);
}

describe("createGapVector", () => {
  it.each([1, 2, 3])("follows the gap of a random graph down to a tree, seed %d", (seed) => {
    compare(60, [...chain(60), ...randomPairs(60, 40, seed)], { batch: 1, seed });
  });

  it("finds eigenvectors that come up elsewhere: two cliques on a cycle, which loses what joins them", () => {
    const cliques = disjoint(8, complete(8), complete(8)).map(([u, v]): [number, number] => [u, v]);
    const ways: [number, number][] = [...cycle(64), [0, 20], [15, 40], [3, 50]];
    compare(64, [...cliques, ...ways], { batch: 1, seed: 1 });
  });

  it("finds the eigenvector that a lost edge brings up where the ones before were nothing", () => {
    // Cliques that hang on a hub by two edges each; the smallest, whose eigenvalue is the sixth, loses one of them and becomes the first.
    const sizes = [12, 13, 13, 13, 13, 10];
    const starts = sizes.map((_, k) => sizes.slice(0, k).reduce((a, b) => a + b, 0));
    const vertexCount = sizes.reduce((a, b) => a + b, 0);
    const shifted = (k: number) =>
      complete(sizes[k]).map(([u, v]): [number, number] => [u + starts[k], v + starts[k]]);
    const joins = starts.slice(1).flatMap((at, k): [number, number][] => [
      [2 * k, at],
      [2 * k + 1, at + 1],
    ]);
    const adjacency = graphOf(vertexCount, [...sizes.flatMap((_, k) => shifted(k)), ...joins]);
    const graph = createRemainingGraph(adjacency);
    const gapOf = createGapVector({ ...graph, vertexCount }, { loops: 1 });
    gapOf([]);
    const last = adjacency.edgeCount - 1;
    graph.remove(last);
    const { gap } = gapOf([[adjacency.sources[last], adjacency.targets[last]]]);
    const edges = Array.from(adjacency.sources, (u, e) => [u, adjacency.targets[e], 1] as const);
    const [before, after] = [edges, edges.slice(0, last)].map((list) => denseGap(vertexCount, list, 1).gap);
    expect(after).toBeLessThan(0.9 * before);
    expect(Math.abs(gap - after)).toBeLessThan(1e-6 * after);
  });

  it("follows it where many edges go at once", () => {
    compare(70, [...chain(70), ...randomPairs(70, 300, 4)], { batch: 24, seed: 4 });
  });
});
