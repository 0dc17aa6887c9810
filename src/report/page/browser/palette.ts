/** The page's colours, as its style has them for light or dark. */
export interface Palette {
  /** a class's, by its index; grey for -1 */
  vertex(colour: number): string;
  readonly isolated: string;
  /** of an edge between vertices of one class, by its index; grey for -1 */
  edge(colour: number): string;
  readonly removedEdge: string;
}

/** Opacities of edges: those within a class stand out. */
const WITHIN = 0.9;
const BETWEEN = 0.75;
const REMOVED = 0.25;

export function currentPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const variable = (name: string) => style.getPropertyValue(name).trim();
  const named = (colour: number) => variable(colour < 0 ? "--grey" : `--c${colour}`);
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
        colour < 0 ? faded(variable("--edge"), BETWEEN) : faded(named(colour), WITHIN),
      ),
    removedEdge: faded(variable("--edge"), REMOVED),
  };
}

/** @param hex "#RRGGBB" */
function faded(hex: string, opacity: number): string {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  return `rgba(${red},${green},${blue},${opacity})`;
}
