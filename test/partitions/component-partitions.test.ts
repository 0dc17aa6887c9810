import fc from "fast-check";
import { expect, it } from "vitest";
import { componentPartitions } from "../../src/partitions/component-partitions.js";
import { boundary } from "../../src/walks/boundary.js";
import { graphOf } from "../generators/graphs.js";
import { reachable } from "../oracles/partitions.js";
import { arbitraryAnyGraph } from "../oracles/walks.js";

it("puts vertices together exactly if they reach each other, directions dropped; nothing crosses a component", () => {
  fc.assert(
    fc.property(arbitraryAnyGraph(9), (graph) => {
      const smallest = reachable(graph);
      fc.pre(new Set(smallest).size > 1);
      const partitions = componentPartitions(graph);
      const found = new Array<number>(graph.vertexCount).fill(-1);
      for (const { subset, target } of partitions) {
        expect(target).toBeUndefined();
        for (const t of subset) found[t] = subset[0];
        expect(boundary(graph, subset)).toHaveLength(0);
      }
      expect(found).toEqual(smallest);
      expect(partitions.map(({ name }) => name)).toEqual(partitions.map((_, k) => `${k + 1}`));
    }),
  );
});

it("needs several components", () => {
  expect(() => componentPartitions(graphOf(2, [[0, 1]]))).toThrow("expected several components, got 1");
});
