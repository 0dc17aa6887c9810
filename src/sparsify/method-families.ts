/** The methods by what they go by. Without the methods themselves, so that help texts load nothing. */
export const METHOD_FAMILIES: Readonly<Record<string, readonly string[]>> = Object.freeze({
  "walk indices": ["1-wis", "2-wis", "wis", "gwis"],
  chance: ["random", "random-node-edge", "k-neighbor", "rank-degree", "forest-fire"],
  degrees: ["local-degree", "degree"],
  "shared neighbours": ["triangle", "jaccard", "local-similarity", "scan", "simmelian"],
  weights: ["disparity", "maximum-spanning-forest"],
  distances: ["spanning-forest", "spanner", "algebraic-distance"],
  training: ["ugs"],
  spectrum: ["effective-resistance", "spectral", "spectral-reweighted"],
});
