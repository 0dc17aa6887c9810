import type { StructureSummaryRow } from "../../evaluate/structure/structure-summary.js";
import { ANY_METHOD } from "../../evaluate/trials/trial.js";
import { MEASURE_TITLES, structureTitle } from "../tables/structure-table.js";
import { html, type Markup } from "../wording/markup.js";
import { grouped } from "../wording/numbers.js";
import { percentTitle } from "../wording/titles.js";
import { methodStyles } from "./method-style.js";
import { panelDrawing, panelLegend } from "./panel-drawing.js";

/** The measures that have a picture, in their order; the time of an order has its own, beside accuracy. */
const DRAWN = [
  "isolated",
  "components",
  "largestComponent",
  "degreeDistance",
  "walkIndexKept",
  "trianglesKept",
  "spectralDistance",
] as const;

/**
 * What methods leave of a graph's structure as small plots, one a measure: means over seeds against the share of edges removed, a line
 * for each method, one legend for all.
 *
 * @returns null where no method was measured
 */
export function structureFigure(rows: readonly StructureSummaryRow[]): Markup | null {
  const named = rows.filter(({ method }) => method !== ANY_METHOD);
  if (named.length === 0) return null;
  const keyOf = ({ method, model }: StructureSummaryRow) => JSON.stringify([method, model]);
  const groups = [...new Set(named.map(keyOf))].map((key) => named.filter((row) => keyOf(row) === key));
  const styles = methodStyles(groups.map(([{ method }]) => method));
  const entries = groups.map((group, k) => ({ name: structureTitle(group[0]), style: styles[k] }));
  const ends = rows.filter(({ method }) => method === ANY_METHOD);
  const panels = DRAWN.flatMap((measure) => {
    const { title, factor = 1 } = MEASURE_TITLES[measure];
    const series = groups.map((group, k) => ({
      ...entries[k],
      points: [...ends, ...group]
        .flatMap((row) => {
          const mean = row.measures[measure]?.mean;
          return mean === undefined ? [] : [{ x: row.sparsity, y: factor * mean }];
        })
        .sort((a, b) => a.x - b.x),
    }));
    const values = series.flatMap(({ points }) => points.map(({ y }) => y));
    if (values.length === 0) return [];
    const high = values.reduce((a, b) => Math.max(a, b), 0);
    return panelDrawing({
      title,
      x: { title: "edges removed (%)", domain: [0, 1], label: percentTitle },
      y: { title, domain: [0, 1.04 * high || 1], label: tickText },
      series,
    });
  });
  return html`<figure class="structure">${panelLegend(entries)}<div class="panel-charts">${panels}</div>
<figcaption>Means over seeds. Degree distance: Kolmogorov-Smirnov distance of the degree distributions. Walk index kept: of a vertex's index of walks of length 2, the share that is kept, mean over vertices. Spectral distance: how far the energy of smooth signals has moved, as a share.</figcaption></figure>`;
}

function tickText(value: number): string {
  if (Math.abs(value) >= 1000) return grouped(Math.round(value));
  return String(Number(value.toPrecision(3)));
}
