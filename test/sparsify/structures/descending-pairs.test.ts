import fc from "fast-check";
import { expect, it } from "vitest";
import { createPairSorter } from "../../../src/sparsify/structures/descending-pairs.js";

it("sorts any number of pairs: highest value first, equal ones by ascending id, the rest untouched", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 200 }),
      fc.nat({ max: 200 }),
      fc.infiniteStream(fc.nat()),
      (drawn, most, keys) => {
        const count = Math.min(most, drawn.length);
        const values = Float64Array.from(drawn);
        // Ids in any order, each once.
        const ids = Uint32Array.from(
          drawn.map((_, id) => ({ id, key: keys.next().value as number })).sort((a, b) => a.key - b.key),
          ({ id }) => id,
        );
        const pairs = () => Array.from(values, (value, k) => ({ value, id: ids[k] }));
        const before = pairs();
        const expected = [
          ...before.slice(0, count).sort((a, b) => b.value - a.value || a.id - b.id),
          ...before.slice(count),
        ];
        createPairSorter(drawn.length)(values, ids, count);
        expect(pairs()).toEqual(expected);
      },
    ),
  );
});
