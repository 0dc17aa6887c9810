import { join } from "node:path";
import type { FactorizeSummary } from "../completion/factorize.js";
import type { Figure } from "../figure.js";
import { writeFileAtomic } from "../files.js";
import { figureChart } from "./figures/figure-chart.js";
import { renderPng } from "./figures/render-png.js";
import { renderSvg } from "./figures/render-svg.js";

/** The file that says that a completion is done. */
export const FACTORIZATION_SUMMARY = "summary.json";

/**
 * Writes a completion's picture (`trajectory.svg`, `trajectory.png`) and, when all else is there, its `summary.json`.
 *
 * @throws InputError where the folder cannot be written to
 */
export async function writeFactorization(
  summary: FactorizeSummary,
  figure: Figure,
  folder: string,
): Promise<void> {
  const encoder = new TextEncoder();
  const svg = await renderSvg(figureChart(figure));
  await writeFileAtomic(join(folder, "trajectory.svg"), encoder.encode(svg));
  await writeFileAtomic(join(folder, "trajectory.png"), renderPng(svg));
  const text = `${JSON.stringify(summary, null, 2)}\n`;
  await writeFileAtomic(join(folder, FACTORIZATION_SUMMARY), encoder.encode(text));
}
