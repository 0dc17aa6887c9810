import { FormatError } from "../../src/errors.js";
import { decodeText } from "../../src/graph/formats/text/decode-text.js";

/** The variables of a station's table, in order: mean maximum and minimum, air frost, rain, sunshine. */
export const STATION_VARIABLES = ["tmax", "tmin", "af", "rain", "sun"] as const;

/** A station's months. */
export interface StationSeries {
  /** [rows] 12 * year + month - 1, ascending */
  readonly months: Int32Array;
  /** [rows * 5] by month, then as in {@link STATION_VARIABLES}; NaN where the value is missing */
  readonly values: Float64Array;
}

const ROW = /^\s*(\d{4})\s+(\d{1,2})\s+(.*)$/;
const NUMBER = /^-?\d+(\.\d+)?/;

/**
 * Reads a Met Office historic station file: header lines, then a line a month: year, month, and up to five values.
 *
 * `---` is a missing value; a mark behind a number (`*` estimated, `#` automatic sensor, `$`) is passed over; at the first field that is
 * neither, a remark begins and the values that are left are missing. Other lines are text.
 *
 * Source: Met Office, Historic station data (the notes at the head of each file). Complexity: O(bytes).
 *
 * @throws FormatError with the line where a month is none or does not follow the one before, or where there is no month at all
 */
export function readStation(bytes: Uint8Array): StationSeries {
  const months: number[] = [];
  const values: number[] = [];
  decodeText(bytes)
    .split("\n")
    .forEach((text, k) => {
      const row = ROW.exec(text);
      if (row === null) return;
      const line = k + 1;
      const [year, month] = [Number(row[1]), Number(row[2])];
      if (month < 1 || month > 12)
        throw new FormatError(`expected a month from 1 to 12, got ${month}`, { line });
      const place = 12 * year + month - 1;
      if (months.length > 0 && place <= months[months.length - 1])
        throw new FormatError(`expected a month after the one before, got ${year}-${month}`, { line });
      months.push(place);
      values.push(...readValues(row[3]));
    });
  if (months.length === 0) throw new FormatError("expected lines of a year, a month and values, got none");
  return { months: Int32Array.from(months), values: Float64Array.from(values) };
}

function readValues(text: string): number[] {
  const values: number[] = new Array(STATION_VARIABLES.length).fill(Number.NaN);
  const fields = text.trim().split(/\s+/);
  for (let k = 0; k < values.length && k < fields.length; k++) {
    if (fields[k].startsWith("---")) continue;
    const number = NUMBER.exec(fields[k])?.[0];
    if (number === undefined) break;
    values[k] = Number(number);
  }
  return values;
}
