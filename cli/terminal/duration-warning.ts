import type { Console } from "./console.js";

/** After so many seconds the rate is known well enough. */
const ESTIMATED_AFTER = 10;
/** Seconds from which a warning is printed. */
const LONG = 60;

/**
 * Says once, ten seconds into an order, that it will take more than a minute, and how long by the rate so far: some shapes (hubs, dense graphs)
 * make a method slow that is fast elsewhere, and where there is no terminal there is no line of progress.
 *
 * @param now seconds; for tests
 * @returns to be called with how many edges are ordered, of how many
 */
export function createDurationWarning(
  console: Pick<Console, "message">,
  method: string,
  now: () => number = () => performance.now() / 1000,
): (ordered: number, edgeCount: number) => void {
  const begun = now();
  let warned = false;
  return (ordered, edgeCount) => {
    const elapsed = now() - begun;
    if (warned || elapsed < ESTIMATED_AFTER) return;
    const left = ordered === 0 ? Number.POSITIVE_INFINITY : (elapsed * (edgeCount - ordered)) / ordered;
    // Before the first edge there is no rate; a minute without one says enough.
    if (ordered === 0 && elapsed < LONG) return;
    warned = true;
    if (left < LONG) return;
    const rest = ordered === 0 ? "no edge is ordered yet" : `about ${inWords(left)} more at this rate`;
    console.message(
      `${method}: ${ordered} of ${edgeCount} edges ordered in ${Math.round(elapsed)} s, ${rest}; --timeout SECONDS gives up in time, 1-wis and random are fast on any graph`,
    );
  };
}

function inWords(seconds: number): string {
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  if (seconds < 129_600) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86_400)} days`;
}
