import { FormatError } from "../../../errors.js";
import { takeJson } from "../../read-budget.js";

export type Json = Readonly<Record<string, unknown>>;

/** A list with an entry a line. */
export function* listed<T>(
  entries: readonly T[],
  write: (entry: T, index: number) => string,
): Generator<string> {
  if (entries.length === 0) return yield "[]";
  for (const [k, entry] of entries.entries()) yield `${k === 0 ? "[\n" : ",\n"}${write(entry, k)}`;
  yield "\n]";
}

/** @throws FormatError with line and column where the text is no JSON */
export function parseJson(text: string): unknown {
  takeJson(text);
  try {
    return JSON.parse(text);
  } catch (error) {
    const { message } = error as Error;
    const position = Number(/position (\d+)/.exec(message)?.[1] ?? text.length);
    const before = text.slice(0, position);
    const place = { line: before.split("\n").length, column: position - before.lastIndexOf("\n") };
    throw new FormatError(`json: ${message.replaceAll("\n", " ")}`, place, { cause: error });
  }
}

export function objectAt(value: unknown, where: string): Json {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new FormatError(`json: expected an object as ${where}`);
  return value as Json;
}

export function listAt(root: Json, key: string): readonly unknown[] {
  const value = Object.hasOwn(root, key) ? root[key] : undefined;
  if (!Array.isArray(value))
    throw new FormatError(
      `json: expected a graph with a list ${key} (Graphology, or node-link as of networkx and d3), got keys ${Object.keys(root).slice(0, 8).join(", ")}`,
    );
  return value;
}
