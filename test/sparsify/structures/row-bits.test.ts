import fc from "fast-check";
import { expect, it } from "vitest";
import { createRowBits } from "../../../src/sparsify/structures/row-bits.js";
import { complete, graphOf } from "../../generators/graphs.js";

it("finds the k-th neighbour outside a set as a look at each neighbour does", () => {
  const pairs = complete(150);
  fc.assert(
    fc.property(fc.subarray(pairs, { minLength: 9000 }), fc.subarray([...Array(150).keys()]), (some, set) => {
      const graph = graphOf(150, some);
      const bits = createRowBits(graph);
      bits.add(149);
      bits.clear();
      for (const u of set) bits.add(u);
      for (let u = 0; u < 150; u++) {
        expect(bits.isDense(u)).toBe(graph.offsets[u + 1] - graph.offsets[u] > 64);
        if (!bits.isDense(u)) continue;
        const row = [...graph.neighbors.subarray(graph.offsets[u], graph.offsets[u + 1])];
        const outside = row.filter((v) => !set.includes(v));
        expect(bits.countOutside(u)).toBe(outside.length);
        expect(outside.map((_, k) => bits.outside(u, k))).toEqual(outside);
      }
    }),
    { numRuns: 10 },
  );
});
