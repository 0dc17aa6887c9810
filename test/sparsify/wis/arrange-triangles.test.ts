import fc from "fast-check";
import { expect, it } from "vitest";
import { createArrangement } from "../../../src/sparsify/wis/arrange-triangles.js";

it("puts entries in order by walk index and keeps them whole, in order or not before", () => {
  const index = fc.integer({ min: 0, max: 2 ** 31 - 1 });
  const lists = fc.record({
    indices: fc.array(fc.oneof(index, fc.nat(9)), { minLength: 1, maxLength: 60, size: "max" }),
    start: fc.nat(5),
    presorted: fc.boolean(),
  });
  fc.assert(
    fc.property(lists, ({ indices, start, presorted }) => {
      const walkIndex = Int32Array.from(presorted ? [...indices].sort((a, b) => a - b) : indices);
      const count = Math.max(0, indices.length - start);
      const thirds = Uint32Array.from(indices, (_, k) => k);
      const triangles = {
        starts: Uint32Array.of(0, indices.length),
        thirds,
        sourceSides: thirds.map((t) => t + 100),
        targetSides: thirds.map((t) => t + 200),
      };
      createArrangement(triangles, walkIndex, indices.length)(start, count);
      const entries = Array.from(thirds, (t, x) => [t, triangles.sourceSides[x], triangles.targetSides[x]]);
      expect(entries.slice(0, start).map(([t]) => t)).toEqual([...thirds.slice(0, start).keys()]);
      for (const [t, source, target] of entries) expect([source, target]).toEqual([t + 100, t + 200]);
      const arranged = entries.slice(start).map(([t]) => walkIndex[t]);
      expect(arranged).toEqual(Array.from(walkIndex.slice(start)).sort((a, b) => a - b));
      expect(new Set(thirds).size).toBe(indices.length);
    }),
    { numRuns: 300 },
  );
});
