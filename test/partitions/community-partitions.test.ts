import fc from "fast-check";
import { expect, it } from "vitest";
import { openDataset } from "../../datasets/open.js";
import { communityPartitions } from "../../src/partitions/community-partitions.js";
import { chain, complete, disjoint, graphOf } from "../generators/graphs.js";
import { connectedTwice, countCut, modularity, reachable } from "../oracles/partitions.js";
import { arbitraryAnyGraph } from "../oracles/walks.js";

it("finds two cliques that one edge joins", () => {
  const graph = graphOf(10, [...disjoint(5, complete(5), complete(5)), [4, 5]]);
  expect(connectedTwice(graph, 0, 9)).toBe(false);
  expect(communityPartitions(graph).map(({ name, subset }) => [name, [...subset]])).toEqual([
    ["1", [0, 1, 2, 3, 4]],
    ["2", [5, 6, 7, 8, 9]],
  ]);
});

it("gives disjoint, crossed parts of single components, whose modularity no merging of two betters", () => {
  fc.assert(
    fc.property(arbitraryAnyGraph(10, 2), fc.nat(100), (graph, seed) => {
      const pairs = new Set(
        Array.from(graph.sources, (s, e) => [s, graph.targets[e]].sort((a, b) => a - b).join()),
      );
      let partitions: ReturnType<typeof communityPartitions>;
      try {
        partitions = communityPartitions(graph, seed);
      } catch (error) {
        // Every component is one community.
        expect((error as Error).message).toMatch(/partitions by community: expected an edge between two/);
        return;
      }
      expect(communityPartitions(graph, seed)).toEqual(partitions);
      const component = reachable(graph);
      // A vertex in no partition is in a community that is its whole component.
      const group = component.map((smallest) => -1 - smallest);
      partitions.forEach(({ subset }, m) => {
        expect(
          countCut(
            graph,
            Array.from(group, (_, t) => (subset.includes(t) ? 1 : 0)),
          ),
        ).toBeGreaterThan(0);
        expect(new Set(Array.from(subset, (t) => component[t])).size).toBe(1);
        for (const t of subset) {
          expect(group[t]).toBeLessThan(0);
          group[t] = m;
        }
      });
      const own = modularity(graph.vertexCount, pairs, group);
      for (let a = 0; a < partitions.length; a++)
        for (let b = 0; b < a; b++) {
          const merged = group.map((g) => (g === a ? b : g));
          expect(modularity(graph.vertexCount, pairs, merged)).toBeLessThanOrEqual(own + 1e-12);
        }
    }),
    { numRuns: 60 },
  );
});

it("finds Zachary's karate club's communities at their known modularity", async () => {
  const { dataset } = await openDataset("karate", {});
  const { adjacency } = dataset;
  const group = new Array<number>(34).fill(-1);
  communityPartitions(adjacency).forEach(({ subset }, m) => {
    for (const t of subset) group[t] = m;
  });
  const pairs = new Set(
    Array.from(adjacency.sources, (s, e) => [s, adjacency.targets[e]].sort((a, b) => a - b).join()),
  );
  // The best division there is has 0.4198 (Brandes et al. 2008).
  expect(modularity(34, pairs, group)).toBeGreaterThan(0.41);
  expect(modularity(34, pairs, group)).toBeLessThan(0.4199);
});

it("needs an edge between communities", () => {
  expect(() => communityPartitions(graphOf(6, disjoint(3, complete(3), complete(3))))).toThrow("got none");
  expect(() => communityPartitions(graphOf(3, []))).toThrow("got none");
  expect(communityPartitions(graphOf(30, chain(30))).length).toBeGreaterThan(1);
});
