import type { Random } from "../../src/random.js";

/** Lines of `source,target` between vertices drawn at random, without a header. */
export function edgeLines(edges: number, vertices: number, random: Random): string {
  return textLines(edges, () => `${random.integer(vertices)},${random.integer(vertices)}`);
}

/** So many lines, joined piece by piece. */
export function textLines(count: number, line: () => string): string {
  const parts: string[] = [];
  for (let first = 0; first < count; first += 1e5)
    parts.push(Array.from({ length: Math.min(1e5, count - first) }, () => `${line()}\n`).join(""));
  return parts.join("");
}
