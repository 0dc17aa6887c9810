import { MultiUndirectedGraph } from "graphology";
import Sigma from "sigma";
import type { Graph } from "../../graph-picture/graph.js";
import { edgeWidth, vertexRadius } from "../../graph-picture/theme.js";
import { type Drawing, nearestVertex, type View } from "./drawing.js";

/** The graph in WebGL, to be moved and zoomed. */
export interface SigmaDrawing extends Drawing {
  /** Shows the same part of the graph as another drawing from now on, and the other as this. */
  follow(other: SigmaDrawing): void;
  readonly sigma: Sigma;
}

export function hasWebGl(): boolean {
  const context = document.createElement("canvas").getContext("webgl2");
  context?.getExtension("WEBGL_lose_context")?.loseContext();
  return context !== null;
}

/** How near the camera goes to a vertex that is centred: the part of the picture that is seen. */
const NEAR = 0.35;

export function sigmaDrawing(box: HTMLElement, graph: Graph): SigmaDrawing {
  const drawn = new MultiUndirectedGraph({ allowSelfLoops: false });
  for (let t = 0; t < graph.vertexCount; t++) drawn.addNode(t, { x: graph.x[t], y: graph.y[t] });
  for (let e = 0; e < graph.edgeCount; e++)
    drawn.addEdgeWithKey(e, graph.sources[e], graph.targets[e], { size: edgeWidth(graph.edgeCount) });

  let view: View | null = null;
  const sigma = new Sigma(drawn, box, {
    renderLabels: false,
    enableEdgeEvents: false,
    allowInvalidContainer: true,
    zIndex: true,
    stagePadding: 12,
    minCameraRatio: 0.02,
    maxCameraRatio: 3,
    minEdgeThickness: 0.4,
    nodeReducer(key, { x, y }) {
      const t = Number(key);
      const isIsolated = view?.remainder.degrees[t] === 0;
      const color = isIsolated ? view?.palette.isolated : view?.palette.vertex(view.vertexColours[t]);
      return {
        x,
        y,
        size: vertexRadius(graph.vertexCount, isIsolated),
        color: color ?? "#888888",
        zIndex: isIsolated ? 0 : 1,
      };
    },
    edgeReducer(key, { size }) {
      const e = Number(key);
      const isGone = view?.remainder.gone[e] === 1;
      if (view === null || (isGone && !view.ghosts)) return { hidden: true };
      return {
        size,
        color: isGone ? view.palette.removedEdge : view.palette.edge(view.edgeColours[e]),
        zIndex: isGone ? 0 : 1 + view.edgeColours[e] + 1,
      };
    },
  });
  // The page's own scrolling comes first: the wheel zooms a picture that has the focus.
  box.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && !box.contains(document.activeElement)) event.stopPropagation();
    },
    { capture: true },
  );
  const camera = sigma.getCamera();
  const duration = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 200);
  const placeOf = (t: number) => sigma.graphToViewport({ x: graph.x[t], y: graph.y[t] });
  return {
    sigma,
    show(next) {
      view = next;
      sigma.refresh({ skipIndexation: true });
    },
    zoom(how) {
      if (how === "in") camera.animatedZoom({ duration: duration() });
      else if (how === "out") camera.animatedUnzoom({ duration: duration() });
      else camera.animatedReset({ duration: duration() });
    },
    pan(right, down) {
      const { x, y, ratio } = camera.getState();
      camera.setState({ x: x + right * ratio, y: y - down * ratio });
    },
    centre(t) {
      const place = sigma.getNodeDisplayData(String(t));
      if (place === undefined) return;
      const { ratio } = camera.getState();
      camera.animate({ x: place.x, y: place.y, ratio: Math.min(ratio, NEAR) }, { duration: duration() });
    },
    placeOf,
    vertexAt: (place) => nearestVertex(graph.vertexCount, placeOf, place),
    onMove: (listener) => {
      sigma.on("afterRender", listener);
    },
    follow(other) {
      other.sigma.getCamera().on("updated", (state) => camera.setState(state));
    },
    end: () => sigma.kill(),
  };
}
