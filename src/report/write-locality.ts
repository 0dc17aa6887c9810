import { join } from "node:path";
import { writeFileAtomic } from "../files.js";
import {
  localityFigure,
  localityTable,
  type MeasuredPanel,
} from "../papers/locality-sweeps/locality-figure.js";
import { drawTo } from "./figures/draw-to.js";
import { figureChart } from "./figures/figure-chart.js";
import { textTable } from "./tables/text-table.js";

/** Where a grid's files are. */
export interface LocalityFiles {
  readonly picture: string;
  readonly table: string;
}

/**
 * Writes what a locality grid found beside its records: `accuracy.svg` and `.png`, and the table as `accuracy.txt`.
 *
 * @throws InputError where the folder cannot be written to
 */
export async function writeLocality(
  measured: readonly MeasuredPanel[],
  folder: string,
): Promise<LocalityFiles> {
  const encoder = new TextEncoder();
  const table = join(folder, "accuracy.txt");
  await writeFileAtomic(
    table,
    encoder.encode(`${measured.map((panel) => localityText(panel)).join("\n\n")}\n`),
  );
  const drawn = await drawTo(folder, "accuracy", () =>
    figureChart(localityFigure("Accuracy by distance", measured)),
  );
  if (drawn.reason !== undefined) throw new Error(`all else is written, but ${drawn.reason}`);
  return { picture: drawn.png, table };
}

/** A panel's table as text. @param columns of the terminal; default: any number */
export function localityText(measured: MeasuredPanel, columns?: number): string {
  const { title, header, rows } = localityTable(measured);
  return `${title}\n${textTable(
    header,
    rows.map((row) => row.map(String)),
    { align: ["right", "left"], columns },
  )}`;
}
