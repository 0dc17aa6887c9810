import type { InputSummary } from "../../evaluate/summaries/input-summary.js";
import { html, type Markup } from "../wording/markup.js";
import { duration, percent } from "../wording/numbers.js";
import { methodTitle } from "../wording/titles.js";
import { methodStyles } from "./method-style.js";
import { panelDrawing, panelLegend } from "./panel-drawing.js";

/** Orders that take less are drawn as if they took so long: a logarithm has no 0. Seconds. */
const SHORTEST = 1e-4;

/**
 * One model's methods by what they cost and what they keep: the time to compute a removal order against the mean accuracy over all
 * sparsities.
 *
 * @returns null where fewer than two methods have both
 */
export function costFigure({ curves, costs }: Pick<InputSummary, "curves" | "costs">): Markup | null {
  const points = curves.flatMap(({ method, area }) => {
    const order = costs.find((row) => row.method === method)?.order;
    return order == null ? [] : [{ method, x: Math.max(SHORTEST, order.mean), y: area.mean }];
  });
  if (points.length < 2) return null;
  const styles = methodStyles(points.map(({ method }) => method));
  const entries = points.map(({ method }, k) => ({ name: methodTitle(method), style: styles[k] }));
  const xs = points.map(({ x }) => Math.log10(x));
  const ys = points.map(({ y }) => y);
  const margin = 0.1 * (Math.max(...ys) - Math.min(...ys)) || 0.01;
  const label = "time to sparsify (logarithmic)";
  return html`<figure class="cost">${panelLegend(entries)}<div class="panel-charts">${panelDrawing({
    title: "Accuracy beside cost",
    x: {
      title: label,
      domain: [10 ** Math.floor(Math.min(...xs)), 10 ** Math.ceil(Math.max(...xs) + 1e-9)],
      scale: "log",
      label: duration,
    },
    y: {
      title: "mean accuracy over all sparsities (%)",
      domain: [Math.min(...ys) - margin, Math.max(...ys) + margin],
      label: (value) => percent(value),
    },
    series: points.map(({ x, y }, k) => ({ ...entries[k], points: [{ x, y }] })),
  })}</div>
<figcaption>Each method's mean accuracy over all sparsities (%) against the time to compute its whole removal order. Further up is better, further left is cheaper.</figcaption></figure>`;
}
