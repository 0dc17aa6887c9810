/** What the colours of vertices can tell. */
export const COLOUR_WAYS = Object.freeze(["walk-index", "class", "component"] as const);
export type ColourWay = (typeof COLOUR_WAYS)[number];

/** The same, as people read it. */
export const COLOUR_TITLES: Readonly<Record<ColourWay, string>> = Object.freeze({
  "walk-index": "walk index",
  class: "class",
  component: "component",
});
