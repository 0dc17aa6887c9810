import type { RemovalPicture } from "../../evaluate/structure/removal-picture.js";
import type { SummaryRow } from "../../evaluate/summaries/summary.js";
import { pictureGraph } from "../graph-picture/picture-graph.js";
import { percentSpread } from "../wording/numbers.js";
import { methodTitle, modelTitle, percentTitle } from "../wording/titles.js";
import type { PictureData } from "./browser/picture-data.js";

/**
 * What the page's script needs to draw a graph that loses its edges.
 *
 * @param rows of the same input, see {@link summarize}: a level's accuracies are told beside the picture
 */
export function pictureData({ graph, orders }: RemovalPicture, rows: readonly SummaryRow[]): PictureData {
  const { vertexCount, edgeCount, x, y, sources, targets, labels, classes, names, isSimple } =
    pictureGraph(graph);
  // The largest one stands for "none".
  const bytes = Math.max(vertexCount, edgeCount, classes.length) < 2 ** 16 ? 2 : 4;
  const none = 2 ** (8 * bytes) - 1;
  return {
    vertexCount,
    edgeCount,
    bytes,
    x: base64(x, 2),
    y: base64(y, 2),
    sources: base64(sources, bytes),
    targets: base64(targets, bytes),
    labels:
      labels === null
        ? null
        : base64(
            Array.from(labels, (label) => (label === -1 ? none : label)),
            bytes,
          ),
    classes,
    names,
    isSimple,
    orders: orders.map(({ method, model, seed, edges, removable = edges.length }) => ({
      title: titleOf(method, model, seed),
      edges: base64(edges, bytes),
      removable,
      accuracies: Object.fromEntries(accuraciesOf(rows, method, model)),
    })),
    levels: [...new Set(rows.map(({ removed }) => removed))].sort((a, b) => a - b),
  };
}

/** "UGS (GCN, seed 0)" */
function titleOf(method: string, model: string | null, seed: number | null): string {
  const parts = [model === null ? [] : modelTitle(model), seed === null ? [] : `seed ${seed}`].flat();
  return `${methodTitle(method)}${parts.length === 0 ? "" : ` (${parts.join(", ")})`}`;
}

/** "GCN 84.5 ± 1.5, GIN 80.2 ± 2.0", by number of edges removed. */
function accuraciesOf(
  rows: readonly SummaryRow[],
  method: string,
  model: string | null,
): Map<number, string> {
  const texts = new Map<number, string>();
  for (const row of rows) {
    if (row.method !== method || (model !== null && row.model !== model)) continue;
    const text = `${modelTitle(row.model)} ${percentSpread(row.accuracy)} % at ${percentTitle(row.sparsity)} %`;
    const before = texts.get(row.removed);
    texts.set(row.removed, before === undefined ? text : `${before}, ${text}`);
  }
  return texts;
}

/** Little-endian, whatever the machine. */
function base64(values: ArrayLike<number>, size: 2 | 4): string {
  const bytes = Buffer.alloc(size * values.length);
  for (let k = 0; k < values.length; k++) bytes.writeUIntLE(values[k], size * k, size);
  return bytes.toString("base64");
}
