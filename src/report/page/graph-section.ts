import type { RemovalPicture } from "../../evaluate/structure/removal-picture.js";
import type { SummaryRow } from "../../evaluate/summaries/summary.js";
import { classesOf } from "../graph-picture/classes.js";
import { html, jsonData, type Markup } from "../wording/markup.js";
import { methodTitle, percentTitle } from "../wording/titles.js";
import { pictureData } from "./picture-data.js";
import { pictureSection } from "./picture-section.js";

/**
 * Two pictures of the graph side by side, with a slider over the removal order, for the page's script to bring to life.
 *
 * @param picture or, in words, why there is none
 * @param id of the section within the page
 */
export function graphSection(
  picture: RemovalPicture | string,
  rows: readonly SummaryRow[],
  id: string,
): Markup {
  if (typeof picture === "string") return html`<p class="absent">${picture}</p>`;
  if (picture.orders.length === 0)
    return html`<p class="absent">The graph is not drawn: there is no removal order to draw it by.</p>${missingOrders(picture)}`;
  const data = pictureData(picture, rows);
  const { edgeCount, levels } = data;
  const graph = classesOf(picture.graph);
  const start = nearest(
    levels.filter((level) => level > 0 && level < edgeCount),
    edgeCount / 2,
  );
  const section = pictureSection({
    id,
    name: `${id}-graph`,
    graph: { edgeCount, labels: graph.labels, isSimple: data.isSimple },
    orders: data.orders.map(({ title }) => title),
    // Before and after: all edges, and the first method.
    drawings: [-1, 0],
    removed: start,
    levels: levels.map((removed) => ({ removed, title: `${percentTitle(levelFraction(removed, rows))} %` })),
    hasAccuracies: true,
  });
  return html`${section}${missingOrders(picture)}${jsonData(`${id}-data`, data)}`;
}

function missingOrders({ missing }: RemovalPicture): Markup | null {
  if (missing.length === 0) return null;
  return html`<p class="absent">Not in the picture: ${missing.map(({ method, reason }) => `${methodTitle(method)} (${reason})`).join("; ")}.</p>`;
}

function levelFraction(level: number, rows: readonly SummaryRow[]): number {
  return rows.find(({ removed }) => removed === level)!.sparsity;
}

/** The value nearest to a goal, of two the lower; the goal's floor where there is none. */
function nearest(values: readonly number[], goal: number): number {
  return values.reduce(
    (best, value) => (Math.abs(value - goal) < Math.abs(best - goal) ? value : best),
    values[0] ?? Math.floor(goal),
  );
}
