import { expect, it } from "vitest";
import { describeMethods } from "../../cli/options/describe-methods.js";
import { degrees } from "../../src/graph/adjacency.js";
import { parseMethod } from "../../src/sparsify/method-spec.js";
import { removalOrder } from "../../src/sparsify/order-by-method.js";
import { prune } from "../../src/sparsify/orders/removal-order.js";
import { type OwnMethodFacts, registerSparsifier } from "../../src/sparsify/register-sparsifier.js";
import { complete, graphOf } from "../generators/graphs.js";

const path = graphOf(4, [
  [0, 1],
  [1, 2],
  [2, 3],
]);
const clique = graphOf(5, complete(5));

it("scores by name, with parameters, seed and limits", () => {
  registerSparsifier(
    "low-degree",
    {
      summary: "edges at vertices of low degree",
      result: "scores",
      parameters: [{ name: "power", summary: "of the degree", default: 1, range: { least: -2, most: 2 } }],
    },
    (graph, { power }) => {
      const degree = degrees(graph);
      return Float64Array.from(graph.sources, (u, e) => -((degree[u] * degree[graph.targets[e]]) ** power));
    },
  );
  expect(removalOrder("low-degree", path)).toEqual({ method: "low-degree", edges: Uint32Array.of(1, 0, 2) });
  const opposite = removalOrder("low-degree", path, { parameters: { power: -1 } });
  expect([...opposite.edges]).toEqual([0, 2, 1]);
  expect([...removalOrder("low-degree", path, { protect: [1] }).edges]).toEqual([0, 2, 1]);
  expect(() => removalOrder("low-degree", path, { parameters: { power: 3 } })).toThrow(
    "low-degree: power: expected a number >= -2 and <= 2, got 3",
  );
  expect(() => removalOrder("low-degree", path, { batch: 2 })).toThrow("batch: expected none for low-degree");
  expect(() => removalOrder("low-degree", { ...path, directed: true })).toThrow(
    "expected an undirected graph",
  );
  expect(parseMethod("low-degree").facts.family).toBe("own");
  expect(describeMethods()).toMatch(/own +low-degree/);
  expect(() => parseMethod("low-degre")).toThrow("did you mean low-degree?");
});

it("orders, greedy orders and edge sets, too", () => {
  const all = (count: number) => Uint32Array.from({ length: count }, (_, e) => count - 1 - e);
  registerSparsifier("last-first", { summary: "the first edges", result: "order" }, ({ edgeCount }) =>
    all(edgeCount),
  );
  expect([...removalOrder("last-first", path).edges]).toEqual([2, 1, 0]);
  registerSparsifier(
    "all-at-once",
    { summary: "the first edges", result: "greedy order" },
    ({ edgeCount }) => ({ method: "any", edges: all(edgeCount), removable: 2 }),
  );
  expect(removalOrder("all-at-once", path)).toMatchObject({ method: "all-at-once", removable: 2 });
  registerSparsifier("first-kept", { summary: "the first edges", result: "edge set" }, (_, { kept }) => ({
    kept: Uint32Array.from({ length: kept }, (_, e) => e),
  }));
  const order = removalOrder("first-kept", clique, { remove: 4 });
  expect([...prune(clique, order, 4).kept]).toEqual([0, 1, 2, 3, 4, 5]);
  for (const remove of [-1, 11, 0.5, Number.NaN])
    expect(() => removalOrder("first-kept", clique, { remove })).toThrow(
      `edges to remove: expected 0 to 10, got ${remove}`,
    );
  expect(() => removalOrder("first-kept", clique)).toThrow("expected the number of edges to remove");
});

it("refuses results that would be wrong orders", () => {
  const wrong = (name: string, result: OwnMethodFacts["result"], value: unknown) => {
    registerSparsifier(name, { summary: "wrong", result }, () => value as never);
    return () => removalOrder(name, path, { remove: 1 });
  };
  expect(wrong("short", "scores", new Float64Array(2))).toThrow(
    "short: expected a Float64Array of 3 scores, got Float64Array of 2 elements",
  );
  expect(wrong("plain", "scores", [1, 2, 3])).toThrow("got Array of 3 elements");
  expect(wrong("nan", "scores", Float64Array.of(1, Number.NaN, 2))).toThrow("got NaN at edge 1");
  expect(wrong("twice", "order", Uint32Array.of(0, 1, 1))).toThrow("expected every edge once, got 1 twice");
  expect(wrong("beyond", "order", Uint32Array.of(0, 1, 3))).toThrow("expected edges from 0 to 2, got 3");
  expect(wrong("none", "greedy order", undefined)).toThrow("all 3 edges, got undefined");
  expect(wrong("many", "edge set", { kept: Uint32Array.of(0, 1, 2) })).toThrow("2 edges to keep");
});

it("refuses names and parameters that would hide others", () => {
  const register = (name: string, parameters: OwnMethodFacts["parameters"] = [], result = "scores") =>
    registerSparsifier(
      name,
      { summary: "any", result: result as "scores", parameters },
      ({ edgeCount }) => new Float64Array(edgeCount),
    );
  const parameter = { name: "power", summary: "any", default: 1, range: { least: 0, most: 2 } };
  expect(() => register("random")).toThrow("expected a name of its own, got random");
  for (const name of ["", "My", "gwis@cut", "3-wis", "a b"])
    expect(() => register(name)).toThrow("expected a name of lower-case letters");
  expect(() => register("mine", [parameter, parameter])).toThrow("each parameter once, got power twice");
  const settings = ["seed", "onProgress", "kept", "walkLength", "partitions", "orderBy", "batch", "parity"];
  for (const name of [...settings, "protect", "keepDegree", "removed"])
    expect(() => register("mine", [{ ...parameter, name }])).toThrow("a setting has this one");
  expect(() => register("mine", [{ ...parameter, default: 3 }])).toThrow("a default within the range, got 3");
  expect(() => register("mine", [], "training")).toThrow("result: expected scores, order");
  expect(() => parseMethod("mine")).toThrow("expected one of");
});
