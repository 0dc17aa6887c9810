import type { Console } from "./console.js";
import { timeLeft } from "./time-left.js";

/** What is counted, for a line of progress. */
export interface ProgressOptions {
  /** what is being done, in front of the numbers */
  readonly what: string;
  /** what is counted, in the plural */
  readonly unit: string;
  /** how a count is written; default: digits in groups of three */
  readonly format?: (count: number) => string;
  /** milliseconds; for tests */
  readonly now?: () => number;
}

/**
 * A line of progress with the share that is done, the rate, and the time left if the rate stays: "2-wis: 1,234 of 10,721 edges, 11 %,
 * 310/s, about 31 s left".
 *
 * @returns to be called with how much is done, of how much, and what else there is to say
 */
export function createProgress(
  console: Pick<Console, "progress">,
  options: ProgressOptions,
): (done: number, total: number, more?: string) => void {
  const { now = () => performance.now() } = options;
  const begun = now();
  let first: number | undefined;
  return (done, total, more = "") => {
    // What was there at the beginning, as after an interrupt, says nothing of the rate.
    first ??= done <= 1 ? 0 : done;
    const run = done - first;
    console.progress(() => progressLine(options, { done, total, run, elapsed: now() - begun }) + more);
  };
}

/** How far something is. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  /** how much of what is done was done in this run */
  readonly run: number;
  /** milliseconds of this run */
  readonly elapsed: number;
}

/** The text of such a line. */
export function progressLine(
  { what, unit, format = grouped }: Pick<ProgressOptions, "what" | "unit" | "format">,
  { done, total, run, elapsed }: Progress,
): string {
  const share = total === 0 ? "" : `, ${Math.floor((100 * done) / total)} %`;
  const colon = what === "" ? "" : `${what}: `;
  return `${colon}${format(done)} of ${format(total)}${unit === "" ? "" : ` ${unit}`}${share}${rate(run, elapsed, format)}${timeLeft(run, total - done, elapsed)}`;
}

function rate(run: number, elapsed: number, format: (count: number) => string): string {
  if (run <= 0 || elapsed <= 0) return "";
  const perSecond = (1000 * run) / elapsed;
  if (perSecond >= 10) return `, ${format(Math.round(perSecond))}/s`;
  return perSecond >= 1 ? `, ${perSecond.toFixed(1)}/s` : `, ${(60 * perSecond).toFixed(1)}/min`;
}

function grouped(count: number): string {
  return count.toLocaleString("en-US");
}

/** A number of bytes in the unit that suits it. */
export function bytesText(bytes: number): string {
  if (bytes < 1e3) return `${bytes} B`;
  if (bytes < 1e6) return `${(bytes / 1e3).toFixed(1)} kB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;
}
