import { setImmediate } from "node:timers/promises";
import { InterruptedError } from "../../src/errors.js";
import { EXIT } from "./exit-codes.js";

/** Ctrl-C, kill, and a terminal that is closed. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * From now on a signal ends the process with one line and the exit code for it: while modules load, which takes longer than people
 * wait, Node itself would end it without a word.
 */
export function endOnSignals(): void {
  for (const signal of SIGNALS) process.on(signal, end);
}

/**
 * Leaves signals to the operating system, as work that does not return to the event loop never receives them. What
 * {@link interruptSignal} does stays as it is. One that came while modules loaded is delivered first: it would be lost with the listener.
 */
export async function releaseSignals(): Promise<void> {
  await setImmediate();
  removeEnd();
}

function removeEnd(): void {
  for (const signal of SIGNALS) process.off(signal, end);
}

/**
 * A signal that is aborted by the first Ctrl-C (SIGTERM, SIGHUP), for work that can stop in good order; the second ends the process
 * at once.
 *
 * Work that never lets go of the process does not ask for it, and is ended by the first.
 */
export function interruptSignal(): AbortSignal {
  const controller = new AbortController();
  const onSignal = () => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted);
    controller.abort(new InterruptedError("interrupted"));
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  // Afterwards: between the last listener's end and the next one's beginning a signal that waits to be delivered is lost.
  removeEnd();
  return controller.signal;
}

function end(): void {
  process.stderr.write("seprank: interrupted\n");
  process.exit(EXIT.interrupted);
}
