import { CommanderError } from "commander";
import { InputError, InterruptedError } from "../../src/errors.js";
import { EXIT } from "./exit-codes.js";

/** Options that cannot be given together. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** The exit code for an error that reached the top. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (error instanceof UsageError) return EXIT.usage;
  if (error instanceof InputError) return EXIT.input;
  if (error instanceof InterruptedError) return EXIT.interrupted;
  return EXIT.failed;
}

/** Commander's ways to end that have written all there is to say. */
const TOLD = new Set(["commander.help", "commander.helpDisplayed", "commander.version"]);

/** The one line that tells of an error; null where commander has already written what there is to say. */
export function failureLine(error: unknown): string | null {
  if (error instanceof CommanderError && TOLD.has(error.code)) return null;
  const message = (error instanceof Error ? error.message : String(error)).replace(/^error: /, "");
  return message.replaceAll(/\s*[\r\n]+\s*/g, " ").trim();
}
