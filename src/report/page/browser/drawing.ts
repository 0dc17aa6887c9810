import type { Remainder } from "./graph.js";
import type { Palette } from "./palette.js";

/** What of a graph is to be seen, and how. */
export interface View {
  readonly remainder: Remainder;
  /** whether removed edges are drawn faintly */
  readonly ghosts: boolean;
  readonly palette: Palette;
}

/** A picture of a graph in a box of the page. */
export interface Drawing {
  show(view: View): void;
  zoom(how: "in" | "out" | "reset"): void;
  end(): void;
}

/** Radius of a vertex in pixels: fewer vertices are drawn larger. */
export function vertexRadius(vertexCount: number, isIsolated: boolean): number {
  const radius = Math.max(1.5, Math.min(6, 90 / Math.sqrt(vertexCount + 1)));
  return isIsolated ? 0.75 * radius : radius;
}

/** Width of an edge in pixels. */
export function edgeWidth(edgeCount: number): number {
  return Math.max(0.8, Math.min(2, 110 / Math.sqrt(edgeCount + 1)));
}
