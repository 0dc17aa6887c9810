import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TimeoutError } from "../../src/errors.js";
import type { Adjacency } from "../../src/graph/adjacency.js";
import { METHODS } from "../../src/sparsify/catalog.js";
import { removalOrder } from "../../src/sparsify/order-by-method.js";
import type { OrderOptions } from "../../src/sparsify/orders/order-options.js";
import { prune } from "../../src/sparsify/orders/removal-order.js";
import { arbitraryGraph, complete, graphOf } from "../generators/graphs.js";
import { literalBatchedWis, singletonIndices } from "../oracles/wis.js";
import { graphFor, methodsThat, ORDER_METHODS } from "../support/any-method.js";

const deterministic = ORDER_METHODS.filter((name) => !METHODS[name].randomised);

/** A graph and some of its edges. */
const graphAndEdges = (maxVertices: number) =>
  arbitraryGraph(maxVertices).chain((graph) =>
    fc.tuple(fc.constant(graph), fc.subarray([...Array(graph.edgeCount).keys()])),
  );

/** Algorithm 1 on the edges that may be removed, word for word. */
function literalLimited(
  graph: Adjacency,
  walkLength: number,
  isFree: (e: number, alive: number[]) => boolean,
) {
  let alive = [...Array(graph.edgeCount).keys()];
  const order: number[] = [];
  for (;;) {
    const free = alive.filter((e) => isFree(e, alive));
    if (free.length === 0) return order;
    const tuples = free.map((e) =>
      singletonIndices(
        graph,
        alive.filter((f) => f !== e),
        walkLength,
      )
        .sort((a, b) => Number(a - b))
        .map(Number),
    );
    let best = 0;
    tuples.forEach((tuple, k) => {
      const at = tuple.findIndex((x, t) => x !== tuples[best][t]);
      if (at >= 0 && tuple[at] > tuples[best][at]) best = k;
    });
    order.push(free[best]);
    alive = alive.filter((e) => e !== free[best]);
  }
}

