import { createProgram } from "./program.js";
import { createConsole } from "./terminal/console.js";
import { exitCodeOf, failureLine } from "./terminal/exit.js";
import { EXIT } from "./terminal/exit-codes.js";

/**
 * Runs a command line to its end, and says in one line why it failed.
 *
 * @param args after the program's name
 * @returns the exit code
 */
export async function runProgram(args: readonly string[]): Promise<number> {
  try {
    await createProgram().parseAsync(args, { from: "user" });
    return EXIT.ok;
  } catch (error) {
    const line = failureLine(error);
    // Of the arguments as they came: the error may be that they could not be read.
    const given = { verbose: args.includes("--verbose"), color: !args.includes("--no-color") };
    const console = createConsole({ json: false, quiet: false, ...given });
    if (line !== null) console.error(line);
    if (line !== null && given.verbose && error instanceof Error) process.stderr.write(`${error.stack}\n`);
    return exitCodeOf(error);
  }
}
