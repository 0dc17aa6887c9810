import { InputError } from "../../errors.js";

/**
 * How many edges to remove.
 *
 * - A number between 0 and 1 is a share of the edges, a whole number from 2 on is a number of edges.
 * - A text: `"50%"` and `"0.5"` are shares, `"2639"` is a number of edges; `"1"` is one edge, `"1.0"` and `"100%"` are all.
 * - `{ share: 0.5 }` or `{ count: 2639 }`.
 *
 * The number 1 is refused: it could be one edge, or all of them.
 */
export type RemoveAmount = number | string | Amount;

/** An amount of edges, parsed. */
export type Amount = { readonly share: number } | { readonly count: number };

const INTEGER = /^[+-]?\d+$/;
const DECIMAL = /^[+-]?(\d+(?:\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

/**
 * Parses an amount of edges: for the library's option `remove` and the command line's `--remove`.
 *
 * @throws InputError where it is no amount; whether there are so many edges is for {@link edgesToRemove} to say
 */
export function parseRemoveAmount(value: RemoveAmount): Amount {
  if (typeof value === "string") return parseText(value);
  if (typeof value === "number") {
    if (value === 1)
      throw new InputError(
        'remove: expected a share or a number of edges, got 1, which could be either; say { count: 1 } or "1" for one edge, { share: 1 } or "100%" for all',
      );
    return Number.isInteger(value) ? { count: value } : { share: value };
  }
  if (typeof value === "object" && value !== null) {
    const [key, ...others] = Object.keys(value);
    const amount = (value as Readonly<Record<string, unknown>>)[key];
    if (others.length === 0 && (key === "share" || key === "count") && typeof amount === "number")
      return value;
  }
  throw new InputError(
    `remove: expected a share (0.5), a percentage ("50%"), a number of edges (2639), { share } or { count }, got ${describe(value)}`,
  );
}

function parseText(text: string): Amount {
  if (INTEGER.test(text)) return { count: Number(text) };
  const percent = text.endsWith("%");
  const number = percent ? text.slice(0, -1) : text;
  if (!DECIMAL.test(number))
    throw new InputError(
      `remove: expected a fraction (0.5), a percentage (50%) or a number of edges (2639), got ${JSON.stringify(text)}`,
    );
  return { share: percent ? Number(number) / 100 : Number(number) };
}

/**
 * How many edges an amount is: shares are rounded to the nearest number.
 *
 * @param option the option's name, for messages
 * @throws InputError where it is less than none or more than there are
 */
export function edgesToRemove(amount: Amount, edgeCount: number, option = "remove"): number {
  if ("share" in amount) {
    if (!(amount.share >= 0 && amount.share <= 1))
      throw new InputError(
        `${option}: expected a fraction from 0.0 to 1.0 (0% to 100%), got ${amount.share}; a whole number removes so many edges`,
      );
    return Math.round(amount.share * edgeCount);
  }
  if (!Number.isInteger(amount.count))
    throw new InputError(`${option}: expected a whole number of edges, got ${amount.count}`);
  if (amount.count < 0 || amount.count > edgeCount)
    throw new InputError(`${option}: expected 0 to ${edgeCount} edges, all there are, got ${amount.count}`);
  return amount.count;
}

function describe(value: unknown): string {
  return value === undefined || value === null ? String(value) : (JSON.stringify(value) ?? typeof value);
}
