import type { PicturedGraph, RemovalPicture } from "../../evaluate/structure/removal-picture.js";
import type { SummaryRow } from "../../evaluate/summaries/summary.js";
import { graphLayout, type Layout } from "../figures/graph-layout.js";
import { percentSpread } from "../wording/numbers.js";
import { methodTitle, modelTitle, percentTitle } from "../wording/titles.js";
import type { ClassData, PictureData } from "./browser/picture-data.js";

/** No class, in 16 bits. */
const NO_CLASS = 0xffff;

/**
 * What the page's script needs to draw a graph that loses its edges.
 *
 * @param rows of the same input, see {@link summarize}: a level's accuracies are told beside the picture
 */
export function pictureData({ graph, orders }: RemovalPicture, rows: readonly SummaryRow[]): PictureData {
  const { vertexCount, edgeCount, sources, targets } = graph.adjacency;
  const places = spread16(graphLayout(graph.adjacency));
  const { labels, classes } = classesOf(graph);
  return {
    vertexCount,
    edgeCount,
    x: uint16Base64(places.x),
    y: uint16Base64(places.y),
    sources: uint16Base64(sources),
    targets: uint16Base64(targets),
    labels: labels === null ? null : uint16Base64(labels),
    classes,
    orders: orders.map(({ method, model, seed, edges, removable = edges.length }) => ({
      title: titleOf(method, model, seed),
      edges: uint16Base64(edges),
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

/** The most frequent classes have a colour each; the others are grey. */
function classesOf({ labels, classNames }: PicturedGraph): {
  labels: Int32Array | null;
  classes: ClassData[];
} {
  const counts = new Map<number, number>();
  for (const label of labels ?? []) if (label !== -1) counts.set(label, (counts.get(label) ?? 0) + 1);
  if (labels === null || counts.size === 0) return { labels: null, classes: [] };
  const present = [...counts.keys()].sort((a, b) => a - b);
  const frequent = [...present].sort((a, b) => counts.get(b)! - counts.get(a)! || a - b);
  const coloured = new Set(frequent.slice(0, COLOURED_CLASSES));
  const place = new Map(present.map((label, k) => [label, k]));
  let colour = 0;
  return {
    labels: labels.map((label) => place.get(label) ?? NO_CLASS),
    classes: present.map((label) => ({
      name: classNames?.[label] ?? `class ${label}`,
      colour: coloured.has(label) ? colour++ : null,
    })),
  };
}

/** As many as the page's style has colours. */
const COLOURED_CLASSES = 8;

/** Places as integers from 0 to 65535, one scale for both axes: the wider one fills its range, the other is centred. */
function spread16({ x, y }: Layout): { x: Uint16Array; y: Uint16Array } {
  const [boundsX, boundsY] = [boundsOf(x), boundsOf(y)];
  const span = Math.max(boundsX.high - boundsX.low, boundsY.high - boundsY.low) || 1;
  const spread = (values: Float64Array, { low, high }: Bounds) =>
    Uint16Array.from(values, (value) => Math.round(65535 * ((value - (low + high) / 2) / span + 0.5)));
  return { x: spread(x, boundsX), y: spread(y, boundsY) };
}

interface Bounds {
  readonly low: number;
  readonly high: number;
}

function boundsOf(values: Float64Array): Bounds {
  return {
    low: values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
    high: values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY),
  };
}

/** Little-endian, whatever the machine. */
function uint16Base64(values: ArrayLike<number>): string {
  const bytes = Buffer.alloc(2 * values.length);
  for (let k = 0; k < values.length; k++) bytes.writeUInt16LE(values[k], 2 * k);
  return bytes.toString("base64");
}
