import { join } from "node:path";
import type { TopLevelSpec } from "vega-lite";
import { InputError, InterruptedError } from "../../errors.js";
import { writeFileAtomic } from "../../files.js";
import { renderPng } from "./render-png.js";
import { renderSvg } from "./render-svg.js";

/** Where a picture is, or why there is none. */
export type DrawnFiles =
  | { readonly svg: string; readonly png: string; readonly reason?: undefined }
  | { readonly reason: string };

/**
 * Draws a chart into a folder: NAME.svg, NAME.png, and its Vega-Lite specification NAME.vl.json, from which others can draw it anew.
 *
 * @param chart what makes the specification; where it, or the drawing, fails, the reason is given back
 * @throws InputError where the folder cannot be written to
 */
export async function drawTo(folder: string, name: string, chart: () => TopLevelSpec): Promise<DrawnFiles> {
  const path = (ending: string) => join(folder, `${name}.${ending}`);
  const encoder = new TextEncoder();
  try {
    const specification = chart();
    await writeFileAtomic(path("vl.json"), encoder.encode(specificationText(specification)));
    const svg = await renderSvg(specification);
    await writeFileAtomic(path("svg"), encoder.encode(svg));
    await writeFileAtomic(path("png"), renderPng(svg));
    return { svg: path("svg"), png: path("png") };
  } catch (error) {
    if (error instanceof InputError || error instanceof InterruptedError) throw error;
    const message = error instanceof Error ? error.message : String(error);
    return { reason: `${path("svg")}: the picture cannot be drawn (${message.split("\n", 1)[0]})` };
  }
}

/** Data sets in few lines: a point on a line of its own would be most of the file. */
function specificationText({ datasets, ...specification }: TopLevelSpec): string {
  const text = JSON.stringify(specification, null, 1);
  if (datasets === undefined) return `${text}\n`;
  const sets = Object.entries(datasets).map(
    ([name, points]) => `  ${JSON.stringify(name)}: ${JSON.stringify(points)}`,
  );
  return `${text.slice(0, -2)},\n "datasets": {\n${sets.join(",\n")}\n }\n}\n`;
}
