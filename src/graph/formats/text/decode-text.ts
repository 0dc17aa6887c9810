import { FormatError } from "../../../errors.js";
import { takeBytes } from "../../read-budget.js";

/**
 * The text of a file, which has to be UTF-8; a byte order mark is left out. Lines may end in LF, CR LF or, where there is no LF, CR.
 *
 * @throws FormatError where the bytes are no UTF-8 text, or longer than a string can be
 */
export function decodeText(bytes: Uint8Array): string {
  const nul = bytes.indexOf(0);
  if (nul >= 0) throw new FormatError("expected text in UTF-8, got a binary file", { byte: nul });
  takeBytes(2 * bytes.length, "its text");
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    // Where no line ends in LF, CR alone ends them: old Macs and Excel's "CSV (Macintosh)".
    return text.includes("\n") || !text.includes("\r") ? text : text.replaceAll("\r", "\n");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_STRING_TOO_LONG" || error instanceof RangeError)
      throw new FormatError(
        `expected a text of less than 2^29 characters, the longest that JavaScript has, got ${bytes.length.toLocaleString("en")} bytes; Parquet, Arrow and npz have no such limit`,
        {},
        { cause: error },
      );
    throw new FormatError(`expected text in UTF-8 (${(error as Error).message})`, {}, { cause: error });
  }
}
