import type { RemovalPicture } from "../../evaluate/structure/removal-picture.js";
import { classesOf } from "../graph-picture/classes.js";
import type { ColourWay } from "../graph-picture/colour-ways.js";
import { html, jsonData } from "../wording/markup.js";
import { counted } from "../wording/numbers.js";
import { inputTitle, methodTitle } from "../wording/titles.js";
import { pageDocument } from "./page-document.js";
import { pictureData } from "./picture-data.js";
import { pictureSection } from "./picture-section.js";

/** How a graph is shown at first. */
export interface ViewPageOptions {
  /** of the graph */
  readonly name: string;
  /** edges removed */
  readonly removed: number;
  readonly colour?: ColourWay | undefined;
}

/**
 * A graph as one HTML document that needs nothing else: drawings with a slider over removal orders, names of vertices under the
 * pointer, a search, pictures to save. No order: the graph alone. One: a single drawing. More: two side by side.
 *
 * Complexity: that of the layout, see `graphLayout`.
 */
export function viewPage(picture: RemovalPicture, { name, removed, colour }: ViewPageOptions): string {
  const data = pictureData(picture, []);
  const title = inputTitle(name);
  const orders = data.orders.map((order) => order.title);
  const section = pictureSection({
    id: "graph",
    name: "graph",
    graph: { edgeCount: data.edgeCount, labels: classesOf(picture.graph).labels, isSimple: data.isSimple },
    orders,
    drawings: orders.length === 0 ? [-1] : orders.length === 1 ? [0] : [0, 1],
    removed,
    colour,
  });
  const { missing } = picture;
  return pageDocument(
    title,
    html`<header><h1>${title}</h1>
<p>${counted(data.vertexCount, "vertex", "vertices")}, ${counted(data.edgeCount, "edge")}${orders.length === 0 ? "" : `; ${orders.join(", ")}`}. Drawn by seprank.</p></header>
${section}${missing.map(({ method, reason }) => html`<p class="absent">Not drawn: ${methodTitle(method)} (${reason}).</p>`)}${jsonData("graph-data", data)}
<footer><p>Drawn with <a href="https://www.sigmajs.org">sigma.js</a> and <a href="https://graphology.github.io">graphology</a>, laid out by ForceAtlas2. This page is one file and asks for nothing from the network.</p></footer>
`,
  );
}
