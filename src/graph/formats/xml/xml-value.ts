import { FormatError, type FormatLocation } from "../../../errors.js";
import { ATTRIBUTE_NAMES } from "../../graphology/attributed-graph.js";
import { OBJECT_BYTES, takeJson, takeObjects } from "../../read-budget.js";

const NUMERIC: ReadonlySet<string> = new Set(["byte", "short", "int", "integer", "long", "float", "double"]);
const CONSTANTS: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  INF: Number.POSITIVE_INFINITY,
  "-INF": Number.NEGATIVE_INFINITY,
  Infinity: Number.POSITIVE_INFINITY,
  "-Infinity": Number.NEGATIVE_INFINITY,
};

/**
 * An attribute value of GraphML or GEXF as its declared type: numbers, booleans, GEXF's lists (`[1, 2]` or `1|2`); all
 * other types are strings.
 *
 * @param place where the value stands; asked for only where there is an error
 * @throws FormatError where the text is not of the type
 */
export function castXmlValue(type: string, text: string, place: () => FormatLocation): unknown {
  if (type.startsWith("list")) return castList(type.slice(4), text, place);
  const trimmed = text.trim();
  if (type === "boolean") {
    if (/^(true|1)$/i.test(trimmed)) return true;
    if (/^(false|0)$/i.test(trimmed)) return false;
    throw new FormatError(`expected true or false, got ${JSON.stringify(text.slice(0, 40))}`, place());
  }
  if (!NUMERIC.has(type)) return text;
  if (Object.hasOwn(CONSTANTS, trimmed)) return CONSTANTS[trimmed];
  const value = Number(trimmed);
  if (trimmed === "" || Number.isNaN(value))
    throw new FormatError(`expected a number (${type}), got ${JSON.stringify(text.slice(0, 40))}`, place());
  return value;
}

/** The type that holds all values of an attribute, by the names of GraphML and GEXF: whole numbers are `long`, but for weights. */
export function inferXmlType(
  values: readonly unknown[],
  name?: string,
): "boolean" | "long" | "double" | "string" {
  if (values.every((value) => typeof value === "boolean")) return "boolean";
  const isWhole = (value: unknown) => Number.isSafeInteger(value) && !Object.is(value, -0);
  if (name !== ATTRIBUTE_NAMES.weight && values.every(isWhole)) return "long";
  if (values.every((value) => typeof value === "number")) return "double";
  return "string";
}

/** A value as text: strings as they are, numbers and booleans as written in code, all else as JSON. */
export function xmlValueText(value: unknown): string {
  if (typeof value === "string") return value;
  return typeof value === "number" ? `${value}` : (JSON.stringify(value) ?? "");
}

function castList(type: string, text: string, place: () => FormatLocation): unknown[] {
  if (text.startsWith("[")) {
    try {
      takeJson(text);
      const list: unknown = JSON.parse(text);
      if (Array.isArray(list)) return list;
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      // Not JSON: items without quotes, taken apart below.
    }
  }
  const inner = text.replace(/^\[|\]$/g, "");
  if (inner.trim() === "") return [];
  // Blanks are trimmed from the items, not matched by the pattern: that would take quadratic time.
  const items = inner.split(/[|,;]/);
  takeObjects(items.length, 2 * OBJECT_BYTES.text, "items of lists");
  return items.map((item) => castXmlValue(type, item.trim(), place));
}
