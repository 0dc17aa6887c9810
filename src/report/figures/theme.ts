/** The font of all pictures; the files of it are in fonts.ts. */
export const FONT_FAMILY = "DejaVu Sans";

/** Okabe and Ito's palette, told apart with every kind of colour vision, and two dark colours in place of its black and yellow. */
export const COLOURS = [
  "#0072B2",
  "#D55E00",
  "#009E73",
  "#CC79A7",
  "#56B4E9",
  "#E69F00",
  "#5B3A8E",
  "#6B4A2F",
];
/** What is random, or of no class. */
const GREY = "#7A7A7A";

/** A colour by its place; grey for null. */
export function placeColour(place: number | null): string {
  return place === null ? GREY : COLOURS[place];
}

/** Shapes of points, in the colours' order. */
export const SHAPES = [
  "circle",
  "square",
  "diamond",
  "triangle-up",
  "triangle-down",
  "cross",
  "triangle-right",
  "triangle-left",
];
/** Text, and what belongs to no series. */
export const INK = "#1B1B1B";

/** How the title of one panel of several looks. */
export const PANEL_TITLE = {
  fontSize: 13,
  fontWeight: "normal",
  anchor: "middle",
  frame: "bounds",
  offset: 8,
};

/** How all of our pictures look, as a Vega-Lite configuration. */
export const THEME = {
  font: FONT_FAMILY,
  view: { stroke: null },
  axis: {
    labelFontSize: 12,
    titleFontSize: 13,
    titleFontWeight: "normal",
    titlePadding: 10,
    labelColor: INK,
    titleColor: INK,
    domainColor: "#8C8C8C",
    tickColor: "#8C8C8C",
    gridColor: "#E6E6E6",
    labelPadding: 5,
  },
  axisX: { grid: false },
  title: {
    anchor: "start",
    frame: "group",
    fontSize: 16,
    fontWeight: "bold",
    color: INK,
    subtitleFontSize: 12,
    subtitleColor: "#555555",
    subtitlePadding: 5,
    offset: 14,
  },
  legend: { labelFontSize: 12, labelColor: INK, symbolSize: 70, rowPadding: 5, orient: "right", offset: 14 },
  header: { labelFontSize: 13, labelColor: INK },
};
