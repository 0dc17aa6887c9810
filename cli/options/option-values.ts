import { InvalidArgumentError } from "commander";
import { InputError } from "../../src/errors.js";
import type { Shard } from "../../src/evaluate/trials/shard.js";
import type { EdgeColumns } from "../../src/graph/formats/text/edge-list-header.js";
import { type Amount, parseRemoveAmount } from "../../src/sparsify/orders/remove-amount.js";

const INTEGER = /^[+-]?\d+$/;
const DECIMAL = /^[+-]?(\d+(?:\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

// A text that cannot be understood is a usage error; a value out of its range is the callee's to refuse, as bad input.

export function parseInteger(text: string): number {
  if (!INTEGER.test(text)) throw new InvalidArgumentError("Expected an integer.");
  return Number(text);
}

export function parseNumber(text: string): number {
  if (!DECIMAL.test(text)) throw new InvalidArgumentError("Expected a number.");
  return Number(text);
}

/** "512M", "4G", "1.5T" in powers of 1024, or bytes. */
export function parseByteSize(text: string): number {
  const [, number, unit = ""] = /^(\d+(?:\.\d*)?)\s*([kmgt]?)(?:i?b)?$/i.exec(text.trim()) ?? [];
  const bytes = Number(number) * 1024 ** " kmgt".indexOf(unit.toLowerCase() || " ");
  if (!(bytes >= 1)) throw new InvalidArgumentError("Expected a size, such as 512M or 4G.");
  return bytes;
}

/** "1" is one edge; "1.0" and "100%" are all of them. By the library's own parser. */
export function parseAmount(text: string): Amount {
  try {
    return parseRemoveAmount(text);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InvalidArgumentError(
      "Expected a fraction (0.5), a percentage (50%) or a number of edges (2639).",
    );
  }
}

/** "name=number", collected over several options. */
export function parseSetting(
  text: string,
  previous: Readonly<Record<string, number>> = {},
): Readonly<Record<string, number>> {
  const [, name, value] = /^([^=]+)=(.*)$/.exec(text) ?? [];
  if (name === undefined || !DECIMAL.test(value))
    throw new InvalidArgumentError("Expected NAME=NUMBER, such as stretch=3.");
  return { ...previous, [name]: Number(value) };
}

/** Dimensions: "50,15,25" or "50x15x25". */
export function parseShape(text: string): number[] {
  const sizes = text.split(/[,x]/).map((size) => size.trim());
  if (!sizes.every((size) => INTEGER.test(size)))
    throw new InvalidArgumentError("Expected dimensions, such as 50,15,25.");
  return sizes.map(Number);
}

/** "3/16": the third of sixteen parts. */
export function parseShard(text: string): Shard {
  const [, index, count] = (/^(\d+)\/(\d+)$/.exec(text) ?? []).map(Number);
  if (!(index >= 1 && index <= count))
    throw new InvalidArgumentError("Expected I/N with 1 <= I <= N, such as 3/16.");
  return { index, count };
}

/** "a,b,c" */
export function parseNames(text: string): string[] {
  const names = text.split(",").map((name) => name.trim());
  if (names.includes("")) throw new InvalidArgumentError("Expected names, separated by commas.");
  return names;
}

/** "0,0.5,3" */
export function parseNumbers(text: string): number[] {
  return text.split(",").map((part) => parseNumber(part.trim()));
}

/** Fractions of the edges: "0,0.5,80%", or "0:1:0.1" for first, last and step. */
export function parseLevels(text: string): number[] {
  const parts = text.split(text.includes(":") ? ":" : ",").map((part) => parseLevel(part.trim()));
  if (!text.includes(":")) return parts;
  const [first, last, step] = parts;
  const steps = (last - first) / step;
  if (parts.length !== 3 || !(steps >= 0) || steps > MOST_STEPS)
    throw new InvalidArgumentError(
      `Expected first:last:step, such as 0:1:0.1, of at most ${MOST_STEPS} steps.`,
    );
  // Rounded, so that 3 * 0.1 is 0.3, and so that the last level is not lost to rounding.
  return Array.from({ length: Math.floor(steps + 1e-9) + 1 }, (_, k) =>
    Number((first + k * step).toFixed(10)),
  );
}

const MOST_STEPS = 1000;

function parseLevel(text: string): number {
  const percent = text.endsWith("%");
  const value = parseNumber(percent ? text.slice(0, -1) : text);
  return percent ? value / 100 : value;
}

const EDGE_COLUMNS: readonly string[] = ["source", "target", "weight"];

/** "source=a,target=b,weight=w": which column is what; the ends of edges are chosen both or not. */
export function parseColumns(text: string): EdgeColumns {
  const columns: Record<string, string> = {};
  for (const part of text.split(",")) {
    const [, what, name] = /^([^=]+)=(.+)$/.exec(part) ?? [];
    if (what === undefined || !EDGE_COLUMNS.includes(what) || Object.hasOwn(columns, what))
      throw new InvalidArgumentError("Expected source=NAME,target=NAME,weight=NAME, or some of these.");
    columns[what] = name;
  }
  if ((columns.source === undefined) !== (columns.target === undefined))
    throw new InvalidArgumentError("Expected both source=NAME and target=NAME, or neither.");
  return columns;
}