describe("protected edges", () => {
  it.each(ORDER_METHODS)("come last, by index, in the order of %s", (name) => {
    fc.assert(
      fc.property(graphAndEdges(9), ([graph, protect]) => {
        const { edges, removable = edges.length } = removalOrder(name, graphFor(name, graph), { protect });
        expect(removable).toBe(graph.edgeCount - protect.length);
        expect([...edges.slice(removable)]).toEqual(protect);
        expect(new Set(edges).size).toBe(graph.edgeCount);
      }),
      { numRuns: 40 },
    );
  });

  it.each([1, 2, 3])("leave Algorithm 1 to choose among the others, L - 1 = %i", (walkLength) => {
    fc.assert(
      fc.property(graphAndEdges(7), ([graph, protect]) => {
        const expected = literalLimited(graph, walkLength, (e) => !protect.includes(e));
        const { edges } = removalOrder("wis", graph, { walkLength, protect });
        expect([...edges.slice(0, expected.length)]).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });

  it("may not be unknown", () => {
    expect(() => removalOrder("random", graphOf(3, complete(3)), { protect: [3] })).toThrow(
      "protected edge: expected an index from 0 to 2, got 3",
    );
  });
});

describe("a degree to keep", () => {
  it.each(ORDER_METHODS)("isolates no vertex in the order of %s", (name) => {
    fc.assert(
      fc.property(arbitraryGraph(9), (graph) => {
        const order = removalOrder(name, graphFor(name, graph), { keepDegree: 1 });
        const left = prune(graph, order, order.removable ?? order.edges.length).adjacency;
        for (let t = 0; t < graph.vertexCount; t++)
          expect(left.offsets[t + 1] > left.offsets[t]).toBe(graph.offsets[t + 1] > graph.offsets[t]);
        // Nothing more could go: every edge left has an end without another.
        for (let e = 0; e < left.edgeCount; e++)
          expect(
            [left.sources[e], left.targets[e]].some((t) => left.offsets[t + 1] - left.offsets[t] === 1),
          ).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it.each([1, 2, 3])("leaves Algorithm 1 to choose among the edges that may go, L - 1 = %i", (walkLength) => {
    fc.assert(
      fc.property(arbitraryGraph(7), fc.integer({ min: 1, max: 3 }), (graph, keepDegree) => {
        const ends = (e: number) => [graph.sources[e], graph.targets[e]];
        const expected = literalLimited(graph, walkLength, (e, alive) =>
          ends(e).every((t) => alive.filter((f) => ends(f).includes(t)).length > keepDegree),
        );
        const { edges, removable = edges.length } = removalOrder("wis", graph, { walkLength, keepDegree });
        expect([...edges.slice(0, removable)]).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });
});

describe("edges removed already", () => {
  it.each(deterministic)("are gone on from: %s gives the same whole order", (name) => {
    fc.assert(
      fc.property(arbitraryGraph(10), fc.double({ min: 0, max: 1, noNaN: true }), (graph, share) => {
        const whole = removalOrder(name, graphFor(name, graph));
        const removed = whole.edges.slice(0, Math.floor(share * graph.edgeCount));
        expect(removalOrder(name, graphFor(name, graph), { removed })).toEqual(whole);
      }),
      { numRuns: 40 },
    );
  });

  it("keep protected edges protected, and may not be removed twice", () => {
    const graph = graphOf(5, complete(5));
    const { edges, removable } = removalOrder("2-wis", graph, {
      removed: Uint32Array.of(4, 2),
      protect: [7, 1],
    });
    expect([...edges.slice(0, 2), ...edges.slice(8)]).toEqual([4, 2, 1, 7]);
    expect(removable).toBe(8);
    const again = (removed: number[], protect: number[] = []) =>
      removalOrder("2-wis", graph, { removed: Uint32Array.from(removed), protect });
    expect(() => again([1, 1])).toThrow("removed edges: expected each once, got 1 twice");
    expect(() => again([10])).toThrow("removed edge: expected an index from 0 to 9, got 10");
    expect(() => again([1], [1])).toThrow("protected edge: expected an edge that is left, got 1");
  });
});

describe("batches", () => {
  it.each([1, 2, 3])("remove the best edges of one scoring, L - 1 = %i", (walkLength) => {
    fc.assert(
      fc.property(arbitraryGraph(7), fc.integer({ min: 1, max: 5 }), (graph, batch) => {
        expect([...removalOrder("wis", graph, { walkLength, batch }).edges]).toEqual(
          literalBatchedWis(graph, walkLength, batch, "lowest"),
        );
      }),
      { numRuns: 40 },
    );
  });

  it("follow the thesis's experiments: 100 edges and the last of equals for 2-WIS, one and the first for 1-WIS", () => {
    fc.assert(
      fc.property(arbitraryGraph(17), (graph) => {
        expect([...removalOrder("2-wis", graph, { parity: "thesis" }).edges]).toEqual(
          literalBatchedWis(graph, 2, 100, "highest"),
        );
        expect(removalOrder("1-wis", graph, { parity: "thesis" })).toEqual(removalOrder("1-wis", graph));
      }),
      { numRuns: 15 },
    );
  });

  it("are whole numbers, and none beside a parity", () => {
    const graph = graphOf(3, complete(3));
    expect(() => removalOrder("wis", graph, { batch: 0 })).toThrow("batch: expected an integer >= 1, got 0");
    expect(() => removalOrder("wis", graph, { batch: 5, parity: "thesis" })).toThrow("batch: expected none");
  });
});

describe("an option that a method does not take", () => {
  const graph = graphOf(3, complete(3));
  const given: Required<
    Pick<
      OrderOptions,
      "walkLength" | "partitions" | "orderBy" | "batch" | "parity" | "protect" | "keepDegree" | "removed"
    >
  > = {
    walkLength: 2,
    partitions: [{ subset: [0] }],
    orderBy: "sum",
    batch: 1,
    parity: "thesis",
    protect: [],
    keepDegree: 0,
    removed: new Uint32Array(0),
  };

  it.each(Object.keys(given) as (keyof typeof given)[])("is refused: %s", (option) => {
    const others = methodsThat(({ options, result }) => !options.includes(option) && result !== "training");
    expect(others.length).toBeGreaterThan(0);
    for (const name of others)
      expect(() => removalOrder(name, graphFor(name, graph), { remove: 1, [option]: given[option] })).toThrow(
        `${option}: expected none for ${name}`,
      );
  });

  it("is named with the methods that take it", () => {
    expect(() => removalOrder("random", graph, { batch: 5 })).toThrow(
      "batch: expected none for random, as it is for 1-wis, 2-wis, wis, proxy-delete; leave it out",
    );
    expect(() => removalOrder("1-wis", graph, { walkLength: 3 })).toThrow(
      "walkLength: expected none for 1-wis, as it is for wis, gwis",
    );
  });
});

describe("a timeout", () => {
  const dense = graphOf(120, complete(120));

  it.each([
    "2-wis",
    "3-wis",
    "gwis@cut",
    "simmelian",
    "jaccard",
    "forest-fire",
    "spanner",
    "effective-resistance",
    "forman",
    "scan",
    "local-similarity",
    "edge-betweenness",
    "algebraic-distance",
    "rank-degree",
  ])("ends %s, which reports progress while it works", (name) => {
    expect(() => removalOrder(name, dense, { timeout: 1e-6, remove: 100 })).toThrow(TimeoutError);
  });

  it.each(["effective-resistance", "spectral", "spectral-reweighted"])(
    "ends the dense solver of %s, also between two rows",
    (name) => {
      let steps = 0;
      const onProgress = () => steps++;
      const options = { remove: 100, parameters: { epsilon: 0 }, onProgress };
      expect(() => removalOrder(name, dense, { ...options, timeout: 1e-6 })).toThrow(TimeoutError);
      removalOrder(name, dense, options);
      // Twice a row of the matrix, and every 64 edges.
      expect(steps).toBeGreaterThan(2 * 118 + 100);
    },
  );

  it("changes no order that is made in time, and is a number of seconds", () => {
    const graph = graphOf(9, complete(9));
    expect(removalOrder("2-wis", graph, { timeout: 60 })).toEqual(removalOrder("2-wis", graph));
    for (const timeout of [0, -1, Number.NaN])
      expect(() => removalOrder("2-wis", graph, { timeout })).toThrow("timeout: expected seconds > 0");
  });
});

describe("options that a method does not take", () => {
  it("are refused, whichever method and option", () => {
    const values = {
      walkLength: 2,
      partitions: [],
      orderBy: "sum",
      batch: 2,
      parity: "thesis",
      protect: [0],
      keepDegree: 1,
      removed: Uint32Array.of(0),
      labels: new Int32Array(4),
    } as const;
    const graph = graphOf(4, complete(4));
    for (const [name, { options, result }] of Object.entries(METHODS)) {
      if (result === "training") continue;
      for (const [option, value] of Object.entries(values))
        if (!(options as readonly string[]).includes(option))
          expect(() => removalOrder(name, graph, { [option]: value })).toThrow(
            new RegExp(`^${option}: expected none for ${name}`),
          );
    }
  });

  it("are refused where they are misspelt, with the nearest name", () => {
    const options = { walklength: 3 } as OrderOptions;
    expect(() => removalOrder("wis", graphOf(4, complete(4)), options)).toThrow(
      "got walklength; did you mean walkLength?",
    );
  });
});
