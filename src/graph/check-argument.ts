import { InputError } from "../errors.js";

type Kind = "a Graphology graph" | "an Adjacency" | "a GraphDataset" | "a serialized Graphology graph";

/**
 * Checks that a function's argument is an `Adjacency`. In JavaScript, a Graphology graph in its place has no `edgeCount`, and the
 * function would return something empty.
 *
 * Complexity: O(1).
 *
 * @param call the function's name, for the message
 * @throws InputError that says what was given and what to call
 */
export function checkAdjacency(value: unknown, call: string): void {
  const kind = kindOf(value);
  if (kind === "an Adjacency") return;
  const way: Partial<Record<Kind, string>> = {
    "a Graphology graph":
      'pass fromGraphology(graph).adjacency, or call the function on graphs, if "seprank" has one',
    "a GraphDataset": "pass its adjacency",
  };
  throw wrongKind(value, call, "an Adjacency", way);
}

/**
 * Checks that a function's argument is a Graphology graph, of any class and of any copy of the library.
 *
 * Complexity: O(1).
 *
 * @param call the function's name, for the message
 * @throws InputError that says what was given and what to call
 */
export function checkGraph(value: unknown, call: string): void {
  const kind = kindOf(value);
  if (kind === "a Graphology graph") return;
  const way: Partial<Record<Kind, string>> = {
    "an Adjacency": 'call the function on adjacencies of "seprank/adjacency"',
    "a GraphDataset": "pass toGraphology(dataset)",
    "a serialized Graphology graph": "pass Graph.from(data) of graphology",
  };
  throw wrongKind(value, call, "a Graphology graph", way);
}

/**
 * Checks that a function's argument is a `GraphDataset`.
 *
 * Complexity: O(1).
 *
 * @param call the function's name, for the message
 * @throws InputError that says what was given and what to call
 */
export function checkDataset(value: unknown, call: string): void {
  const kind = kindOf(value);
  if (kind === "a GraphDataset") return;
  const way: Partial<Record<Kind, string>> = {
    "a Graphology graph": "pass fromGraphology(graph)",
    "an Adjacency": "pass the data set that it is part of",
  };
  throw wrongKind(value, call, "a GraphDataset", way);
}

function wrongKind(
  value: unknown,
  call: string,
  expected: string,
  way: Partial<Record<Kind, string>>,
): InputError {
  const kind = kindOf(value);
  const hint = kind === undefined ? undefined : way[kind];
  const got = kind ?? (value === null ? "null" : Array.isArray(value) ? "an array" : typeof value);
  return new InputError(`${call}: expected ${expected}, got ${got}${hint === undefined ? "" : `; ${hint}`}`);
}

function kindOf(value: unknown): Kind | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const record = value as Readonly<Record<string, unknown>>;
  // What graphology's own isGraph asks for: the graph may be of another copy of the library.
  if (typeof record.addUndirectedEdgeWithKey === "function" && typeof record.dropNode === "function")
    return "a Graphology graph";
  if (isAdjacency(record)) return "an Adjacency";
  if (typeof record.adjacency === "object" && isAdjacency(record.adjacency as Record<string, unknown>))
    return "a GraphDataset";
  if (Array.isArray(record.nodes) && Array.isArray(record.edges)) return "a serialized Graphology graph";
  return undefined;
}

function isAdjacency(record: Readonly<Record<string, unknown>> | null): boolean {
  return (
    record !== null &&
    ArrayBuffer.isView(record.offsets) &&
    ArrayBuffer.isView(record.neighbors) &&
    ArrayBuffer.isView(record.edges)
  );
}
