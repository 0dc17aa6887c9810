import { COLOURS, placeColour } from "../figures/theme.js";

/** Classes, and components: the colours of all pictures. */
export const CLASS_COLOURS: readonly string[] = COLOURS;
/** Small to large, each step lighter to darker: from the ends of Viridis, without its yellow, which paper swallows. */
export const RAMP_COLOURS: readonly string[] = [
  "#9FDA3A",
  "#4AC16D",
  "#1FA187",
  "#277F8E",
  "#365C8D",
  "#46327E",
  "#440154",
];
/** What has no colour of its own. */
export const GREY_COLOUR = -1;

/** Opacities of edges: those within a class stand out. */
export const EDGE_OPACITY = Object.freeze({ within: 0.9, between: 0.75, removed: 0.25 });

/** Colours on white paper. */
export const PAPER_COLOURS = Object.freeze({
  edge: "#9AA0A8",
  isolated: "#C4C8CD",
  /** @param colour as in a `Colouring` */
  vertex(colour: number): string {
    if (colour < CLASS_COLOURS.length) return placeColour(colour === GREY_COLOUR ? null : colour);
    return RAMP_COLOURS[colour - CLASS_COLOURS.length];
  },
});

/** Radius of a vertex in pixels: fewer vertices are drawn larger. */
export function vertexRadius(vertexCount: number, isIsolated: boolean): number {
  const radius = Math.max(1.5, Math.min(6, 90 / Math.sqrt(vertexCount + 1)));
  return isIsolated ? 0.75 * radius : radius;
}

/** Width of an edge in pixels. */
export function edgeWidth(edgeCount: number): number {
  return Math.max(0.8, Math.min(2, 110 / Math.sqrt(edgeCount + 1)));
}
