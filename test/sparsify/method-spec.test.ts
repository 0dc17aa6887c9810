import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { communityPartitions } from "../../src/partitions/community-partitions.js";
import { cutPartitions } from "../../src/partitions/cut-partitions.js";
import { PARTITION_WAYS } from "../../src/partitions/partitions-by.js";
import { parseMethod } from "../../src/sparsify/method-spec.js";
import { removalOrder } from "../../src/sparsify/order-by-method.js";
import { sparsifierNamed } from "../../src/sparsify/sparsifier-named.js";
import { gwis } from "../../src/sparsify/wis/gwis.js";
import { wis } from "../../src/sparsify/wis/wis.js";
import { arbitraryGraph, complete, disjoint, graphOf } from "../generators/graphs.js";

const cliques = graphOf(8, [...disjoint(4, complete(4), complete(4)), [3, 4]]);

describe("parseMethod", () => {
  it("reads names, walk lengths and ways to make partitions", () => {
    expect(parseMethod("random")).toEqual({ method: "random" });
    expect(parseMethod("2-wis")).toEqual({ method: "2-wis" });
    expect(parseMethod("3-wis")).toEqual({ method: "wis", walkLength: 3 });
    expect(parseMethod("1-gwis")).toEqual({ method: "gwis", walkLength: 1 });
    expect(parseMethod("gwis@label")).toEqual({
      method: "gwis",
      way: PARTITION_WAYS.label,
      wayName: "label",
    });
    expect(parseMethod("1-gwis@cut:16")).toEqual({
      method: "gwis",
      walkLength: 1,
      way: PARTITION_WAYS.cut,
      wayName: "cut",
      parts: 16,
    });
  });

  it.each([
    ["wis@label", /expected a name, K-wis, or gwis@WAY/],
    ["gwis@", /partitions by: expected label, community/],
    ["gwis@luck", /got "luck"/],
    ["gwis@label:3", /a number of parts after cut only/],
    ["gwis@cut:x", /got "gwis@cut:x"/],
    ["3-4-wis", /did you mean/],
    ["0x3-wis", /did you mean/],
  ])("refuses %s", (text, says) => {
    expect(() => sparsifierNamed(text)).toThrow(says);
  });

  it("says whether a method depends on the seed, and so do labels, as a split's are used", () => {
    for (const [text, randomised] of Object.entries({
      "3-wis": false,
      "gwis@bridge": false,
      "gwis@community": true,
      "gwis@label": true,
    }))
      expect(sparsifierNamed(text).randomised).toBe(randomised);
  });
});

describe("orders of such methods", () => {
  it("K-wis is wis of that walk length, and called so", () => {
    fc.assert(
      fc.property(arbitraryGraph(8), fc.integer({ min: 3, max: 5 }), (graph, walkLength) => {
        expect(removalOrder(`${walkLength}-wis`, graph)).toEqual({
          ...wis(graph, walkLength),
          method: `${walkLength}-wis`,
        });
      }),
      { numRuns: 20 },
    );
  });

  it("gwis@WAY is gwis with these partitions, of the seed, the labels and the whole graph", () => {
    const expected = gwis(cliques, 2, communityPartitions(cliques, 7));
    const order = removalOrder("gwis@community", cliques, { seed: 7 });
    expect(order).toEqual({ ...expected, method: "gwis@community" });
    const cut = gwis(cliques, 1, cutPartitions(cliques, 4, 0)).edges;
    expect(removalOrder("1-gwis@cut:4", cliques).edges).toEqual(cut);
    const labels = Int32Array.of(0, 0, 0, -1, 1, 1, 1, 1);
    const classes = [{ subset: [0, 1, 2] }, { subset: [4, 5, 6, 7] }];
    expect(removalOrder("gwis@label", cliques, { labels }).edges).toEqual(gwis(cliques, 2, classes).edges);
    const removed = order.edges.slice(0, 5);
    expect(removalOrder("gwis@community", cliques, { seed: 7, removed })).toEqual(order);
  });

  it("refuses what says things twice, labels that lack, and partitions that nothing crosses", () => {
    const apart = graphOf(6, disjoint(3, complete(3), complete(3)));
    expect(() => removalOrder("3-wis", cliques, { walkLength: 2 })).toThrow(
      "expected none beside 3-wis, got 2",
    );
    expect(() => removalOrder("gwis@cut", cliques, { partitions: [] })).toThrow(
      "partitions: expected none beside",
    );
    expect(() => removalOrder("gwis@label", cliques)).toThrow("gwis@label: expected labels");
    expect(() => removalOrder("gwis@component", apart)).toThrow(
      "gwis@component: expected an edge across one of the 2 partitions, got none",
    );
    expect(() => removalOrder("gwis@cut:9", cliques)).toThrow("parts: expected an integer from 2 to 8");
  });
});
