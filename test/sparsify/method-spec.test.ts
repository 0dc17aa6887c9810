import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { communityPartitions } from "../../src/partitions/community-partitions.js";
import { cutPartitions } from "../../src/partitions/cut-partitions.js";
import { METHODS } from "../../src/sparsify/catalog.js";
import { type MethodName, parseMethod } from "../../src/sparsify/method-spec.js";
import { removalOrder } from "../../src/sparsify/order-by-method.js";
import { gwis } from "../../src/sparsify/wis/gwis.js";
import { wis } from "../../src/sparsify/wis/wis.js";
import { arbitraryGraph, complete, disjoint, graphOf } from "../generators/graphs.js";

const cliques = graphOf(8, [...disjoint(4, complete(4), complete(4)), [3, 4]]);

describe("parseMethod", () => {
  it("reads names, walk lengths and ways to make partitions", () => {
    const plain = { facts: METHODS.wis, labelled: false };
    expect(parseMethod("random")).toEqual({
      name: "random",
      method: "random",
      facts: METHODS.random,
      labelled: false,
    });
    expect(parseMethod("2-wis").method).toBe("2-wis");
    expect(parseMethod("3-wis")).toEqual({ ...plain, name: "3-wis", method: "wis", walkLength: 3 });
    expect(parseMethod("1-gwis")).toMatchObject({ method: "gwis", walkLength: 1 });
    expect(parseMethod("gwis@label")).toMatchObject({
      method: "gwis",
      partitionsBy: "label",
      labelled: true,
    });
    expect(parseMethod("1-gwis@cut:16")).toEqual({
      name: "1-gwis@cut:16",
      method: "gwis",
      facts: { ...METHODS.gwis, randomised: true },
      walkLength: 1,
      partitionsBy: "cut",
      parts: 16,
      labelled: false,
    });
  });

  it("a parsed method runs like its name, and can be sent to another process", () => {
    const spec = structuredClone(parseMethod("1-gwis@cut:4"));
    expect(removalOrder(spec, cliques)).toEqual(removalOrder("1-gwis@cut:4", cliques));
  });

  it("names are types: these are methods, and those are none", () => {
    const names: MethodName[] = ["random", "7-wis", "2-gwis", "gwis@community", "3-gwis@cut:16"];
    // @ts-expect-error no method of that name
    const typo: MethodName = "spaner";
    // @ts-expect-error no such way to make partitions
    const way: MethodName = "gwis@luck";
    for (const name of names) expect(parseMethod(name).name).toBe(name);
    for (const name of [typo, way]) expect(() => parseMethod(name)).toThrow();
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
    expect(() => parseMethod(text)).toThrow(says);
  });

  it("says whether a method depends on the seed, and so do labels, as a split's are used", () => {
    for (const [text, randomised] of Object.entries({
      "3-wis": false,
      "gwis@bridge": false,
      "gwis@community": true,
      "gwis@label": true,
    }))
      expect(parseMethod(text).facts.randomised).toBe(randomised);
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
