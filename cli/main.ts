#!/usr/bin/env node
import { guardStreams } from "./terminal/guard-streams.js";
import { endOnSignals } from "./terminal/interrupt.js";

// Before anything else is loaded. A terminal that has gone takes its messages along, not the work: SIGHUP ends that in good order.
endOnSignals();
guardStreams();

const { createProgram } = await import("./program.js");
try {
  await createProgram().parseAsync();
} catch (error) {
  const { exitCodeOf, failureLine } = await import("./terminal/exit.js");
  const { createConsole } = await import("./terminal/console.js");
  process.exitCode = exitCodeOf(error);
  const line = failureLine(error);
  // Of the arguments as they came: the error may be that they could not be read.
  const given = { verbose: process.argv.includes("--verbose"), color: !process.argv.includes("--no-color") };
  const console = createConsole({ json: false, quiet: false, ...given });
  if (line !== null) console.error(line);
  if (line !== null && given.verbose && error instanceof Error) process.stderr.write(`${error.stack}\n`);
}
