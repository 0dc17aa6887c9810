/** The picture of a benchmark over growing graphs: both axes logarithmic, a line for each of some things. */
import { mkdirSync, writeFileSync } from "node:fs";
import { renderPng, renderSvg } from "../../src/report/index.js";

type Specification = Parameters<typeof renderSvg>[0];

/** What {@link saveGrowth} draws. */
export interface Growth {
  readonly title: string;
  readonly subtitle: string;
  readonly points: readonly object[];
  /** of Vega-Lite */
  readonly encoding: object;
}

/** A logarithmic axis. @param powers of ten at its marks, and its ends; default as the points ask for */
export function logAxis(field: string, title: string | null, powers?: readonly number[]) {
  const scale = { type: "log" as const };
  const axis = { title, labelExpr: 'format(datum.value, datum.value < 1 ? "~g" : "~s")' };
  if (powers === undefined) return { field, type: "quantitative" as const, scale, axis };
  const values = powers.map((power) => 10 ** power);
  return {
    field,
    type: "quantitative" as const,
    scale: { ...scale, domain: [values[0], values[values.length - 1]] },
    axis: { ...axis, values },
  };
}

/** Writes growth.svg and growth.png into a folder. */
export async function saveGrowth(folder: URL, { title, subtitle, points, encoding }: Growth): Promise<void> {
  const svg = await renderSvg({
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    background: "white",
    padding: 16,
    width: 480,
    height: 340,
    title: { text: title, subtitle },
    config: {
      font: "DejaVu Sans",
      view: { stroke: null },
      axis: { gridColor: "#E6E6E6", labelFontSize: 12, titleFontSize: 13 },
    },
    data: { values: [...points] },
    mark: { type: "line", strokeWidth: 2, point: { filled: true, size: 60 } },
    encoding,
  } as Specification);
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL("growth.svg", folder), svg);
  writeFileSync(new URL("growth.png", folder), renderPng(svg));
}
