import { COLOURS, SHAPES } from "./theme.js";

/** How a method is told from the others: the same in every picture, table and legend. */
export interface MethodStyle {
  /** index into COLOURS; null for `random`, which is grey */
  readonly colour: number | null;
  /** of SHAPES */
  readonly shape: string;
  readonly dashed: boolean;
}

/** Methods in the order in which they take styles, those that are compared most first: a new one is added at the end. */
const ORDER = [
  ...["1-wis", "2-wis", "ugs", "spectral", "local-degree", "jaccard", "degree", "effective-resistance"],
  ...["3-wis", "4-wis", "spanning-forest", "simmelian", "spanner", "forest-fire", "triangle", "disparity"],
  ...[
    "local-similarity",
    "scan",
    "algebraic-distance",
    "maximum-spanning-forest",
    "k-neighbor",
    "rank-degree",
  ],
  ...[
    "random-node-edge",
    "spectral-reweighted",
    "5-wis",
    "6-wis",
    "gwis@community",
    "gwis@label",
    "gwis@bridge",
  ],
  ...["dspar", "forman", "noise-corrected", "metric-backbone", "ultrametric-backbone", "high-salience"],
  "edge-betweenness",
];
const STYLES = COLOURS.length * SHAPES.length;

/**
 * A style for each method, all different up to 64: by the method's name alone, so that a method looks the same whatever it is compared
 * with. Only where two methods that have no place of their own would look alike does the second take the next style that is free.
 *
 * @param methods [M] as a sweep names them
 * @returns [M]
 */
export function methodStyles(methods: readonly string[]): MethodStyle[] {
  const places = new Map<string, number>();
  const taken = new Set<number>();
  for (const method of methods) {
    const place = ORDER.indexOf(method);
    if (place === -1) continue;
    places.set(method, place);
    taken.add(place);
  }
  for (const method of [...methods].sort()) {
    if (method === "random" || places.has(method)) continue;
    let place = hash(method) % STYLES;
    for (let tries = 0; taken.has(place) && tries < STYLES; tries++) place = (place + 1) % STYLES;
    places.set(method, place);
    taken.add(place);
  }
  return methods.map((method) => {
    const place = places.get(method);
    if (place === undefined) return { colour: null, shape: "cross", dashed: false };
    const round = Math.floor(place / COLOURS.length);
    return {
      colour: place % COLOURS.length,
      shape: SHAPES[(place + round) % SHAPES.length],
      dashed: round % 2 === 1,
    };
  });
}

/** 32-bit FNV-1a over UTF-16 units. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let k = 0; k < text.length; k++) h = Math.imul(h ^ text.charCodeAt(k), 0x01000193);
  return h >>> 0;
}
