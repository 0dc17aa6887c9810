import fc from "fast-check";
import { expect, test } from "vitest";
import { karate } from "../../../datasets/graphs/karate.js";
import { InputError } from "../../../src/errors.js";
import { buildAdjacency, degrees } from "../../../src/graph/adjacency.js";
import { addEdges } from "../../../src/sparsify/add-edges.js";
import { edgeAdditions } from "../../../src/sparsify/wis/edge-additions.js";
import { twoHopPairs } from "../../../src/sparsify/wis/two-hop-pairs.js";
import { literalEdgeAdditions } from "../../oracles/edge-additions.js";

/** A graph and all pairs that it lacks, in a random order and direction: stars, cliques, isolated vertices and paths come up by themselves. */
const graphAndCandidates = fc
  .integer({ min: 2, max: 7 })
  .chain((vertexCount) => {
    const pairs = Array.from({ length: vertexCount }, (_, j) =>
      Array.from({ length: j }, (_, i) => [i, j] as const),
    ).flat();
    return fc.record({
      vertexCount: fc.constant(vertexCount),
      isEdge: fc.array(fc.boolean(), { minLength: pairs.length, maxLength: pairs.length }),
      flips: fc.array(fc.boolean(), { minLength: pairs.length, maxLength: pairs.length }),
      order: fc.shuffledSubarray(pairs, { minLength: pairs.length, maxLength: pairs.length }),
    });
  })
  .map(({ vertexCount, isEdge, flips, order }) => {
    const edges = order.filter((_, k) => isEdge[k]);
    const candidates = order
      .filter((_, k) => !isEdge[k])
      .map(([i, j], k) => (flips[k] ? ([j, i] as const) : ([i, j] as const)))
      .slice(0, 9);
    const { adjacency } = buildAdjacency({
      vertexCount,
      sources: edges.map(([i]) => i),
      targets: edges.map(([, j]) => j),
    });
    return { adjacency, candidates };
  });

const columns = (pairs: readonly (readonly [number, number])[]) => ({
  sources: pairs.map(([i]) => i),
  targets: pairs.map(([, j]) => j),
});

test.each([1, 2])("with walks of length %d, the order is that of the literal algorithm", (walkLength) => {
  fc.assert(
    fc.property(graphAndCandidates, ({ adjacency, candidates }) => {
      const add = candidates.length;
      const order = [...edgeAdditions(adjacency, columns(candidates), { add, walkLength })];
      expect(order).toEqual(literalEdgeAdditions(adjacency, candidates, walkLength));
      // What is added first does not depend on how many are.
      const half = edgeAdditions(adjacency, columns(candidates), { add: add >> 1, walkLength });
      expect([...half]).toEqual(order.slice(0, add >> 1));
    }),
    { numRuns: 120 },
  );
});

test("isolated vertices are joined first, and two of them to each other", () => {
  const { adjacency } = buildAdjacency({ vertexCount: 5, sources: [0, 1, 2], targets: [1, 2, 0] });
  const pairs = columns([
    [0, 3],
    [3, 4],
    [1, 4],
  ]);
  for (const walkLength of [1, 2])
    expect(edgeAdditions(adjacency, pairs, { add: 1, walkLength })).toEqual(Uint32Array.of(1));
});

test("pairs at distance two are those of a breadth-first search, on the karate club", () => {
  const { adjacency } = karate();
  const { sources, targets } = twoHopPairs(adjacency);
  const near = (i: number) => [
    ...adjacency.neighbors.subarray(adjacency.offsets[i], adjacency.offsets[i + 1]),
  ];
  const expected: string[] = [];
  for (let i = 0; i < adjacency.vertexCount; i++)
    for (let j = i + 1; j < adjacency.vertexCount; j++)
      if (!near(i).includes(j) && near(i).some((t) => near(t).includes(j))) expected.push(`${i} ${j}`);
  expect([...sources].map((i, c) => `${i} ${targets[c]}`)).toEqual(expected);
});

test("the first additions to the karate club raise its vertices of degree one", () => {
  const club = karate();
  const pairs = twoHopPairs(club.adjacency);
  const [first] = edgeAdditions(club.adjacency, pairs, { add: 1, walkLength: 1 });
  const degree = degrees(club.adjacency);
  expect(Math.min(degree[pairs.sources[first]], degree[pairs.targets[first]])).toBe(1);
  const more = { sources: [pairs.sources[first]], targets: [pairs.targets[first]] };
  const grown = addEdges(club, more);
  expect(grown.adjacency.edgeCount).toBe(79);
  expect([...grown.adjacency.sources.subarray(0, 78)]).toEqual([...club.adjacency.sources]);
  expect(grown.labels).toBe(club.labels);
  expect(() => addEdges(grown, more)).toThrow("1 that are there or repeated");
});

const path = buildAdjacency({ vertexCount: 4, sources: [0, 1, 2], targets: [1, 2, 3] }).adjacency;

test.each([
  [[[0, 1]], {}, "candidate 0 (0, 1): expected a missing edge"],
  [[[0, 4]], {}, "expected vertices from 0 to 3"],
  [[[0, -1]], {}, "expected vertices from 0 to 3"],
  [[[2, 2]], {}, "expected two vertices, got one"],
  [
    [
      [0, 2],
      [2, 0],
    ],
    {},
    "candidate 1 (2, 0): expected each pair once",
  ],
  [[[0, 2]], { add: 2 }, "add: expected a number of edges from 0 to 1"],
  [[[0, 2]], { add: 0.5 }, "add: expected"],
  [[[0, 2]], { walkLength: 3 }, "walk length: expected 1 or 2"],
] as const)("candidates %j with %j are refused", (pairs, options, message) => {
  const run = () => edgeAdditions(path, columns(pairs), { add: 1, ...options });
  expect(run).toThrow(InputError);
  expect(run).toThrow(message);
});

test("directed graphs and weights are refused", () => {
  const directed = {
    ...buildAdjacency({ vertexCount: 3, sources: [0], targets: [1], directed: true }).adjacency,
  };
  expect(() => edgeAdditions(directed, columns([[1, 2]]), { add: 1 })).toThrow("undirected");
  expect(() => twoHopPairs(directed)).toThrow("undirected");
  const club = karate();
  const weighted = { ...club.adjacency, weights: new Float64Array(78).fill(1) };
  expect(() => addEdges({ ...club, adjacency: weighted }, columns([]))).toThrow("without weights");
});
