import { expect, it } from "vitest";
import { bridgePartitions } from "../../src/partitions/bridge-partitions.js";
import { communityPartitions } from "../../src/partitions/community-partitions.js";
import { cutPartitions } from "../../src/partitions/cut-partitions.js";
import { partitionsBy } from "../../src/partitions/partitions-by.js";
import { complete, disjoint, graphOf } from "../generators/graphs.js";

const adjacency = graphOf(8, [...disjoint(4, complete(4), complete(4)), [3, 4]]);
const graph = { name: "cliques", adjacency, labels: null, classNames: null };

it("makes partitions by the name of their way, with what it is told", () => {
  expect(partitionsBy("community", graph, { seed: 5 })).toEqual(communityPartitions(adjacency, 5));
  expect(partitionsBy("bridge", graph)).toEqual(bridgePartitions(adjacency));
  expect(partitionsBy("cut", graph, { parts: 4, seed: 2 })).toEqual(cutPartitions(adjacency, 4, 2));
  const labelled = { ...graph, labels: Int32Array.of(0, 0, -1, 1, 1, 1, 1, 1) };
  expect(partitionsBy("label", labelled).map(({ subset }) => subset.length)).toEqual([2, 5]);
});

it("names the ways and what they cannot do", () => {
  expect(() => partitionsBy("luck", graph)).toThrow(
    'partitions by: expected label, community, component, bridge, cut, got "luck"',
  );
  expect(() => partitionsBy("toString", graph)).toThrow("expected label");
  expect(() => partitionsBy("bridge", graph, { parts: 3 })).toThrow(
    "parts: expected none for partitions by bridge",
  );
  expect(() => partitionsBy("label", graph)).toThrow(
    "cliques: expected labels to make partitions by, got none",
  );
  expect(() => partitionsBy("component", graph)).toThrow("expected several components");
});
