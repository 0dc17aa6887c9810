import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { connectedComponents } from "../../src/graph/components.js";
import { arbitraryGraph } from "../generators/graphs.js";

describe("connectedComponents", () => {
  it("puts two vertices together exactly where one reaches the other", () => {
    fc.assert(
      fc.property(arbitraryGraph(14), (graph) => {
        // Oracle: merge sets edge by edge.
        let sets = Array.from({ length: graph.vertexCount }, (_, t) => new Set([t]));
        for (let e = 0; e < graph.edgeCount; e++) {
          const touched = sets.filter((set) => set.has(graph.sources[e]) || set.has(graph.targets[e]));
          sets = [
            ...sets.filter((set) => !touched.includes(set)),
            new Set(touched.flatMap((set) => [...set])),
          ];
        }
        const { count, component, sizes } = connectedComponents(graph);
        expect(count).toBe(sets.length);
        for (const set of sets) {
          const [first] = set;
          expect([...set].every((t) => component[t] === component[first])).toBe(true);
          expect(sizes[component[first]]).toBe(set.size);
        }
      }),
    );
  });
});
