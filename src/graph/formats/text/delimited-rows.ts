import { FormatError } from "../../../errors.js";

/** Between two fields of a row stands one of these; a space means any run of spaces and tabs. */
export type Separator = "," | "\t" | ";" | " ";

/** The fields of one row, as places in the text: valid until the next row is read. */
export interface DelimitedRow {
  /** counted from 1 */
  line: number;
  /** where the row's first line begins in the text */
  begin: number;
  /** number of fields */
  count: number;
  readonly starts: number[];
  readonly ends: number[];
  /** whether the field stands in quotes; its place is then what is between them, with quotes doubled */
  readonly quoted: boolean[];
}

/** Fields of a row, unless the caller says less. */
const MOST_FIELDS = 2 ** 20;

/** Characters by their codes. */
export const TAB = 9;
export const LINE_FEED = 10;
export const CARRIAGE_RETURN = 13;
export const SPACE = 32;
export const QUOTE = 34;
export const HASH = 35;
export const PERCENT = 37;

/**
 * Reads rows of delimited text. Lines that begin with `#` or `%` are comments; blank lines are skipped; lines end in LF or
 * CR LF; blanks around a field are not part of it; a field that begins with `"` ends at the next `"` that is not doubled.
 *
 * Complexity: O(characters), without a string per field.
 *
 * @param mostFields of a row; default 2^20
 * @throws FormatError with line and column where a row has more fields, a quote is not closed, or something follows a closed one
 */
export function forEachRow(
  text: string,
  separator: Separator,
  visit: (row: DelimitedRow) => void,
  mostFields = MOST_FIELDS,
): void {
  const split = separator.charCodeAt(0);
  const spaced = separator === " ";
  const isBlank = (code: number) =>
    code === SPACE || (code === TAB && split !== TAB) || code === CARRIAGE_RETURN;
  const row: DelimitedRow = { line: 1, begin: 0, count: 0, starts: [], ends: [], quoted: [] };
  let at = 0;
  let line = 1;
  // The next line feed, where it is known; -1 where there is none.
  let newline = 0;
  const fail = (reason: string) =>
    new FormatError(reason, { line, column: at - text.lastIndexOf("\n", at - 1) });
  const skipBlanks = () => {
    while (at < text.length && isBlank(text.charCodeAt(at))) at++;
  };
  const addField = (start: number, end: number, quoted: boolean) => {
    if (row.count === mostFields) throw fail(`expected at most ${mostFields} fields in a row, got more`);
    row.starts[row.count] = start;
    row.ends[row.count] = end;
    row.quoted[row.count++] = quoted;
  };
  const quotedField = () => {
    const start = ++at;
    // Looked for once a field with a line feed in it, not once a quote.
    if (newline < at && newline >= 0) newline = text.indexOf("\n", at);
    for (;;) {
      const close = text.indexOf('"', at);
      if (close < 0) {
        at = start - 1;
        throw fail("expected a closing quote, got the end of the file");
      }
      for (; newline >= 0 && newline < close; newline = text.indexOf("\n", newline + 1)) line++;
      at = close + 1;
      if (text.charCodeAt(at) !== QUOTE) break;
      at++;
    }
    addField(start, at - 1, true);
    const closed = at;
    skipBlanks();
    const code = text.charCodeAt(at);
    if (at < text.length && code !== LINE_FEED && code !== split && !(spaced && at > closed))
      throw fail(`expected ${describe(separator)} or the end of the line after a quoted field`);
  };
  const plainField = () => {
    const start = at;
    let end = at;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === LINE_FEED || code === split || (spaced && code === TAB)) break;
      if (!isBlank(code)) end = at + 1;
      else if (code === CARRIAGE_RETURN && at + 1 < text.length && text.charCodeAt(at + 1) !== LINE_FEED)
        throw fail(
          "expected a line feed after a carriage return; a file with both kinds of line ends is refused",
        );
    }
    addField(start, end, false);
  };

  while (at < text.length) {
    row.line = line;
    row.begin = at;
    row.count = 0;
    skipBlanks();
    const first = text.charCodeAt(at);
    if (first === HASH || first === PERCENT) {
      const end = text.indexOf("\n", at);
      at = end < 0 ? text.length : end;
    } else if (at < text.length && first !== LINE_FEED) {
      for (;;) {
        if (text.charCodeAt(at) === QUOTE) quotedField();
        else plainField();
        const separated = text.charCodeAt(at) === split;
        if (separated && !spaced) at++;
        skipBlanks();
        const ended = at >= text.length || text.charCodeAt(at) === LINE_FEED;
        if (ended && separated && !spaced) addField(at, at, false);
        if (ended) break;
      }
      visit(row);
    }
    at++;
    line++;
  }
}

/** The text of one field. */
export function fieldText(text: string, row: DelimitedRow, field: number): string {
  const content = text.slice(row.starts[field], row.ends[field]);
  return row.quoted[field] ? content.replaceAll('""', '"') : content;
}

/** A separator, in words. */
export function describe(separator: Separator): string {
  return { ",": "a comma", "\t": "a tab", ";": "a semicolon", " ": "a blank" }[separator];
}

/** The first line that is no comment. */
export function firstLine(text: string): string {
  return /^(?![ \t]*(?:[#%].*)?\r?$).+$/m.exec(text)?.[0] ?? "";
}

/** The first of some separators that stands in the first line, outside of quotes; undefined where none does. */
export function findSeparator(text: string, prefer: readonly Separator[]): Separator | undefined {
  const outsideQuotes = firstLine(text).replace(/"[^"]*("|$)/g, '"');
  return prefer.find((separator) => outsideQuotes.trim().includes(separator));
}
