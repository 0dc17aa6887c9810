import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createPairNumbers, MOST_VERTICES } from "../../../src/sparsify/structures/pair-numbers.js";

describe("createPairNumbers", () => {
  it("numbers the pairs of a few vertices in lexicographic order", () => {
    for (const vertexCount of [2, 3, 4, 7, 20]) {
      const numbers = createPairNumbers(vertexCount);
      let next = 0;
      for (let i = 0; i < vertexCount; i++)
        for (let j = i + 1; j < vertexCount; j++) {
          expect(numbers.of(i, j)).toBe(next);
          expect(numbers.of(j, i)).toBe(next);
          expect([numbers.smaller(next), numbers.larger(next)]).toEqual([i, j]);
          next++;
        }
    }
  });

  it("is exact up to the most vertices, in big integers", () => {
    const vertex = (most: number) =>
      fc.oneof(fc.integer({ min: 0, max: most }), fc.integer({ min: most - 50, max: most }));
    fc.assert(
      fc.property(
        fc.constantFrom(MOST_VERTICES, MOST_VERTICES - 1, 111_059_956),
        fc.context(),
        (vertexCount, _) => {
          const numbers = createPairNumbers(vertexCount);
          for (const [a, b] of fc.sample(fc.tuple(vertex(vertexCount - 1), vertex(vertexCount - 1)), 40)) {
            if (a === b) continue;
            const [i, j] = a < b ? [a, b] : [b, a];
            const exact = (BigInt(i) * BigInt(2 * vertexCount - i - 1)) / 2n + BigInt(j - i - 1);
            const pair = numbers.of(a, b);
            expect(BigInt(pair)).toBe(exact);
            expect([numbers.smaller(pair), numbers.larger(pair)]).toEqual([i, j]);
          }
        },
      ),
      { numRuns: 20 },
    );
  });
});
