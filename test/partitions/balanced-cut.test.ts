import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openDataset } from "../../datasets/open.js";
import { balancedCut, cutWeight, IMBALANCE } from "../../src/partitions/balanced-cut.js";
import { coarsen, type WeightedRows } from "../../src/partitions/coarse-graph.js";
import { cutPartitions } from "../../src/partitions/cut-partitions.js";
import { refineCut } from "../../src/partitions/refine-cut.js";
import { createRandom, shuffle } from "../../src/random.js";
import { undirectedRows } from "../../src/walks/undirected-rows.js";
import { arbitraryGraph, complete, disjoint, graphOf, star } from "../generators/graphs.js";
import { countCut } from "../oracles/partitions.js";
import { arbitraryAnyGraph } from "../oracles/walks.js";
import { realDataPath } from "../support/real-data.js";

const rowsOf = (graph: Parameters<typeof undirectedRows>[0]): WeightedRows => {
  const { offsets, neighbors } = undirectedRows(graph);
  return {
    offsets,
    neighbors,
    edgeWeights: new Float64Array(neighbors.length).fill(1),
    vertexWeights: new Float64Array(graph.vertexCount).fill(1),
  };
};

/** The weight between two vertices, 0 where there is no edge. */
const weightOf = ({ offsets, neighbors, edgeWeights }: WeightedRows, s: number, t: number) =>
  neighbors
    .slice(offsets[s], offsets[s + 1])
    .reduce((sum, other, k) => sum + (other === t ? edgeWeights[offsets[s] + k] : 0), 0);

describe("balancedCut", () => {
  it("puts every vertex into one of k parts, none empty and none past the limit", () => {
    fc.assert(
      fc.property(arbitraryAnyGraph(40, 2), fc.nat(38), fc.nat(1000), (graph, more, seed) => {
        const parts = 2 + (more % (graph.vertexCount - 1));
        const part = balancedCut(graph, parts, seed);
        const sizes = Array.from({ length: parts }, (_, p) => part.filter((q) => q === p).length);
        const share = graph.vertexCount / parts;
        expect(sizes.reduce((a, b) => a + b)).toBe(graph.vertexCount);
        expect(Math.min(...sizes)).toBeGreaterThan(0);
        expect(Math.max(...sizes)).toBeLessThanOrEqual(Math.max(Math.ceil(share), (1 + IMBALANCE) * share));
        expect(balancedCut(graph, parts, seed)).toEqual(part);
      }),
      { numRuns: 80 },
    );
  });

  it("cuts a ring of cliques between the cliques", () => {
    const cliques = 8;
    const pairs = Array.from({ length: cliques }, (_, c) => [
      ...complete(12).map(([i, j]): [number, number] => [12 * c + i, 12 * c + j]),
      [12 * c, (12 * (c + 1) + 1) % (12 * cliques)] as [number, number],
    ]).flat();
    const graph = graphOf(12 * cliques, pairs);
    expect(countCut(graph, balancedCut(graph, 8, 3))).toBe(8);
    expect(countCut(graph, balancedCut(graph, 2, 3))).toBe(2);
    expect(countCut(graph, balancedCut(graph, 4, 3))).toBe(4);
  });

  it("cuts a grid of 24 x 24 into four with at most one and a half times the edges of the best cut, 48", () => {
    const pairs: [number, number][] = [];
    for (let y = 0; y < 24; y++)
      for (let x = 0; x < 24; x++) {
        if (x < 23) pairs.push([24 * y + x, 24 * y + x + 1]);
        if (y < 23) pairs.push([24 * y + x, 24 * y + x + 24]);
      }
    const graph = graphOf(576, pairs);
    for (const seed of [0, 1, 2])
      expect(countCut(graph, balancedCut(graph, 4, seed))).toBeLessThanOrEqual(72);
  });

  it("takes stars, graphs without edges and several components", () => {
    expect(new Set(balancedCut(graphOf(500, star(499)), 4)).size).toBe(4);
    expect(new Set(balancedCut(graphOf(300, []), 7)).size).toBe(7);
    const pair = graphOf(60, disjoint(30, complete(30), complete(30)));
    expect(countCut(pair, balancedCut(pair, 2))).toBe(0);
  });

  it("cuts a quarter of what a random division does on Cora", async (context) => {
    const path = realDataPath(context, "");
    const { adjacency } = (await openDataset("cora", { dataDir: path })).dataset;
    const part = balancedCut(adjacency, 8);
    const random = shuffle(part.slice(), createRandom(1));
    expect(countCut(adjacency, part)).toBeLessThan(countCut(adjacency, random) / 4);
  });

  it("refuses numbers of parts that there cannot be", () => {
    for (const parts of [1, 0, 2.5, 4])
      expect(() => balancedCut(graphOf(3, complete(3)), parts)).toThrow(`got ${parts}`);
    expect(cutPartitions(graphOf(3, complete(3)))).toHaveLength(3);
    expect(cutPartitions(graphOf(20, star(19)), 5, 1).map(({ name }) => name)).toEqual([
      "1",
      "2",
      "3",
      "4",
      "5",
    ]);
  });
});

describe("its steps", () => {
  it("coarsening keeps the weights of vertices, and of all edges but those within a merged pair", () => {
    fc.assert(
      fc.property(arbitraryGraph(14), fc.integer({ min: 1, max: 5 }), fc.nat(99), (graph, most, seed) => {
        let level = rowsOf(graph);
        for (let step = 0; step < 2; step++) {
          const { graph: small, coarse } = coarsen(level, most, createRandom(seed));
          const size = small.vertexWeights.length;
          for (let c = 0; c < size; c++) {
            const members = [...coarse.keys()].filter((t) => coarse[t] === c);
            expect([1, 2]).toContain(members.length);
            const weight = members.reduce((sum, t) => sum + level.vertexWeights[t], 0);
            expect(small.vertexWeights[c]).toBe(weight);
            if (members.length === 2) expect(weight).toBeLessThanOrEqual(most);
            for (let d = 0; d < size; d++) {
              const others = [...coarse.keys()].filter((t) => coarse[t] === d);
              const sum = members
                .flatMap((s) => others.map((t) => weightOf(level, s, t)))
                .reduce((x, y) => x + y, 0);
              expect(weightOf(small, c, d)).toBe(c === d ? 0 : sum);
            }
          }
          level = small;
        }
      }),
      { numRuns: 60 },
    );
  });

  it("refining never cuts more where no part is over the limit, and keeps every part within it", () => {
    fc.assert(
      fc.property(arbitraryGraph(25), fc.integer({ min: 2, max: 5 }), fc.nat(99), (graph, parts, seed) => {
        const rows = rowsOf(graph);
        const part = Uint32Array.from({ length: graph.vertexCount }, (_, t) => t % parts);
        const limit = Math.ceil(graph.vertexCount / parts) + 1;
        const before = cutWeight(rows, part);
        expect(before).toBe(countCut(graph, part));
        refineCut(rows, part, { parts, limit }, createRandom(seed));
        expect(cutWeight(rows, part)).toBeLessThanOrEqual(before);
        for (let p = 0; p < parts; p++) expect(part.filter((q) => q === p).length).toBeLessThanOrEqual(limit);
        const crowded = new Uint32Array(graph.vertexCount);
        refineCut(rows, crowded, { parts, limit }, createRandom(seed));
        for (let p = 0; p < parts; p++)
          expect(crowded.filter((q) => q === p).length).toBeLessThanOrEqual(limit);
      }),
      { numRuns: 80 },
    );
  });
});
