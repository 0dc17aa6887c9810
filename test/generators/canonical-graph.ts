import { type Adjacency, buildAdjacency } from "../../src/graph/adjacency.js";
import { createRandom } from "../../src/random.js";

/** The same graph with its edges numbered by smaller end, then by larger end, and told in this direction. */
export function canonicalGraph({ vertexCount, edgeCount, sources, targets }: Adjacency): Adjacency {
  const pairs = Array.from({ length: edgeCount }, (_, e) =>
    sources[e] < targets[e] ? [sources[e], targets[e]] : [targets[e], sources[e]],
  ).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return buildAdjacency({
    vertexCount,
    sources: pairs.map(([i]) => i),
    targets: pairs.map(([, j]) => j),
  }).adjacency;
}

/** A graph whose degrees follow a power law, hubs among the first vertices or anywhere: Chung and Lu's model with exponent about 2 + 1 / skew. */
export function powerLawGraph(vertexCount: number, edgeCount: number, seed: number, skew = 3): Adjacency {
  const random = createRandom(seed, "power-law-graph");
  const shift = random.integer(vertexCount);
  const draw = () => (Math.floor(vertexCount * random.uniform() ** skew) + shift) % vertexCount;
  const ends = () => Array.from({ length: edgeCount }, draw);
  return buildAdjacency({ vertexCount, sources: ends(), targets: ends() }).adjacency;
}
