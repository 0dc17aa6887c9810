import { expect, test } from "vitest";
import { karate } from "../../../datasets/graphs/karate.js";
import { degrees } from "../../../src/graph/adjacency.js";

test("is Zachary's club: counts, the leaders' degrees, and the two sides", () => {
  const { adjacency, labels, classNames, vertexAttributes, dropped } = karate();
  expect([adjacency.vertexCount, adjacency.edgeCount]).toEqual([34, 78]);
  expect(dropped).toEqual({ selfLoops: 0, duplicates: 0 });
  const degree = degrees(adjacency);
  // The instructor and the administrator, as in Zachary's figure 1.
  expect([degree[0], degree[33]]).toEqual([16, 17]);
  expect(classNames).toEqual(["Mr. Hi", "Officer"]);
  expect([labels?.[0], labels?.[33]]).toEqual([0, 1]);
  expect(labels?.filter((label) => label === 0)).toHaveLength(17);
  expect(vertexAttributes?.[33]).toEqual({ club: "Officer" });
});
