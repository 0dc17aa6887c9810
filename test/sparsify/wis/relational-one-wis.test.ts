import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Adjacency, buildAdjacency } from "../../../src/graph/adjacency.js";
import { relationalOneWis } from "../../../src/sparsify/wis/relational-one-wis.js";
import { relationalWis } from "../../../src/sparsify/wis/relational-wis.js";
import { arbitraryAnyGraph } from "../../oracles/walks.js";
import { literalWis } from "../../oracles/wis.js";

/** Arcs most of which are answered: stars, couples and dense parts of pairs, with other arcs and types between them. */
const answered: fc.Arbitrary<Adjacency> = fc
  .record({
    vertexCount: fc.integer({ min: 2, max: 24 }),
    share: fc.constantFrom(0.6, 0.9, 1),
    pairs: fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat(1), fc.double({ min: 0, max: 1, noNaN: true })), {
      maxLength: 60,
      size: "max",
    }),
    typed: fc.boolean(),
    keys: fc.array(fc.nat(), { minLength: 120, maxLength: 120 }),
  })
  .map(({ vertexCount, share, pairs, typed, keys }) => {
    const arcs = pairs
      .flatMap(([s, t, type, chance]) => {
        const arc = [s % vertexCount, Math.floor((t % vertexCount) ** 2 / vertexCount), type] as const;
        return chance <= share ? [arc, [arc[1], arc[0], type] as const] : [arc];
      })
      .map((arc, k) => ({ arc, key: keys[k] }))
      .sort((a, b) => a.key - b.key)
      .map(({ arc }) => arc);
    return buildAdjacency({
      vertexCount,
      directed: true,
      sources: arcs.map(([s]) => s),
      targets: arcs.map(([, t]) => t),
      types: typed ? arcs.map(([, , type]) => type) : null,
    }).adjacency;
  });

describe("relationalOneWis", () => {
  it("removes the edges of directed and typed graphs in the order of Algorithm 1 with L = 2", () => {
    fc.assert(
      fc.property(arbitraryAnyGraph(7), (graph) => {
        expect([...relationalOneWis(graph).edges]).toEqual(literalWis(graph, 1));
      }),
      { numRuns: 200 },
    );
  });

  it("is relationalWis on larger graphs of answered arcs", () => {
    fc.assert(
      fc.property(fc.oneof(answered, arbitraryAnyGraph(20)), (graph) => {
        expect(relationalOneWis(graph).edges).toEqual(relationalWis(graph, 1).edges);
      }),
      { numRuns: 300 },
    );
  });

  it("leaves a star of pairs from its leaves, and what comes in last for the end", () => {
    // 0 <-> 1, 2 <-> 0, 0 <-> 3; 4 <-> 5; 3 -> 6.
    const arcs = [
      [0, 1],
      [1, 0],
      [2, 0],
      [0, 2],
      [0, 3],
      [3, 0],
      [5, 4],
      [4, 5],
      [3, 6],
    ];
    const { adjacency } = buildAdjacency({
      vertexCount: 7,
      directed: true,
      sources: arcs.map(([s]) => s),
      targets: arcs.map(([, t]) => t),
    });
    expect([...relationalOneWis(adjacency).edges]).toEqual([1, 2, 0, 3, 8, 4, 5, 6, 7]);
    expect(literalWis(adjacency, 1)).toEqual([1, 2, 0, 3, 8, 4, 5, 6, 7]);
  });
});
