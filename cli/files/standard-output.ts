import { STANDARD_INPUT } from "../../src/files.js";
import type { Console } from "../terminal/console.js";

/** The name of standard output where a file is expected. */
export const STANDARD_OUTPUT = STANDARD_INPUT;

/** Writes bytes to standard output, and waits until they are gone. */
export async function writeStandardOutput(bytes: Uint8Array): Promise<void> {
  await new Promise<void>((resolve) => process.stdout.write(bytes, () => resolve()));
}

/**
 * Tells a command's result: on standard error, line by line, where standard output has been given to a file's content.
 *
 * @param files that the command wrote
 */
export function tellResult(
  console: Console,
  files: readonly (string | undefined)[],
  text: string,
  document: unknown,
): void {
  if (files.includes(STANDARD_OUTPUT)) for (const line of text.split("\n")) console.message(line);
  else console.result(text, document);
}
