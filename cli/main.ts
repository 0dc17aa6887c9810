#!/usr/bin/env node
import { createProgram } from "./program.js";
import { createConsole } from "./terminal/console.js";
import { exitCodeOf, failureLine } from "./terminal/exit.js";

// A reader that has seen enough (`| head`) closes the pipe: that is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});

// A terminal that has gone takes its messages along, not the work: SIGHUP ends that in good order.
process.stderr.on("error", () => undefined);

try {
  await createProgram().parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
  const line = failureLine(error);
  // Of the arguments as they came: the error may be that they could not be read.
  const given = { verbose: process.argv.includes("--verbose"), color: !process.argv.includes("--no-color") };
  const console = createConsole({ json: false, quiet: false, ...given });
  if (line !== null) console.error(line);
  if (line !== null && given.verbose && error instanceof Error) process.stderr.write(`${error.stack}\n`);
}
