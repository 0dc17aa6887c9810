import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createBitRanks } from "../../src/graph/bit-ranks.js";

describe("createBitRanks", () => {
  it("has what was added, and counts what is below, in sets of any density with empty and full stretches", () => {
    const stretch = fc.record({
      length: fc.oneof(fc.integer({ min: 1, max: 70 }), fc.constantFrom(4095, 4096, 4097, 9000)),
      every: fc.constantFrom(0, 1, 2, 33, 5000),
    });
    fc.assert(
      fc.property(fc.array(stretch, { maxLength: 5 }), (stretches) => {
        const isIn = stretches.flatMap(({ length, every }) =>
          Array.from({ length }, (_, k) => every > 0 && k % every === 0),
        );
        const set = createBitRanks(isIn.length);
        for (let number = 0; number < isIn.length; number++)
          if (isIn[number]) {
            set.add(number);
            set.add(number);
          }
        expect(set.count()).toBe(isIn.filter(Boolean).length);
        let below = 0;
        for (let number = 0; number < isIn.length; number++) {
          if (set.has(number) !== isIn[number] || set.rank(number) !== below)
            expect([number, set.has(number), set.rank(number)]).toEqual([number, isIn[number], below]);
          if (isIn[number]) below++;
        }
      }),
      { numRuns: 100 },
    );
  });

  it("is empty of no numbers", () => {
    expect(createBitRanks(0).count()).toBe(0);
  });
});
