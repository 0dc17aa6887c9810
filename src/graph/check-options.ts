import { InputError } from "../errors.js";
import { nearestName } from "./nearest-name.js";

/**
 * Checks that an argument is a record of options, and has no others than those known: a misspelt one would be ignored in silence.
 *
 * @throws InputError naming the unknown option and the nearest known one
 */
export function checkOptions(call: string, options: unknown, known: readonly string[]): void {
  if (typeof options !== "object" || options === null || Array.isArray(options))
    throw new InputError(
      `${call}: expected options, such as { ${known[0]} }, got ${options === null ? "null" : Array.isArray(options) ? "an array" : typeof options}`,
    );
  for (const name of Object.keys(options))
    if (!known.includes(name))
      throw new InputError(
        `${call}: expected options among ${known.join(", ")}, got ${name}; did you mean ${nearestName(name, known)}?`,
      );
}
