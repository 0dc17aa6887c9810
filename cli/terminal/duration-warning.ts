import type { Console } from "./console.js";

/** After so many seconds the rate is known well enough. */
const ESTIMATED_AFTER = 10;
/** Seconds from which a warning is printed. */
const LONG = 60;

/** What is counted, and the way out beside --timeout. */
export interface LongWork {
  /** what is done of it, as "edges ordered" */
  readonly unit: string;
  /** said where nothing is done yet */
  readonly none: string;
  readonly advice: string;
}

const ORDERING: LongWork = {
  unit: "edges ordered",
  none: "no edge is ordered yet",
  advice: "1-wis and random are fast on any graph",
};

/**
 * Says once, ten seconds into long work, that it will take more than a minute, and how long by the rate so far: some shapes (hubs, dense graphs)
 * make a method slow that is fast elsewhere, and where there is no terminal there is no line of progress.
 *
 * @param what is at work
 * @param now seconds; for tests
 * @returns to be called with how much is done, of how much
 */
export function createDurationWarning(
  console: Pick<Console, "message">,
  what: string,
  now: () => number = () => performance.now() / 1000,
  { unit, none, advice }: LongWork = ORDERING,
): (done: number, total: number) => void {
  const begun = now();
  let warned = false;
  return (done, total) => {
    const elapsed = now() - begun;
    if (warned || elapsed < ESTIMATED_AFTER) return;
    const left = done === 0 ? Number.POSITIVE_INFINITY : (elapsed * (total - done)) / done;
    // Before the first there is no rate; a minute without one says enough.
    if (done === 0 && elapsed < LONG) return;
    warned = true;
    if (left < LONG) return;
    const rest = done === 0 ? none : `about ${inWords(left)} more at this rate`;
    const shown = Number.isInteger(done) ? done : done.toPrecision(2);
    console.message(
      `${what}: ${shown} of ${total} ${unit} in ${Math.round(elapsed)} s, ${rest}; --timeout SECONDS gives up in time, ${advice}`,
    );
  };
}

function inWords(seconds: number): string {
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  if (seconds < 129_600) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86_400)} days`;
}
