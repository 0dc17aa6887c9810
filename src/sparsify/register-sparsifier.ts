import { InputError } from "../errors.js";
import type { Adjacency } from "../graph/adjacency.js";
import { addMethodFacts, type MethodFacts, type MethodParameter, methodFacts } from "./catalog.js";
import type { GraphResult, SparsifierFunction } from "./orders/sparsifier.js";
import { addSparsifierFunction } from "./registry.js";

/** What has to be told of one's own method; the rest has defaults. */
export type OwnMethodFacts = Partial<Omit<MethodFacts, "result" | "summary">> & {
  readonly summary: string;
  readonly result: GraphResult;
};

type ParameterNames<Facts extends OwnMethodFacts> = Facts extends {
  readonly parameters: readonly { readonly name: infer Name extends string }[];
}
  ? Name
  : never;

/**
 * Adds a method of one's own, which then has a name like the others: for {@link removalOrder}, sweeps, help texts and the command line.
 *
 * Of an own method nothing is taken on trust: scores without a number, an order that lacks an edge, and an edge set of another size are
 * errors, whenever it runs.
 *
 * @param name lower-case letters, digits and hyphens; not that of another method
 * @param facts summary and result (see {@link MethodResult}), and what differs from the defaults: undirected simple graphs, weights
 *   ignored, no parameters, independent of the seed, takes protected edges and a degree to keep, family "own"
 * @param run from a graph and a record of settings (seed, the method's parameters by name, for edge sets `kept`) to the result
 *
 * @throws InputError for a name that is taken or no name, a parameter that is defined twice or has the name of a setting, and a default
 *   out of range
 *
 * @example
 * ```ts
 * import { buildAdjacency, degrees, registerSparsifier, removalOrder } from "seprank/adjacency";
 *
 * registerSparsifier("low-ends", { summary: "edges at vertices of low degree", result: "scores" }, (graph) => {
 *   const degree = degrees(graph);
 *   return Float64Array.from(graph.sources, (u, e) => -degree[u] - degree[graph.targets[e]]);
 * });
 * const path = buildAdjacency({ vertexCount: 4, sources: [0, 1, 2], targets: [1, 2, 3] }).adjacency;
 * removalOrder("low-ends", path).edges; // => Uint32Array.of(1, 0, 2)
 * ```
 */
export function registerSparsifier<const Facts extends OwnMethodFacts>(
  name: string,
  facts: Facts,
  run: SparsifierFunction<Facts["result"], ParameterNames<Facts>>,
): void {
  if (!/^[a-z][a-z0-9-]*$/.test(name))
    throw new InputError(
      `method: expected a name of lower-case letters, digits and hyphens, got ${JSON.stringify(name)}`,
    );
  if (methodFacts(name) !== undefined)
    throw new InputError(`method: expected a name of its own, got ${name}, which there is already`);
  if (typeof run !== "function")
    throw new InputError(`${name}: expected a function, got ${run === null ? "null" : typeof run}`);
  const known = Object.keys(CHECKS);
  if (!known.includes(facts.result))
    throw new InputError(
      `${name}: result: expected ${known.join(", ")}, got ${JSON.stringify(facts.result)}`,
    );
  const { parameters = [] } = facts;
  checkParameters(name, parameters);
  addMethodFacts(name, {
    family: "own",
    source: "the user's own",
    cost: "not told",
    options: facts.result === "edge set" ? [] : ["protect", "keepDegree", "removed"],
    randomised: false,
    directed: false,
    parallelEdges: false,
    weights: "ignored",
    ...facts,
    parameters,
  });
  const check = CHECKS[facts.result];
  addSparsifierFunction(name, (adjacency: Adjacency, settings: never) => {
    const result = run(adjacency, settings);
    check(name, adjacency, result, settings);
    return result;
  });
}

/** Names that parameters may not have, as they stand beside them. */
const SETTINGS = [
  ...["seed", "onProgress", "kept", "walkLength", "partitions", "orderBy", "batch", "parity"],
  ...["protect", "keepDegree", "removed"],
];

function checkParameters(method: string, parameters: readonly MethodParameter[]): void {
  const names = new Set<string>();
  for (const { name, range, default: value } of parameters) {
    if (SETTINGS.includes(name))
      throw new InputError(`${method}: ${name}: expected another name, as a setting has this one`);
    if (names.has(name)) throw new InputError(`${method}: expected each parameter once, got ${name} twice`);
    names.add(name);
    if (!(value >= range.least && value <= (range.most ?? Number.MAX_VALUE)))
      throw new InputError(`${method}: ${name}: expected a default within the range, got ${value}`);
  }
}

type Check = (
  method: string,
  adjacency: Adjacency,
  result: unknown,
  settings: { readonly kept?: number },
) => void;

const CHECKS: Readonly<Record<GraphResult, Check>> = {
  scores(method, { edgeCount }, scores) {
    if (!(scores instanceof Float64Array && scores.length === edgeCount))
      throw new InputError(
        `${method}: expected a Float64Array of ${edgeCount} scores, got ${shapeOf(scores)}`,
      );
    const e = scores.findIndex(Number.isNaN);
    if (e >= 0) throw new InputError(`${method}: expected a score for every edge, got NaN at edge ${e}`);
  },
  order: checkOrder,
  "greedy order"(method, adjacency, result) {
    const { edges, removable = adjacency.edgeCount } = (result ?? {}) as {
      edges?: unknown;
      removable?: number;
    };
    checkOrder(method, adjacency, edges);
    if (!(Number.isInteger(removable) && removable >= 0 && removable <= adjacency.edgeCount))
      throw new InputError(
        `${method}: expected 0 to ${adjacency.edgeCount} removable edges, got ${removable}`,
      );
  },
  "edge set"(method, { edgeCount }, result, { kept: expected }) {
    const { kept, weights } = (result ?? {}) as { kept?: unknown; weights?: unknown };
    if (!(kept instanceof Uint32Array && kept.length === expected))
      throw new InputError(
        `${method}: expected a Uint32Array of ${expected} edges to keep, got ${shapeOf(kept)}`,
      );
    checkDistinct(method, edgeCount, kept);
    if (weights !== undefined && !(weights instanceof Float64Array && weights.length === expected))
      throw new InputError(
        `${method}: expected a Float64Array of ${expected} weights, got ${shapeOf(weights)}`,
      );
  },
};

function checkOrder(method: string, { edgeCount }: Adjacency, edges: unknown): void {
  if (!(edges instanceof Uint32Array && edges.length === edgeCount))
    throw new InputError(
      `${method}: expected a Uint32Array of all ${edgeCount} edges, got ${shapeOf(edges)}`,
    );
  checkDistinct(method, edgeCount, edges);
}

function checkDistinct(method: string, edgeCount: number, edges: Uint32Array): void {
  const isThere = new Uint8Array(edgeCount);
  for (const e of edges) {
    if (e >= edgeCount)
      throw new InputError(`${method}: expected edges from 0 to ${edgeCount - 1}, got ${e}`);
    if (isThere[e] === 1) throw new InputError(`${method}: expected every edge once, got ${e} twice`);
    isThere[e] = 1;
  }
}

function shapeOf(value: unknown): string {
  if (ArrayBuffer.isView(value) || Array.isArray(value))
    return `${value.constructor.name} of ${"length" in value ? value.length : "no"} elements`;
  return value === null ? "null" : typeof value;
}
