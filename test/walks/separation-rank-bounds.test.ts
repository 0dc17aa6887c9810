import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Adjacency } from "../../src/graph/adjacency.js";
import { isAdmissible, noRepeatingSharedNeighbors } from "../../src/walks/admissible.js";
import { boundary } from "../../src/walks/boundary.js";
import { maximumAdmissibleSubset } from "../../src/walks/maximum-admissible-subset.js";
import { separationRankBounds } from "../../src/walks/separation-rank-bounds.js";
import { walkCounts } from "../../src/walks/walk-counts.js";
import { walkIndex } from "../../src/walks/walk-index.js";
import { arbitraryGraph, chain, complete, graphOf } from "../generators/graphs.js";
import {
  arbitraryPartition,
  definedAdmissible,
  definedBoundary,
  definedNoRepeating,
  matrixOf,
  power,
  subsets,
  total,
} from "../oracles/walks.js";

const setOf = (name: string) => (name === "" ? [] : name.split(",").map(Number));

/** What pairs of crossing edges cover in two orders, each pair taken where no shared neighbour then repeats. */
function greedyCovers(
  graph: Adjacency,
  subset: readonly number[],
  weight: (k: number) => number,
): number[][] {
  const a = matrixOf(graph);
  const pairs = Array.from({ length: graph.edgeCount }, (_, e) => [graph.sources[e], graph.targets[e]])
    .filter(([s, t]) => subset.includes(s) !== subset.includes(t))
    .map(([s, t]) => (subset.includes(s) ? [s, t] : [t, s]));
  const byWeight = pairs.toSorted(([i, j], [k, l]) => weight(k) + weight(l) - weight(i) - weight(j));
  const ordered = (pair: number[]) => pair.toSorted((i, j) => i - j);
  const byIndex = pairs.toSorted((p, q) => {
    const [[i, j], [k, l]] = [ordered(p), ordered(q)];
    return i - k || j - l;
  });
  return [byWeight, byIndex].map((order) => {
    let sides: [number[], number[]] = [[], []];
    for (const [i, j] of order) {
      const wider: [number[], number[]] = [[...new Set([...sides[0], i])], [...new Set([...sides[1], j])]];
      if (definedNoRepeating(a, ...wider)) sides = wider;
    }
    const once = (side: number[], k: number) => side.filter((t) => a[t][k] === 1n).length === 1;
    return definedBoundary(a, subset).filter((k) => sides.every((side) => once(side, k)));
  });
}

describe("admissible subsets", () => {
  it("noRepeatingSharedNeighbors is definitions 12 and 16", () => {
    fc.assert(
      fc.property(arbitraryPartition(7), fc.nat(2 ** 14 - 1), ({ graph }, bits) => {
        const pick = (shift: number) =>
          [...Array(graph.vertexCount).keys()].filter((t) => (bits >> (t + shift)) & 1);
        const [first, second] = [pick(0), pick(7)];
        expect(noRepeatingSharedNeighbors(graph, first, second)).toBe(
          definedNoRepeating(matrixOf(graph), first, second),
        );
      }),
      { numRuns: 300 },
    );
  });

  it("isAdmissible is definitions 13 and 17, for every subset of the boundary", () => {
    fc.assert(
      fc.property(arbitraryPartition(6), ({ graph, subset }) => {
        const a = matrixOf(graph);
        const admissible = definedAdmissible(a, subset);
        for (const candidate of subsets(definedBoundary(a, subset)))
          expect(isAdmissible(graph, subset, candidate), `{${candidate}}`).toBe(
            admissible.has(candidate.join()),
          );
      }),
    );
  });
});

