import type { MeanDeviation } from "../../evaluate/statistics/mean-deviation.js";
import type { Interval } from "../../evaluate/statistics/paired-comparison.js";

/** A true minus sign, as wide as a digit. */
const MINUS = "\u2212";

/** A number with a fixed count of decimals. */
export function fixed(value: number, decimals: number, plus: "+" | "" = ""): string {
  const text = Math.abs(value).toFixed(decimals);
  // What rounds to zero has no sign.
  const sign = Number(text) === 0 ? "" : value < 0 ? MINUS : plus;
  return `${sign}${text}`;
}

/** A fraction in percent with one decimal. */
export function percent(fraction: number, plus: "+" | "" = ""): string {
  return fixed(100 * fraction, 1, plus);
}

/** "86.4 ± 1.2", in percent; of one value, the value alone. */
export function percentSpread({ mean, deviation }: MeanDeviation, plus: "+" | "" = ""): string {
  return `${percent(mean, plus)}${deviation === null ? "" : ` ± ${percent(deviation)}`}`;
}

/** "[85.2, 87.6]", in percent; "" where there is none. */
export function percentInterval(interval: Interval | null | undefined, plus: "+" | "" = ""): string {
  return interval ? `[${percent(interval.low, plus)}, ${percent(interval.high, plus)}]` : "";
}

/** Three decimals, as p-values are told. */
export function pValue(p: number | null | undefined): string {
  return p === null || p === undefined ? "" : p < 0.001 ? "< 0.001" : p.toFixed(3);
}

/** An integer with commas between groups of three digits. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** Seconds, to three digits, in the unit that suits them. */
export function duration(seconds: number): string {
  if (seconds === 0) return "0 s";
  return seconds < 1
    ? `${Number((1000 * seconds).toPrecision(3))} ms`
    : `${Number(seconds.toPrecision(3))} s`;
}

/** Bytes in MiB. */
export function mebibytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(0)} MiB`;
}

/** "1 seed", "3 seeds", "2 vertices" */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${grouped(count)} ${count === 1 ? noun : plural}`;
}
