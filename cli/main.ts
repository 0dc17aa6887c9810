#!/usr/bin/env node
import { guardStreams } from "./terminal/guard-streams.js";
import { endOnSignals } from "./terminal/interrupt.js";

// Before anything else is loaded. A terminal that has gone takes its messages along, not the work: SIGHUP ends that in good order.
endOnSignals();
guardStreams();

const { runProgram } = await import("./run.js");
process.exitCode = await runProgram(process.argv.slice(2));
