import { join } from "node:path";
import type { FactorizeSummary } from "../completion/factorize.js";
import type { Figure } from "../figure.js";
import { writeFileAtomic } from "../files.js";
import { drawTo } from "./figures/draw-to.js";
import { figureChart } from "./figures/figure-chart.js";

/** The file that says that a completion is done. */
export const FACTORIZATION_SUMMARY = "summary.json";

/**
 * Writes a completion's picture (`trajectory.svg`, `.png`, and its Vega-Lite specification) and, when all else is there, its `summary.json`.
 *
 * @throws InputError where the folder cannot be written to
 */
export async function writeFactorization(
  summary: FactorizeSummary,
  figure: Figure,
  folder: string,
): Promise<void> {
  const encoder = new TextEncoder();
  const drawn = await drawTo(folder, "trajectory", () => figureChart(figure));
  const text = `${JSON.stringify(summary, null, 2)}\n`;
  await writeFileAtomic(join(folder, FACTORIZATION_SUMMARY), encoder.encode(text));
  if (drawn.reason !== undefined) throw new Error(`all else is written, but ${drawn.reason}`);
}
