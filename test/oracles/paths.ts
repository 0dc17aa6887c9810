import type { Adjacency } from "../../src/graph/adjacency.js";

/** A path as its edges. */
export type Path = readonly number[];

/** All simple paths from one vertex to every vertex, by depth-first search: for very small graphs. */
export function simplePaths({ vertexCount, sources, targets }: Adjacency, root: number): Path[][] {
  const paths: Path[][] = Array.from({ length: vertexCount }, () => []);
  const visit = (u: number, visited: readonly number[], path: Path): void => {
    paths[u].push(path);
    sources.forEach((s, e) => {
      const w = s === u ? targets[e] : targets[e] === u ? s : -1;
      if (w >= 0 && !visited.includes(w)) visit(w, [...visited, w], [...path, e]);
    });
  };
  visit(root, [root], []);
  return paths;
}

/** The paths of least cost, within rounding. */
export function cheapest(paths: readonly Path[], cost: (path: Path) => number): Path[] {
  const least = Math.min(...paths.map(cost));
  return paths.filter((path) => cost(path) <= least * (1 + 1e-12));
}

export const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
