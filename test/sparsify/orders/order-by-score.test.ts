import fc from "fast-check";
import { expect, it } from "vitest";
import { orderByScore } from "../../../src/sparsify/orders/order-by-score.js";

it("sorts any numbers as a stable sort does: lowest score first, equal ones by index", () => {
  const score = fc.oneof(
    fc.double({ noNaN: true }),
    fc.integer({ min: -3, max: 3 }),
    fc.constantFrom(-0, 0, Number.MIN_VALUE, Infinity, -Infinity),
  );
  fc.assert(
    fc.property(fc.array(score, { maxLength: 60 }), fc.constantFrom(1, 1000), (few, times) => {
      // Many equal numbers, too: beyond some thousands another sort takes over.
      const scores = Array.from({ length: few.length * times }, (_, k) => few[k % few.length]);
      const expected = [...scores.keys()].sort((a, b) =>
        scores[a] < scores[b] ? -1 : scores[a] > scores[b] ? 1 : a - b,
      );
      expect([...orderByScore(Float64Array.from(scores))]).toEqual(expected);
    }),
    { numRuns: 60 },
  );
});
