import { CLASS_COLOURS, EDGE_OPACITY, GREY_COLOUR } from "../../graph-picture/theme.js";

/** The page's colours, as its style has them for light or dark. */
export interface Palette {
  /** by its index, see `Colouring`; grey for -1 */
  vertex(colour: number): string;
  readonly isolated: string;
  /** of an edge whose ends have one colour, by its index; grey for -1 */
  edge(colour: number): string;
  readonly removedEdge: string;
}

/** The class of the page's style that has a colour. */
export function colourClass(colour: number): string {
  if (colour === GREY_COLOUR) return "baseline";
  return colour < CLASS_COLOURS.length ? `c${colour}` : `w${colour - CLASS_COLOURS.length}`;
}

/** @param root an element of the picture: what the style says there is meant */
export function currentPalette(root: HTMLElement): Palette {
  const style = getComputedStyle(root);
  const variable = (name: string) => style.getPropertyValue(name).trim();
  const named = (colour: number) => variable(colour === GREY_COLOUR ? "--grey" : `--${colourClass(colour)}`);
  const faded = (hex: string, opacity: number) => mixed(hex, opacity, variable("--paper"));
  const cache = new Map<string, string>();
  const cached = (key: string, make: () => string) => {
    const known = cache.get(key) ?? make();
    cache.set(key, known);
    return known;
  };
  return {
    vertex: (colour) => cached(`v${colour}`, () => named(colour)),
    isolated: variable("--isolated"),
    edge: (colour) =>
      cached(`e${colour}`, () =>
        colour === GREY_COLOUR
          ? faded(variable("--edge"), EDGE_OPACITY.between)
          : faded(named(colour), EDGE_OPACITY.within),
      ),
    removedEdge: faded(variable("--edge"), EDGE_OPACITY.removed),
  };
}

/**
 * As a colour of that opacity looks on the paper, opaque: sigma does not mix colours as the page does.
 *
 * @param hex "#RRGGBB", as `paper`
 */
function mixed(hex: string, opacity: number, paper: string): string {
  const [colour, ground] = [hex, paper].map((text) =>
    [1, 3, 5].map((at) => Number.parseInt(text.slice(at, at + 2), 16)),
  );
  const [red, green, blue] = colour.map((value, k) =>
    Math.round(opacity * value + (1 - opacity) * ground[k]),
  );
  return `rgb(${red},${green},${blue})`;
}
