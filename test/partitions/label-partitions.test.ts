import fc from "fast-check";
import { expect, it } from "vitest";
import type { GraphDataset } from "../../src/graph/dataset.js";
import { readGraph } from "../../src/graph/formats/formats.js";
import { labelPartitions } from "../../src/partitions/label-partitions.js";

const path = (vertices: number) =>
  readGraph(
    new TextEncoder().encode(Array.from({ length: vertices - 1 }, (_, k) => `${k},${k + 1}\n`).join("")),
    { name: "path.csv", format: "csv" },
  );

it("puts every labelled vertex into its class's partition, and no other", async () => {
  const dataset = await path(9);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -1, max: 3 }), { minLength: 9, maxLength: 9 }), (labels) => {
      fc.pre(new Set(labels).size > 1);
      const partitions = labelPartitions({ ...dataset, labels: Int32Array.from(labels) });
      const found = new Array<number>(9).fill(-1);
      for (const { name, subset, target } of partitions) {
        expect(target).toBeUndefined();
        for (const vertex of subset) found[vertex] = Number(name);
      }
      expect(found).toEqual(labels);
      expect(partitions.every(({ subset }) => subset.length > 0)).toBe(true);
    }),
  );
});

it("names classes as the input does, and needs several", async () => {
  const dataset: GraphDataset = { ...(await path(3)), classNames: ["cat", "dog"] };
  const named = labelPartitions({ ...dataset, labels: Int32Array.of(1, 0, 1) });
  expect(named.map(({ name, subset }) => [name, [...subset]])).toEqual([
    ["cat", [1]],
    ["dog", [0, 2]],
  ]);
  expect(() => labelPartitions({ ...dataset, labels: Int32Array.of(1, 1, 1) })).toThrow(
    "all vertices are of class dog",
  );
  expect(() => labelPartitions(dataset)).toThrow("path.csv: expected labels to make partitions by, got none");
});
