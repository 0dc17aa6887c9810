/** Milliseconds of work after which a long computation yields to the event loop. */
const SLICE = 15;

/**
 * A pause for a long computation to await often: mostly it does nothing, and every 15 ms it lets the event loop
 * turn, so that signals, timers and messages come through.
 */
export function createPause(): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < SLICE) return;
    await new Promise<void>(nextTurn);
    last = performance.now();
  };
}

/** Node turns at once when asked to; a timer, all that a browser has, waits for a millisecond or more. */
function nextTurn(then: () => void): void {
  if (typeof setImmediate === "function") setImmediate(then);
  else setTimeout(then, 0);
}
