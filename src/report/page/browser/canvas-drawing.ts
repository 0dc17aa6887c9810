import { type Drawing, edgeWidth, type View, vertexRadius } from "./drawing.js";
import type { Graph } from "./graph.js";

/** Pixels between the picture and its frame. */
const MARGIN = 10;

/** The whole graph on a plain canvas: where there is no WebGL, and on paper. */
export function canvasDrawing(box: HTMLElement, graph: Graph): Drawing {
  const canvas = document.createElement("canvas");
  canvas.className = "plain";
  box.append(canvas);
  let last: View | null = null;
  const show = (view: View) => {
    last = view;
    paint(canvas, box, graph, view);
  };
  const resized = new ResizeObserver(() => last !== null && show(last));
  resized.observe(box);
  return {
    show,
    zoom: () => undefined,
    end() {
      resized.disconnect();
      canvas.remove();
    },
  };
}

function paint(
  canvas: HTMLCanvasElement,
  box: HTMLElement,
  graph: Graph,
  { remainder, ghosts, palette }: View,
): void {
  const { clientWidth: width, clientHeight: height } = box;
  // At least 2, so that paper is sharp too.
  const density = Math.max(2, window.devicePixelRatio);
  canvas.width = width * density;
  canvas.height = height * density;
  const context = canvas.getContext("2d");
  if (context === null) return;
  context.scale(density, density);
  const side = Math.min(width, height) - 2 * MARGIN;
  const x = (t: number) => (width - side) / 2 + (side * graph.x[t]) / 65535;
  const y = (t: number) => (height + side) / 2 - (side * graph.y[t]) / 65535;

  context.lineWidth = edgeWidth(graph.edgeCount);
  const strokeWhere = (style: string, isMeant: (e: number) => boolean) => {
    context.strokeStyle = style;
    context.beginPath();
    for (let e = 0; e < graph.edgeCount; e++) {
      if (!isMeant(e)) continue;
      context.moveTo(x(graph.sources[e]), y(graph.sources[e]));
      context.lineTo(x(graph.targets[e]), y(graph.targets[e]));
    }
    context.stroke();
  };
  if (ghosts) strokeWhere(palette.removedEdge, (e) => remainder.gone[e] === 1);
  for (const colour of new Set(graph.edgeColours))
    strokeWhere(palette.edge(colour), (e) => remainder.gone[e] === 0 && graph.edgeColours[e] === colour);
  for (const isIsolated of [true, false])
    for (let t = 0; t < graph.vertexCount; t++) {
      if ((remainder.degrees[t] === 0) !== isIsolated) continue;
      context.fillStyle = isIsolated ? palette.isolated : palette.vertex(graph.vertexColours[t]);
      context.beginPath();
      context.arc(x(t), y(t), vertexRadius(graph.vertexCount, isIsolated), 0, 2 * Math.PI);
      context.fill();
    }
}
