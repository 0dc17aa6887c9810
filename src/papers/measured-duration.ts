import { MEASURED_SECONDS } from "./measured-seconds.js";
import type { Scale } from "./runs/experiment.js";

/**
 * How long an experiment took where its record was made: "94 s", "29 min", "1.1 h", or "not measured".
 *
 * Not measured: no record of this scale, or of this version of the plan, or one that took over what an earlier run had done. Records are
 * made beside other work: a time tells the order of magnitude, and no speed.
 *
 * @example
 * ```ts
 * import { measuredDuration } from "seprank/papers";
 *
 * measuredDuration("figure-5.3", "full"); // => "not measured"
 * ```
 */
export function measuredDuration(name: string, scale: Scale): string {
  const seconds = Object.hasOwn(MEASURED_SECONDS, name) ? MEASURED_SECONDS[name][scale] : undefined;
  if (seconds === undefined) return "not measured";
  if (seconds < 120) return `${Math.max(1, Math.round(seconds))} s`;
  return seconds < 3600 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}
