import { FormatError } from "../../../errors.js";
import { claimVertices } from "../../read-budget.js";

/** One line of a text of numbers. */
export interface NumberLine {
  /** counted from 1 */
  readonly number: number;
  /** what blanks separate */
  readonly fields: readonly string[];
}

/**
 * The lines of a text that are no comments, split at blanks.
 *
 * @param comment what a comment begins with
 * @param keepEmpty whether a line without a field counts; default false
 */
export function* numberLines(text: string, comment: string, keepEmpty = false): Generator<NumberLine> {
  let number = 0;
  for (let begin = 0; begin < text.length; ) {
    const newline = text.indexOf("\n", begin);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(begin, end).trim();
    begin = end + 1;
    number++;
    if (line.startsWith(comment)) continue;
    if (line === "") {
      if (keepEmpty) yield { number, fields: [] };
      continue;
    }
    yield { number, fields: line.split(/[ \t]+/) };
  }
}

/** @throws FormatError where a field is no integer from `from` to `to`, both included */
export function integerField(
  { number, fields }: NumberLine,
  place: number,
  what: string,
  [from, to]: readonly [number, number],
): number {
  const field = fields[place];
  const value = field !== undefined && /^\d{1,15}$/.test(field) ? Number(field) : Number.NaN;
  if (value >= from && value <= to) return value;
  throw new FormatError(
    `expected ${what}, an integer from ${from} to ${to}, got ${field === undefined ? "nothing" : JSON.stringify(field.slice(0, 40))}`,
    { line: number },
  );
}

/** @throws FormatError where a field is no finite number */
export function finiteField({ number, fields }: NumberLine, place: number, what: string): number {
  const field = fields[place];
  const value = field !== undefined && /^[-+.\d]/.test(field) ? Number(field) : Number.NaN;
  if (Number.isFinite(value)) return value;
  throw new FormatError(
    `expected ${what}, a finite number, got ${field === undefined ? "nothing" : JSON.stringify(field.slice(0, 40))}`,
    { line: number },
  );
}

/** The number of vertices that a file's head claims. @throws FormatError where it is no integer, or out of proportion to the file */
export function vertexCountField(line: NumberLine, place: number): number {
  const count = integerField(line, place, "the number of vertices", [0, Number.MAX_SAFE_INTEGER]);
  claimVertices(count, { line: line.number });
  return count;
}
