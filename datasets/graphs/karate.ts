import { UndirectedGraph } from "graphology";
import { karateClub } from "graphology-generators/social/index.js";
import { buildAdjacency } from "../../src/graph/adjacency.js";
import type { GraphDataset } from "../../src/graph/dataset.js";

/**
 * Zachary's karate club: 34 members, 78 friendships, and as labels the club that each member joined after the split.
 *
 * Source: Zachary, An information flow model for conflict and fission in small groups (1977), as graphology-generators holds it.
 * Vertices have no features.
 *
 * @example
 * ```ts
 * import { karate } from "seprank";
 *
 * const { vertexCount, edgeCount } = karate().adjacency;
 * [vertexCount, edgeCount]; // => [34, 78]
 * ```
 */
export function karate(): GraphDataset {
  const graph = karateClub(UndirectedGraph);
  const clubs = graph.mapNodes((_, attributes) => String(attributes.club));
  const classNames = [...new Set(clubs)];
  const { adjacency, dropped } = buildAdjacency({
    vertexCount: graph.order,
    // Its nodes are "0" .. "33", in this order.
    sources: graph.mapEdges((_edge, _attributes, source) => Number(source)),
    targets: graph.mapEdges((_edge, _attributes, _source, target) => Number(target)),
  });
  return {
    name: "karate",
    adjacency,
    vertexNames: null,
    vertexAttributes: clubs.map((club) => ({ club })),
    edgeAttributes: null,
    graphAttributes: {},
    features: null,
    labels: Int32Array.from(clubs, (club) => classNames.indexOf(club)),
    classNames,
    splits: [],
    dropped,
  };
}