describe("separationRankBounds", () => {
  it("has the maximum of theorems 8 and 11 over all I' and J', and the sums of theorems 7 and 10", () => {
    fc.assert(
      fc.property(
        arbitraryPartition(8),
        fc.record({
          depth: fc.integer({ min: 1, max: 4 }),
          width: fc.integer({ min: 1, max: 9 }),
          features: fc.integer({ min: 1, max: 9 }),
        }),
        fc.boolean(),
        ({ graph, subset, target }, network, vertexPrediction) => {
          const partition = vertexPrediction ? { subset, target } : { subset };
          const { depth, width, features } = network;
          const bounds = separationRankBounds(graph, partition, network);
          const a = matrixOf(graph);
          const ends = vertexPrediction ? [target] : [...a.keys()];
          const walks = (length: number, from: number[]) => Number(total(power(a, length), from, ends));
          const d = Math.min(width, features);
          let maximum = 0;
          for (const name of definedAdmissible(a, subset)) {
            const rho = walks(depth - 1, setOf(name));
            const alpha = depth > 1 ? (d - 1) / rho + 1 : vertexPrediction ? d : d ** (1 / rho);
            if (rho > 0) maximum = Math.max(maximum, Math.log(alpha) * rho);
          }
          expect(bounds.lower).toBeCloseTo(maximum, 9);
          expect(bounds.admissible.search).toBe("exact");

          const crossed = definedBoundary(a, subset);
          const lengths = graph.directed ? Array.from({ length: depth }, (_, l) => l) : [depth - 1];
          const sum = lengths.reduce((count, l) => count + walks(l, crossed), 0);
          const cut = (graph.directed ? sum : 4 * sum) + (vertexPrediction ? 0 : 1);
          expect(bounds.upper).toBeCloseTo(Math.log(width) * cut, 9);
          expect(bounds.lower).toBeLessThanOrEqual(bounds.upper + 1e-9);
        },
      ),
    );
  }, 60_000);

  it("finds an admissible subset by the greedy search too, never a heavier one", () => {
    fc.assert(
      fc.property(arbitraryPartition(9), ({ graph, subset }) => {
        const weights = walkCounts(graph, 2);
        const greedy = maximumAdmissibleSubset(graph, subset, weights, 0);
        expect(noRepeatingSharedNeighbors(graph, greedy.inside, greedy.outside)).toBe(true);
        expect(isAdmissible(graph, subset, greedy.vertices)).toBe(true);
        expect(greedy.vertices.reduce((sum, k) => sum + Number(weights[k]), 0)).toBe(greedy.weight);
        const exact = maximumAdmissibleSubset(graph, subset, weights);
        expect(exact.weight).toBeGreaterThanOrEqual(greedy.weight as number);
      }),
    );
  });

  it("without a step, has the heavier of two greedy covers: heaviest pairs first, and by index", () => {
    fc.assert(
      fc.property(
        arbitraryPartition(10),
        fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 10, maxLength: 10 }),
        ({ graph, subset }, weights) => {
          const crossed = definedBoundary(matrixOf(graph), subset);
          const covers = greedyCovers(graph, subset, (k) => (crossed.includes(k) ? weights[k] : 0));
          const weightOf = (cover: number[]) => cover.reduce((sum, k) => sum + weights[k], 0);
          const [byWeight, byIndex] = covers;
          const best = weightOf(byIndex) > weightOf(byWeight) ? byIndex : byWeight;
          const found = maximumAdmissibleSubset(graph, subset, Float64Array.from(weights), 0);
          expect([...found.vertices]).toEqual(best);
          expect(found.weight).toBe(weightOf(best));
        },
      ),
      { numRuns: 200 },
    );
  });

  it("complete graph (appendix D.1): the boundary covers itself, the bounds differ by a logarithmic factor", () => {
    const graph = graphOf(12, complete(12));
    for (const subset of [[0], [3, 5, 8], [...Array(11).keys()]]) {
      expect(boundary(graph, subset).length).toBe(12);
      const { admissible, walkIndex: index } = separationRankBounds(
        graph,
        { subset },
        { depth: 3, width: 16, features: 16 },
      );
      expect(admissible).toMatchObject({ search: "exact", weight: index });
      expect([...admissible.vertices]).toEqual([...Array(12).keys()]);
      expect(maximumAdmissibleSubset(graph, subset, walkCounts(graph, 2), 0).weight).toBe(index);
    }
  });

  it("chain (appendix D.1): an admissible subset covers half of the boundary, greedy or exact", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 24 }), fc.bigInt({ min: 1n, max: 2n ** 24n }), (n, bits) => {
        const subset = [...Array(n).keys()].filter((t) => (bits >> BigInt(t)) & 1n);
        fc.pre(subset.length > 0 && subset.length < n);
        const graph = graphOf(n, chain(n));
        const half = boundary(graph, subset).length / 2;
        const ones = new Float64Array(n).fill(1);
        for (const steps of [0, undefined])
          expect(maximumAdmissibleSubset(graph, subset, ones, steps).weight).toBeGreaterThanOrEqual(half);
      }),
    );
  });

  it("stays ordered and finite past 2^53 walks", () => {
    const graph = graphOf(6, complete(6));
    const {
      lower,
      upper,
      walkIndex: index,
    } = separationRankBounds(graph, { subset: [0] }, { depth: 60, width: 8, features: 5 });
    expect(index).toBe(6n ** 60n);
    expect(lower).toBeCloseTo(4, 9);
    expect(upper).toBeCloseTo(Math.log(8) * (4 * 6 ** 60 + 1), -40);
    const deep = separationRankBounds(graph, { subset: [0] }, { depth: 600, width: 8, features: 5 });
    expect([deep.lower, deep.upper]).toEqual([4, Number.POSITIVE_INFINITY]);
  });

  it("is zero where nothing crosses, and labels a search that was given up", () => {
    const apart = graphOf(3, [[0, 1]]);
    const network = { depth: 2, width: 4, features: 4 };
    expect(separationRankBounds(apart, { subset: [2], target: 0 }, network)).toMatchObject({
      lower: 0,
      upper: 0,
    });
    fc.assert(
      fc.property(arbitraryGraph(14), (graph) => {
        fc.pre(graph.vertexCount > 6 && walkIndex(graph, 0, { subset: [0, 1, 2] }) !== 0);
        const { search } = maximumAdmissibleSubset(graph, [0, 1, 2], walkCounts(graph, 1), 0);
        // Without a step, only a greedy cover of the whole boundary is known to be the best.
        if (search === "exact")
          expect(maximumAdmissibleSubset(graph, [0, 1, 2], walkCounts(graph, 1), 0).weight).toBe(
            walkIndex(graph, 1, { subset: [0, 1, 2] }),
          );
      }),
    );
  });

  it("refuses sizes that no network has", () => {
    const graph = graphOf(3, complete(3));
    expect(() => separationRankBounds(graph, { subset: [0] }, { depth: 0, width: 2, features: 2 })).toThrow(
      "depth: expected an integer >= 1, got 0",
    );
  });
});
