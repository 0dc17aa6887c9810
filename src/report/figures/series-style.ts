import { COLOURS, SHAPES } from "./theme.js";

/** How a method's curve is told from the others. */
export interface SeriesStyle {
  /** index into COLOURS; null for the baseline, which is grey */
  readonly colour: number | null;
  /** of SHAPES */
  readonly shape: string;
  readonly dashed: boolean;
}

/**
 * A style for each method, all different: colours in turn, and where they begin again lines are dashed and shapes move on by one.
 *
 * @param methods [M] the baseline last, where it is there
 * @returns [M]
 */
export function seriesStyles(methods: readonly string[], baseline: string): SeriesStyle[] {
  const others = methods.filter((method) => method !== baseline);
  return methods.map((method, k) => {
    if (method === baseline) return { colour: null, shape: SHAPES[k % SHAPES.length], dashed: false };
    const place = others.indexOf(method);
    const round = Math.floor(place / COLOURS.length);
    return {
      colour: place % COLOURS.length,
      shape: SHAPES[(place + round) % SHAPES.length],
      dashed: round % 2 === 1,
    };
  });
}
