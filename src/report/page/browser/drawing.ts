import type { Remainder } from "../../graph-picture/graph.js";
import type { Palette } from "./palette.js";

/** What of a graph is to be seen, and how. */
export interface View {
  readonly remainder: Remainder;
  /** [V], [E] indices of colours */
  readonly vertexColours: Int8Array;
  readonly edgeColours: Int8Array;
  /** whether removed edges are drawn faintly */
  readonly ghosts: boolean;
  readonly palette: Palette;
}

/** A place within the box, in pixels from its upper left corner. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A picture of a graph in a box of the page. */
export interface Drawing {
  show(view: View): void;
  zoom(how: "in" | "out" | "reset"): void;
  /** Moves the view, by parts of the box. */
  pan(right: number, down: number): void;
  /** Moves the view so that a vertex is in the middle, and near. */
  centre(vertex: number): void;
  placeOf(vertex: number): Point;
  /** The vertex nearest to a place, within a few pixels; undefined where there is none. */
  vertexAt(place: Point): number | undefined;
  /** Calls a listener whenever places move. */
  onMove(listener: () => void): void;
  end(): void;
}

/** How far from a vertex the pointer may be, in pixels. */
const REACH = 12;

/** The nearest vertex by places in pixels; of equal ones the lowest. O(V). */
export function nearestVertex(
  vertexCount: number,
  placeOf: (vertex: number) => Point,
  { x, y }: Point,
): number | undefined {
  let best: number | undefined;
  let least = REACH * REACH;
  for (let t = 0; t < vertexCount; t++) {
    const place = placeOf(t);
    const distance = (place.x - x) ** 2 + (place.y - y) ** 2;
    if (distance < least) [best, least] = [t, distance];
  }
  return best;
}
