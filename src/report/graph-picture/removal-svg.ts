import type { RemovalPicture } from "../../evaluate/structure/removal-picture.js";
import { grouped } from "../wording/numbers.js";
import { methodTitle } from "../wording/titles.js";
import { COLOUR_TITLES, type ColourWay } from "./colour-ways.js";
import { colouringOf, colourWaysOf, largestWalkIndex } from "./colouring.js";
import { placesOf, remainderOf } from "./graph.js";
import { graphSvg } from "./graph-svg.js";
import { pictureGraph } from "./picture-graph.js";

/** What is drawn of a graph. */
export interface RemovalSvgOptions {
  /** edges removed, of an order at most as many as it has */
  readonly removed: number;
  /** default: the first of {@link colourWaysOf} */
  readonly colour?: ColourWay | undefined;
}

/**
 * What removal orders leave of a graph, a drawing for each, as an SVG document; the whole graph where there is no order.
 *
 * Complexity: that of the layout, see `graphLayout`.
 */
export function removalSvg(
  { graph: pictured, orders }: RemovalPicture,
  { removed, colour }: RemovalSvgOptions,
): string {
  const graph = pictureGraph(pictured);
  const way = colour ?? colourWaysOf(graph)[0];
  const largest = way === "walk-index" ? largestWalkIndex(graph) : 1;
  const panelOf = (title: string, places: Uint32Array | null, count: number) => {
    const remainder = remainderOf(graph, places, count);
    return { title, remainder, colouring: colouringOf(way, graph, remainder, largest) };
  };
  const panels = orders.map(({ method, edges, removable = edges.length }) => {
    const count = Math.min(removed, removable);
    const title = `${methodTitle(method)}: ${grouped(count)} of ${grouped(graph.edgeCount)} edges removed`;
    return panelOf(title, placesOf(edges), count);
  });
  const drawn = panels.length === 0 ? [panelOf("all edges", null, 0)] : panels;
  return graphSvg(graph, drawn, {
    description: drawn.map(({ title }) => title).join("; "),
    colourTitle: COLOUR_TITLES[way],
  });
}
