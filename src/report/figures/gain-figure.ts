import type { InputSummary } from "../../evaluate/summaries/input-summary.js";
import { html, type Markup } from "../wording/markup.js";
import type { MethodStyle } from "./method-style.js";
import { type PanelPoint, panelDrawing, panelLegend } from "./panel-drawing.js";
import { SHAPES } from "./theme.js";

/**
 * What pruning buys one model: time of an epoch and of inference, tensors' memory and the best method's accuracy, each as a share of the full
 * graph's.
 *
 * @returns null where the full graph was not trained on, or alone
 */
export function gainFigure({ gains }: Pick<InputSummary, "gains">): Markup | null {
  const [full, ...others] = gains;
  if (full === undefined || full.removed !== 0 || others.length === 0) return null;
  const share = (of: (row: (typeof gains)[number]) => number | null): PanelPoint[] =>
    gains.flatMap((row) => {
      const [value, whole] = [of(row), of(full)];
      return value === null || whole === null || whole === 0 ? [] : [{ x: row.sparsity, y: value / whole }];
    });
  const series = [
    { name: "epoch", points: share(({ epoch }) => epoch) },
    { name: "inference", points: share(({ inference }) => inference) },
    { name: "memory", points: share(({ tensorBytes }) => tensorBytes) },
    { name: "accuracy of the best method", points: share(({ accuracy }) => accuracy) },
  ].flatMap((one, k) => {
    const style: MethodStyle = { colour: k, shape: SHAPES[k], dashed: one.name === "inference" };
    return one.points.length < 2 ? [] : [{ ...one, style }];
  });
  const highest = Math.max(1, ...series.flatMap(({ points }) => points.map(({ y }) => y)));
  return html`<figure class="cost">${panelLegend(series)}<div class="panel-charts">${panelDrawing({
    title: "What pruning buys",
    x: { title: "edges removed (%)", domain: [0, 1], label: wholePercent },
    y: {
      title: "share of the full graph's (%)",
      domain: [0, 1.05 * highest],
      label: wholePercent,
    },
    series,
  })}</div>
<figcaption>Time of an epoch and of inference, and the memory of tensors in a step, against the share of edges removed, each as a share of the full graph's (%), beside the accuracy that the best method keeps.</figcaption></figure>`;
}

function wholePercent(share: number): string {
  return (100 * share).toFixed(0);
}
