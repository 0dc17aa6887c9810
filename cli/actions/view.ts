import { basename, extname } from "node:path";
import { InputError, TimeoutError } from "../../src/errors.js";
import type { PicturedOrder, RemovalPicture } from "../../src/evaluate/structure/removal-picture.js";
import { writeFileAtomic } from "../../src/files.js";
import type { GraphDataset } from "../../src/graph/dataset.js";
import { classesOf } from "../../src/report/graph-picture/classes.js";
import type { ColourWay } from "../../src/report/graph-picture/colour-ways.js";
import { colourWaysOf } from "../../src/report/graph-picture/colouring.js";
import { removalSvg } from "../../src/report/graph-picture/removal-svg.js";
import { viewPage } from "../../src/report/page/view-page.js";
import { type MethodSpec, parseMethod } from "../../src/sparsify/method-spec.js";
import { removalOrder } from "../../src/sparsify/order-by-method.js";
import { type Amount, edgesToRemove } from "../../src/sparsify/orders/remove-amount.js";
import { loadGraph } from "../files/load-graph.js";
import type { Globals } from "../options/globals.js";
import type { GraphOptions } from "../options/graph-argument.js";
import { givenOrder } from "../orders/given-order.js";
import { UsageError } from "../terminal/exit.js";
import { createProgress } from "../terminal/progress.js";

interface ViewOptions extends GraphOptions {
  readonly method?: string;
  readonly order?: string;
  readonly color?: ColourWay;
  readonly remove?: Amount;
  readonly timeout: number;
  readonly out: string;
}

/** More is a blot, and no page draws it while a slider moves. */
const MOST_EDGES = 100_000;
const MOST_VERTICES = 100_000;
const ENDINGS = [".html", ".svg", ".png"];
const HALF: Amount = { share: 0.5 };

/** `seprank view`: draws a graph and its removal orders into a page or a picture. */
export async function view(graph: string, options: ViewOptions, globals: Globals): Promise<void> {
  const { out, color, timeout, order: orderFile, remove = HALF } = options;
  const { console } = globals;
  const ending = extname(out).toLowerCase();
  if (!ENDINGS.includes(ending))
    throw new InputError(`--out: expected a file name ending in ${ENDINGS.join(", ")}, got "${out}"`);
  const methods = methodsOf(options.method);
  if (methods.length === 0 && orderFile === undefined && options.remove !== undefined)
    throw new UsageError("--remove needs --method or --order: without an order no edge goes");
  if (!(timeout > 0)) throw new InputError(`--timeout: expected seconds > 0, got ${timeout}`);
  const { dataset, sha256 } = await loadGraph(graph, options, globals);
  checkSize(dataset);
  const { adjacency, name } = dataset;
  checkColour(color, dataset);
  const removed = edgesToRemove(remove, adjacency.edgeCount, "--remove");
  const picture = await pictureOf(dataset, methods, options, globals);
  console.progress(`${name}: placing ${adjacency.vertexCount} vertices; up to a minute for 100,000 edges`);
  const bytes = await drawn(picture, ending, { name, removed, colour: color });
  console.progress(null);
  await writeFileAtomic(out, bytes);
  const orders = picture.orders.map(({ method }) => method);
  console.result(
    `${name}: ${adjacency.vertexCount} vertices, ${adjacency.edgeCount} edges${orders.length === 0 ? "" : `; ${orders.join(", ")}`}\nwritten to ${out}`,
    {
      input: { name, sha256, vertices: adjacency.vertexCount, edges: adjacency.edgeCount },
      orders,
      missing: picture.missing,
      removed: orders.length === 0 ? 0 : removed,
      color: color ?? colourWaysOf({ labels: classesOf(dataset).labels, isSimple: true })[0],
      seed: globals.seed,
      output: { file: out, bytes: bytes.length },
    },
  );
}

/** @throws where a name is unknown, or the method has no order to slide along */
function methodsOf(names: string | undefined): MethodSpec[] {
  if (names === undefined) return [];
  return names.split(",").map((name) => {
    const method = parseMethod(name.trim());
    if (method.facts.result === "edge set")
      throw new UsageError(
        `--method ${method.name}: makes no order, but one edge set for each amount; sparsify, and view what is left`,
      );
    if (method.facts.result === "training")
      throw new UsageError(
        `--method ${method.name}: trains a network; sparsify --method ${method.name} --order FILE, then view --order FILE`,
      );
    return method;
  });
}

function checkSize({ name, adjacency: { vertexCount, edgeCount } }: GraphDataset): void {
  if (edgeCount <= MOST_EDGES && vertexCount <= MOST_VERTICES) return;
  throw new InputError(
    `${name}: expected at most ${MOST_EDGES} edges and ${MOST_VERTICES} vertices to draw, got ${edgeCount} and ${vertexCount}; view a part of it`,
  );
}

function checkColour(colour: ColourWay | undefined, { name, labels }: GraphDataset): void {
  if (colour === "class" && !(labels ?? []).some((label) => label !== -1))
    throw new InputError(`--color class: expected vertices with labels, got ${name}, which has none`);
}

async function pictureOf(
  dataset: GraphDataset,
  methods: readonly MethodSpec[],
  { order: orderFile, timeout }: Pick<ViewOptions, "order" | "timeout">,
  globals: Globals,
): Promise<RemovalPicture> {
  const { console, seed } = globals;
  const { adjacency, name, labels } = dataset;
  const orders: PicturedOrder[] = [];
  const missing: { method: string; reason: string }[] = [];
  for (const method of methods) {
    const progress = createProgress(console, { what: method.name, unit: "edges ordered" });
    try {
      const order = removalOrder(method, adjacency, {
        seed,
        ...(method.labelled && labels !== null ? { labels } : {}),
        timeout,
        onProgress: (ordered) => progress(ordered, adjacency.edgeCount),
      });
      orders.push({ ...order, model: null, seed: method.facts.randomised ? seed : null });
    } catch (error) {
      // Alone it is all that was asked for.
      if (!(error instanceof TimeoutError) || (methods.length === 1 && orderFile === undefined)) throw error;
      const reason = `its order took longer than ${timeout} s, see --timeout`;
      console.warn(`${name}: ${method.name} is not drawn: ${reason}`);
      missing.push({ method: method.name, reason });
    }
    console.progress(null);
  }
  if (orderFile !== undefined) {
    const { order } = await givenOrder(orderFile, dataset, { option: "--order" }, globals);
    orders.push({ ...order, method: basename(orderFile), model: null, seed: null });
  }
  if (orders.length === 0 && missing.length > 0)
    throw new TimeoutError(`${name}: no order was done within ${timeout} s; see --timeout`);
  return { graph: dataset, orders, missing };
}

async function drawn(
  picture: RemovalPicture,
  ending: string,
  options: { readonly name: string; readonly removed: number; readonly colour: ColourWay | undefined },
): Promise<Uint8Array> {
  if (ending === ".html") return new TextEncoder().encode(viewPage(picture, options));
  const svg = removalSvg(picture, options);
  if (ending === ".svg") return new TextEncoder().encode(svg);
  // A native package, which pages and SVG do without.
  const { renderPng } = await import("../../src/report/figures/render-png.js");
  return renderPng(svg);
}
