import type { TrainingCurve } from "../../evaluate/summaries/training-curves.js";
import { ANY_METHOD } from "../../evaluate/trials/trial.js";
import { html, type Markup } from "../wording/markup.js";
import { counted, grouped } from "../wording/numbers.js";
import { methodTitle, percentTitle } from "../wording/titles.js";
import { methodStyles } from "./method-style.js";
import { type PanelAxis, type PanelSeries, panelDrawing, panelLegend } from "./panel-drawing.js";
import { thinned } from "./thinned.js";

/** More points of a line than this add bytes, not detail. */
const MOST_POINTS = 160;
/** Markers on a line: enough to tell it, and to read numbers off. */
const MARKERS = 6;
/** From this ratio of largest to smallest loss on its axis is logarithmic. */
const LOGARITHMIC = 100;
/** What is less than this share of the largest loss is drawn at the axis. */
const LEAST_LOSS = 1e-6;

/**
 * One model's training curves as small plots: validation accuracy and loss against epochs, at each level a pair, a line for each method in
 * its colour and mark, the full graph's beside them as a dotted line.
 *
 * @param curves of one model
 * @param unread how many histories could not be read
 * @returns null where no trial kept its history
 */
export function trainingFigure(curves: readonly TrainingCurve[], unread: number): Markup | null {
  if (curves.length === 0) return null;
  const full = curves.find(({ method, removed }) => method === ANY_METHOD && removed === 0);
  const own = curves.filter(({ method }) => method !== ANY_METHOD);
  const methods = [...new Set(own.map(({ method }) => method))];
  const styles = methodStyles(methods);
  const levels = [...new Set(own.map(({ removed }) => removed))];
  const shown =
    levels.length === 0
      ? [{ title: "full graph", lines: [] }]
      : levels.map((removed) => {
          const lines = own.filter((curve) => curve.removed === removed);
          return { title: `${percentTitle(lines[0].sparsity)} % removed`, lines };
        });
  // A row for each quantity, with one scale, so that levels can be compared.
  const panels = QUANTITIES.map(({ name, valuesOf, axisOf }) => {
    const drawn = shown.map(({ title, lines }) => {
      const reference = full === undefined ? [] : linesOf(full, valuesOf(full), undefined);
      const own = lines.flatMap((curve) => linesOf(curve, valuesOf(curve), methods.indexOf(curve.method)));
      return { title, series: [...reference, ...own] };
    });
    const values = drawn.flatMap(({ series }) => series.flatMap(({ points }) => points.map(({ y }) => y)));
    if (values.length === 0) return null;
    const y = { ...axisOf(values), title: name };
    return drawn.map(({ title, series }) => {
      const epochs = series.reduce((most, { points }) => Math.max(most, points[points.length - 1].x), 2);
      const x: PanelAxis = { title: "epoch", domain: [0, epochs], label: (at) => grouped(Math.round(at)) };
      return panelDrawing({ title: `${name}, ${title}`, x, y, series });
    });
  });
  const entries = methods.map((method, k) => ({ name: methodTitle(method), style: styles[k] }));
  const seeds = curves.reduce((most, curve) => Math.max(most, curve.seeds), 0);
  return html`<figure class="training">${panelLegend(entries)}<div class="panel-charts">${panels}</div>
<figcaption>Training, epoch by epoch: means over ${counted(seeds, "seed")}, up to the epoch in which the first of them stopped.${full === undefined || levels.length === 0 ? "" : " Dotted: the full graph."}${unread === 0 ? "" : ` ${counted(unread, "history", "histories")} could not be read and ${unread === 1 ? "is" : "are"} left out.`}</figcaption></figure>`;

  function linesOf(
    { method }: TrainingCurve,
    values: Float64Array | null,
    place: number | undefined,
  ): PanelSeries[] {
    if (values === null || values.length === 0) return [];
    const at = (k: number) => ({ x: k + 1, y: values[k] });
    const line = thinned([...values.keys()], values, MOST_POINTS).map(at);
    const name = place === undefined ? "full graph" : methodTitle(method);
    if (place === undefined) return [{ name, style: "reference", points: line, marked: [] }];
    // Markers of neighbouring methods stand apart, where lines run close together.
    const shift = (place + 0.5) / methods.length;
    const marked = Array.from({ length: MARKERS }, (_, k) =>
      Math.min(values.length - 1, Math.floor(((k + shift) / MARKERS) * values.length)),
    );
    return [{ name, style: styles[place], points: line, marked: [...new Set(marked)].map(at) }];
  }
}

const percentOf = (value: number) => String(Number((100 * value).toFixed(1)));
const shortNumber = (value: number) => String(Number(value.toPrecision(3)));

const QUANTITIES: readonly {
  readonly name: string;
  readonly valuesOf: (curve: TrainingCurve) => Float64Array | null;
  readonly axisOf: (values: readonly number[]) => Omit<PanelAxis, "title">;
}[] = [
  {
    name: "validation accuracy (%)",
    valuesOf: ({ validationAccuracy }) => validationAccuracy,
    axisOf(values) {
      const [low, high] = rangeOf(values);
      const margin = 0.04 * (high - low) || 0.01;
      return { domain: [Math.max(0, low - margin), Math.min(1, high + margin)], label: percentOf };
    },
  },
  {
    name: "loss",
    valuesOf({ loss }) {
      const floor = LEAST_LOSS * loss.reduce((most, value) => Math.max(most, value), 0);
      return loss.map((value) => Math.max(value, floor));
    },
    axisOf(values) {
      const [low, high] = rangeOf(values);
      const isWide = low > 0 && high / low >= LOGARITHMIC;
      if (isWide) return { domain: [low, high], scale: "log", label: shortNumber };
      return { domain: [0, 1.04 * high || 1], label: shortNumber };
    },
  },
];

function rangeOf(values: readonly number[]): [number, number] {
  return values.reduce(
    ([low, high], value): [number, number] => [Math.min(low, value), Math.max(high, value)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
}
