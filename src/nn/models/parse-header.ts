import type { z } from "zod";
import { FormatError } from "../../errors.js";
import { asFormatError } from "../../graph/read-budget.js";

/**
 * The JSON text that a file of ours holds in its header.
 *
 * @param what the file is, for the message
 * @param text undefined where the header has none
 * @throws FormatError where there is no text, it is no JSON, or not what the schema asks for
 */
export function parseHeader<T>(what: string, text: string | undefined, schema: z.ZodType<T>): T {
  if (text === undefined) throw new FormatError(`expected ${what} of seprank, got other tensors`);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new FormatError(`${what}: the header is no JSON (${(error as Error).message})`);
  }
  const { success, data, error } = guarded(() => schema.safeParse(json));
  if (success) return data;
  const [{ path, message }] = error.issues;
  throw new FormatError(`${what}: ${path.length > 0 ? `${path.join(".")}: ` : ""}${message}`);
}

/** A header nested too deeply overflows the stack of its check. */
function guarded<T>(check: () => T): T {
  try {
    return check();
  } catch (error) {
    throw asFormatError(error);
  }
}
