import type { Graph } from "../../graph-picture/graph.js";
import { edgeWidth, vertexRadius } from "../../graph-picture/theme.js";
import { type Drawing, nearestVertex, type Point, type View } from "./drawing.js";

/** Pixels between the picture and its frame. */
const MARGIN = 10;

/** The whole graph on a plain canvas: where there is no WebGL, and on paper. */
export function canvasDrawing(box: HTMLElement, graph: Graph): Drawing {
  const canvas = document.createElement("canvas");
  canvas.className = "plain";
  box.append(canvas);
  let last: View | null = null;
  const listeners: (() => void)[] = [];
  const show = (view: View) => {
    last = view;
    paint(canvas, box, graph, view);
  };
  const resized = new ResizeObserver(() => {
    if (last !== null) show(last);
    for (const listener of listeners) listener();
  });
  resized.observe(box);
  const placeOf = (vertex: number) => placesIn(box, graph)(vertex);
  return {
    show,
    zoom: () => undefined,
    pan: () => undefined,
    centre: () => undefined,
    placeOf,
    vertexAt: (place) => nearestVertex(graph.vertexCount, placesIn(box, graph), place),
    onMove: (listener) => listeners.push(listener),
    end() {
      resized.disconnect();
      canvas.remove();
    },
  };
}

function placesIn({ clientWidth: width, clientHeight: height }: HTMLElement, graph: Graph) {
  const side = Math.min(width, height) - 2 * MARGIN;
  return (t: number): Point => ({
    x: (width - side) / 2 + (side * graph.x[t]) / 65535,
    y: (height + side) / 2 - (side * graph.y[t]) / 65535,
  });
}

function paint(
  canvas: HTMLCanvasElement,
  box: HTMLElement,
  graph: Graph,
  { remainder, vertexColours, edgeColours, ghosts, palette }: View,
): void {
  const { clientWidth: width, clientHeight: height } = box;
  // At least 2, so that paper is sharp too.
  const density = Math.max(2, window.devicePixelRatio);
  canvas.width = width * density;
  canvas.height = height * density;
  const context = canvas.getContext("2d");
  if (context === null) return;
  context.scale(density, density);
  const placeOf = placesIn(box, graph);

  context.lineWidth = edgeWidth(graph.edgeCount);
  const strokeWhere = (style: string, isMeant: (e: number) => boolean) => {
    context.strokeStyle = style;
    context.beginPath();
    for (let e = 0; e < graph.edgeCount; e++) {
      if (!isMeant(e)) continue;
      const [from, to] = [placeOf(graph.sources[e]), placeOf(graph.targets[e])];
      context.moveTo(from.x, from.y);
      context.lineTo(to.x, to.y);
    }
    context.stroke();
  };
  if (ghosts) strokeWhere(palette.removedEdge, (e) => remainder.gone[e] === 1);
  for (const colour of new Set(edgeColours))
    strokeWhere(palette.edge(colour), (e) => remainder.gone[e] === 0 && edgeColours[e] === colour);
  for (const isIsolated of [true, false])
    for (let t = 0; t < graph.vertexCount; t++) {
      if ((remainder.degrees[t] === 0) !== isIsolated) continue;
      const { x, y } = placeOf(t);
      context.fillStyle = isIsolated ? palette.isolated : palette.vertex(vertexColours[t]);
      context.beginPath();
      context.arc(x, y, vertexRadius(graph.vertexCount, isIsolated), 0, 2 * Math.PI);
      context.fill();
    }
}
