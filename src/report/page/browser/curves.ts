import { element } from "./element.js";

/** How far from a marker the pointer may be, in pixels of the drawing. */
const REACH = 28;

/** Brings a drawing of curves to life: what a marker says on hover and by the arrow keys, curves on and off, the kind of bars. */
export function liveCurves(figure: HTMLElement): void {
  // One for wide screens, one for phones: the style shows one of them.
  for (const chart of figure.querySelectorAll<SVGSVGElement>("svg.chart")) liveChart(figure, chart);
}

function liveChart(figure: HTMLElement, chart: SVGSVGElement): void {
  const tip = element<HTMLElement>(figure, ".tip");
  let shown: SVGGElement | null = null;

  const show = (point: SVGGElement | null) => {
    if (point === shown) return;
    shown?.classList.remove("hovered");
    shown = point;
    tip.hidden = point === null;
    if (point === null) return;
    point.classList.add("hovered");
    tip.replaceChildren(
      ...(point.dataset.tip ?? "").split("\n").map((line) => {
        const row = document.createElement("div");
        row.textContent = line;
        return row;
      }),
    );
    place(tip, point, chart, figure);
  };

  chart.addEventListener("pointermove", (event) => show(nearest(chart, event)));
  chart.addEventListener("pointerleave", () => show(null));
  chart.addEventListener("pointerdown", (event) => show(nearest(chart, event)));
  chart.addEventListener("blur", () => show(null));
  chart.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return show(null);
    const next = neighbour(visiblePoints(chart), shown, event.key);
    if (next === undefined) return;
    event.preventDefault();
    show(next);
  });

  for (const button of figure.querySelectorAll<HTMLButtonElement>(".legend button"))
    button.addEventListener("click", () => {
      const isOn =
        chart.querySelector(`[data-series="${CSS.escape(button.dataset.series ?? "")}"].off`) !== null;
      button.setAttribute("aria-pressed", String(isOn));
      for (const series of chart.querySelectorAll<SVGGElement>(".series"))
        if (series.dataset.series === button.dataset.series) series.classList.toggle("off", !isOn);
      show(null);
    });

  const bars = element<HTMLSelectElement>(figure, ".bars-shown");
  // One seed has no spread to be named.
  const name = figure.querySelector<HTMLElement>(".bars-name");
  bars.addEventListener("change", () => {
    chart.classList.toggle("show-sd", bars.value === "sd");
    chart.classList.toggle("show-ci", bars.value === "ci");
    if (name !== null)
      name.textContent =
        bars.value === "sd" ? "one standard deviation" : "95 % confidence interval of the mean";
  });
}

function visiblePoints(chart: SVGSVGElement): SVGGElement[] {
  return [...chart.querySelectorAll<SVGGElement>(".series:not(.off) .point")];
}

function nearest(chart: SVGSVGElement, event: PointerEvent): SVGGElement | null {
  const matrix = chart.getScreenCTM();
  if (matrix === null) return null;
  const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
  let best: SVGGElement | null = null;
  let least = REACH;
  for (const point of visiblePoints(chart)) {
    const distance = Math.hypot(Number(point.dataset.x) - x, Number(point.dataset.y) - y);
    if (distance < least) [best, least] = [point, distance];
  }
  return best;
}

/** Left and right: the curve's next level. Up and down: the next higher or lower marker of the level. */
function neighbour(
  points: readonly SVGGElement[],
  from: SVGGElement | null,
  key: string,
): SVGGElement | undefined {
  const isSideways = key === "ArrowLeft" || key === "ArrowRight";
  if (!isSideways && key !== "ArrowUp" && key !== "ArrowDown") return undefined;
  if (from === null) return points[0];
  const sign = key === "ArrowRight" || key === "ArrowUp" ? 1 : -1;
  const along = (point: SVGGElement) => (isSideways ? Number(point.dataset.level) : -Number(point.dataset.y));
  const isBeside = (point: SVGGElement) =>
    isSideways ? isOnCurveOf(point, from) : point.dataset.level === from.dataset.level;
  return points
    .filter((point) => isBeside(point) && sign * (along(point) - along(from)) > 0)
    .sort((a, b) => sign * (along(a) - along(b)) || heightFrom(from, a) - heightFrom(from, b))[0];
}

/** Shared markers are on every curve. */
function isOnCurveOf(point: SVGGElement, from: SVGGElement): boolean {
  const [a, b] = [point.parentElement?.dataset.series, from.parentElement?.dataset.series];
  return a === undefined || b === undefined || a === b;
}

function heightFrom(from: SVGGElement, point: SVGGElement): number {
  return Math.abs(Number(point.dataset.y) - Number(from.dataset.y));
}

/** Beside the marker, within the figure. */
function place(tip: HTMLElement, point: SVGGElement, chart: SVGSVGElement, figure: HTMLElement): void {
  const marker = element<SVGPathElement>(point, ".marker").getBoundingClientRect();
  const [outer, frame] = [figure.getBoundingClientRect(), chart.getBoundingClientRect()];
  const { width, height } = tip.getBoundingClientRect();
  const fitsRight = marker.right + 14 + width < outer.right;
  const left = fitsRight ? marker.right + 12 : marker.left - 12 - width;
  const top = Math.min(marker.top - height / 2, frame.bottom - height);
  tip.style.left = `${Math.max(0, left - outer.left)}px`;
  tip.style.top = `${Math.max(0, top - outer.top)}px`;
}
