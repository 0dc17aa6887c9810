import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createClosedWalkEffects } from "../../../src/sparsify/wis/closed-walk-effects.js";
import { createFourWalkEffects, hasFewVertices } from "../../../src/sparsify/wis/four-walk-effects.js";
import { wis } from "../../../src/sparsify/wis/wis.js";
import { singletonWalkIndices } from "../../../src/walks/singleton-walk-indices.js";
import { arbitraryGraph, arbitraryLeafyGraph, complete, graphOf } from "../../generators/graphs.js";
import { singletonIndices } from "../../oracles/wis.js";

describe("createFourWalkEffects", () => {
  it.each([
    ["random graphs", arbitraryGraph(9)],
    ["graphs with leaves", arbitraryLeafyGraph(9)],
  ])("says what each removal does, by powers of the matrix, while edges go: %s", (_, graphs) => {
    fc.assert(
      fc.property(graphs, fc.infiniteStream(fc.nat()), (graph, draws) => {
        const effects = createFourWalkEffects(graph, indicesOf(graph));
        const left = new Set(Array.from({ length: graph.edgeCount }, (_, e) => e));
        while (left.size > 0) {
          const now = singletonIndices(graph, left, 3).map(Number);
          for (const e of left) {
            const after = singletonIndices(
              graph,
              [...left].filter((f) => f !== e),
              3,
            ).map(Number);
            const changed = after.flatMap((index, t) => (index === now[t] ? [] : [t]));
            const effect = effects.effect(e);
            expect([...effect.affected].sort((a, b) => a - b)).toEqual(changed);
            effect.affected.forEach((t, k) => {
              expect(effect.after[k]).toBe(after[t]);
            });
            expect(effect.level).toBe(Math.min(...changed.map((t) => after[t])));
            expect(after[effect.witness]).toBe(effect.level);
            for (let t = 0; t < graph.vertexCount; t++)
              expect(effects.isAffected(t, e)).toBe(changed.includes(t));
          }
          const gone = [...left][(draws.next().value as number) % left.size];
          left.delete(gone);
          effects.remove(gone, [], () => {});
        }
      }),
      { numRuns: 40 },
    );
  });

  it("gives a bound below the limit, which the last witness may decide", () => {
    const graph = graphOf(6, complete(6));
    const effects = createFourWalkEffects(graph, indicesOf(graph));
    const { level } = effects.effect(0);
    for (let witness = 0; witness < 6; witness++) {
      const early = effects.effect(0, level + 1000, witness);
      expect(early.level).toBeLessThan(level + 1000);
      expect(early.level).toBeGreaterThanOrEqual(level);
      expect(effects.effect(0, level, witness).level).toBe(level);
    }
  });

  it("names the edges whose witness is lost, and those with keys that shared a walk", () => {
    // A square with a tail: 0 - 1 - 2 - 3 - 0, 3 - 4 - 5 - 6.
    const graph = graphOf(7, [
      [0, 1],
      [1, 2],
      [2, 3],
      [0, 3],
      [3, 4],
      [4, 5],
      [5, 6],
    ]);
    const effects = createFourWalkEffects(graph, indicesOf(graph));
    const named = new Set<number>();
    effects.remove(0, [2, 6], (e) => named.add(e));
    expect([...named].sort()).toEqual([1, 2, 3]);
  });

  it("takes graphs of at most 2^14 vertices; larger ones are walked through, with the same order", () => {
    expect(hasFewVertices(graphOf(2 ** 14, []))).toBe(true);
    const many = graphOf(2 ** 14 + 1, complete(9));
    expect(hasFewVertices(many)).toBe(false);
    expect(wis(many, 3).edges).toEqual(wis(graphOf(9, complete(9)), 3).edges);
    expect(createClosedWalkEffects(many, 3).effect(0).level).toBe(
      createClosedWalkEffects(graphOf(9, complete(9)), 3).effect(0).level,
    );
  });

  it("orders denser graphs as walking through them does, where keys have many entries", () => {
    const pairs = complete(24).filter(([i, j]) => (7 * i + 5 * j) % 6 !== 0);
    const few = graphOf(24, pairs);
    const many = graphOf(2 ** 14 + 1, pairs);
    for (const ties of ["lowest", "highest"] as const)
      expect(wis(few, 3, { ties }).edges).toEqual(wis(many, 3, { ties }).edges);
    const last = { ties: "lowest", keepDegree: 2 } as const;
    expect(wis(few, 3, last).edges).toEqual(wis(many, 3, last).edges);
  });
});

function indicesOf(graph: Parameters<typeof wis>[0]): Float64Array {
  return singletonWalkIndices(graph, 3) as Float64Array;
}
