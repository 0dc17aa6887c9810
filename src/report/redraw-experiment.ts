import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { FormatError, InputError } from "../errors.js";
import { readFileIfPresent } from "../files.js";
import { figureOfChart } from "./figures/chart-figure.js";
import { drawTo } from "./figures/draw-to.js";
import { figureChart } from "./figures/figure-chart.js";

const ENDING = ".vl.json";

/** Whether a folder holds what an experiment found. */
export async function isExperimentFolder(folder: string): Promise<boolean> {
  return (await readFileIfPresent(join(folder, "compare.json"))) !== undefined;
}

/**
 * Draws the figures of an experiment's folder anew, as this version draws them, from their Vega-Lite specifications, which hold the data.
 *
 * @returns the pictures' paths
 * @throws InputError where the folder has no specification, or one without data; Error where a figure cannot be drawn
 */
export async function redrawExperiment(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(ENDING)).sort();
  if (names.length === 0)
    throw new InputError(
      `${folder}: expected a figure's specification (*${ENDING}), which holds its data, got none`,
    );
  const pictures: string[] = [];
  for (const name of names) {
    const figure = await readFigure(join(folder, name));
    const drawn = await drawTo(folder, name.slice(0, -ENDING.length), () => figureChart(figure));
    if (drawn.reason !== undefined) throw new Error(drawn.reason);
    pictures.push(drawn.png);
  }
  return pictures;
}

async function readFigure(path: string) {
  const bytes = await readFileIfPresent(path);
  if (bytes === undefined) throw new InputError(`${path}: expected a file, got none`);
  try {
    return figureOfChart(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (error) {
    if (error instanceof FormatError) throw error.inFile(path);
    throw new FormatError(`not JSON (${(error as Error).message})`, { file: path });
  }
}
