import { InterruptedError } from "../../src/errors.js";
import { EXIT } from "./exit.js";

/**
 * A signal that is aborted by the first Ctrl-C (or SIGTERM, or SIGHUP at the end of the terminal), for work that can stop in good order; the second ends the process at once.
 *
 * Work that never lets go of the process does not ask for it, and is ended by the first.
 */
export function interruptSignal(): AbortSignal {
  const controller = new AbortController();
  const onSignal = () => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted);
    controller.abort(new InterruptedError("interrupted"));
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, onSignal);
  return controller.signal;
}
