import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { karate } from "../../../datasets/graphs/karate.js";
import { openDataset } from "../../../datasets/open.js";
import { InputError } from "../../../src/errors.js";
import type { Adjacency } from "../../../src/graph/adjacency.js";
import { neighborRows } from "../../../src/graph/neighbor-rows.js";
import { prune } from "../../../src/sparsify/orders/removal-order.js";
import { MOST_VERTICES } from "../../../src/sparsify/structures/pair-numbers.js";
import { compactOneWis } from "../../../src/sparsify/wis/compact-one-wis.js";
import { oneWis } from "../../../src/sparsify/wis/one-wis.js";
import { canonicalGraph, powerLawGraph } from "../../generators/canonical-graph.js";
import {
  arbitraryGraph,
  arbitraryLeafyGraph,
  chain,
  complete,
  cycle,
  disjoint,
  graphOf,
  star,
} from "../../generators/graphs.js";
import { literalOneWis } from "../../oracles/wis.js";
import { realDataPath } from "../../support/real-data.js";

/** The ends of all edges, smaller first, in the order of their removal. */
function compactOrder(graph: Adjacency): number[] {
  const ends: number[] = [];
  const left = compactOneWis(neighborRows(graph), { onRemove: (i, j) => ends.push(i, j) });
  expect(left.edgeCount).toBe(0);
  return ends;
}

function orderedEnds({ sources, targets }: Adjacency, edges: ArrayLike<number>): number[] {
  return Array.from(edges).flatMap((e) => [sources[e], targets[e]]);
}

describe("compactOneWis", () => {
  it("removes the edges of random graphs in the order of Algorithm 2", () => {
    fc.assert(
      fc.property(arbitraryGraph(24).map(canonicalGraph), (graph) => {
        expect(compactOrder(graph)).toEqual(orderedEnds(graph, literalOneWis(graph)));
      }),
      { numRuns: 300 },
    );
  });

  it("removes as oneWis does where hubs are far above all other vertices", () => {
    fc.assert(
      fc.property(arbitraryLeafyGraph(200).map(canonicalGraph), (graph) => {
        expect(compactOrder(graph)).toEqual(orderedEnds(graph, oneWis(graph).edges));
      }),
      { numRuns: 100 },
    );
  });

  it("removes as oneWis does on graphs of power-law degrees, whose rows are revealed and dropped many times", () => {
    for (let seed = 0; seed < 25; seed++) {
      const graph = canonicalGraph(powerLawGraph(40 + 20 * seed, 4000, seed, 1 + (seed % 5)));
      expect(compactOrder(graph)).toEqual(orderedEnds(graph, oneWis(graph).edges));
    }
  });

  it("leaves the graph that oneWis leaves, whatever is removed", () => {
    fc.assert(
      fc.property(
        arbitraryGraph(24).map(canonicalGraph),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (graph, share) => {
          const most = Math.round(share * graph.edgeCount);
          const left = compactOneWis(neighborRows(graph), { most });
          const { adjacency } = prune(graph, oneWis(graph), most);
          expect([...left.offsets]).toEqual([...adjacency.offsets]);
          expect([...left.neighbors.subarray(0, 2 * left.edgeCount)]).toEqual([...adjacency.neighbors]);
          expect(left.edgeCount).toBe(graph.edgeCount - most);
        },
      ),
      { numRuns: 200 },
    );
  });

  it.each([
    ["no vertex", graphOf(0, [])],
    ["no edge", graphOf(3, [])],
    ["one edge", graphOf(2, [[0, 1]])],
    ["star", graphOf(50, star(49))],
    ["clique", graphOf(40, complete(40))],
    ["chain", graphOf(9, chain(9))],
    ["cycle", graphOf(9, cycle(9))],
    ["star beside clique", graphOf(46, disjoint(41, star(40), complete(5)))],
    ["karate", karate().adjacency],
  ])("agrees with oneWis on: %s", (_, adjacency) => {
    const graph = canonicalGraph(adjacency);
    expect(compactOrder(graph)).toEqual(orderedEnds(graph, oneWis(graph).edges));
  });

  it.for([
    ["cora", "planetoid/ind.cora.graph"],
    ["citeseer", "planetoid/ind.citeseer.graph"],
  ])("agrees with oneWis on %s", async ([name, file], context) => {
    realDataPath(context, file);
    const graph = canonicalGraph((await openDataset(name)).dataset.adjacency);
    expect(compactOrder(graph)).toEqual(orderedEnds(graph, oneWis(graph).edges));
  });

  it("tells how far it is, and stops where the listener throws", () => {
    const graph = canonicalGraph(powerLawGraph(5_000, 70_000, 1));
    const told: number[] = [];
    compactOneWis(neighborRows(graph), { onProgress: (removed) => told.push(removed) });
    expect(told.at(-1)).toBe(graph.edgeCount);
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(() =>
      compactOneWis(neighborRows(graph), {
        onProgress: () => {
          throw new Error("enough");
        },
      }),
    ).toThrow("enough");
  });

  it("takes rows that begin beyond 2^32 entries, of which there is no memory for a test to have so many", () => {
    const graph = canonicalGraph(powerLawGraph(30, 120, 4));
    const rows = neighborRows(graph);
    const shift = 3 * 2 ** 32;
    const front: number[] = [];
    const placed = (key: string | symbol): [ArrayLike<number>, number] =>
      Number(key) >= shift ? [rows.neighbors, Number(key) - shift] : [front, Number(key)];
    const far: Int32Array = new Proxy(new Int32Array(0), {
      get(_, key) {
        if (key === "copyWithin")
          return (target: number, start: number, end: number) => {
            for (let k = start; k < end; k++) far[target + k - start] = far[k];
          };
        if (key === "subarray")
          return (start: number, end: number) => rows.neighbors.subarray(start - shift, end - shift);
        if (key === "slice")
          return (start: number, end: number) => rows.neighbors.slice(start - shift, end - shift);
        const [array, index] = placed(key);
        return array[index];
      },
      set(_, key, value) {
        const [array, index] = placed(key);
        return Reflect.set(array, index, value);
      },
    });
    const offsets = rows.offsets.map((offset) => offset + shift);
    const ends: number[] = [];
    const most = 70;
    const left = compactOneWis(
      { ...rows, offsets, neighbors: far },
      { most, onRemove: (i, j) => ends.push(i, j) },
    );
    const order = oneWis(graph);
    expect(ends).toEqual(orderedEnds(graph, order.edges.subarray(0, most)));
    expect(front).toEqual([...prune(graph, order, most).adjacency.neighbors]);
    expect(left.edgeCount).toBe(graph.edgeCount - most);
  });

  it("refuses more vertices than pairs can be numbered of", () => {
    const graph = {
      vertexCount: MOST_VERTICES + 1,
      edgeCount: 0,
      offsets: new Float64Array(0),
      neighbors: new Int32Array(0),
    };
    expect(() => compactOneWis(graph)).toThrow(InputError);
  });
});
