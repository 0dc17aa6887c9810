import fc from "fast-check";
import { expect, it } from "vitest";
import { buildAdjacency } from "../../src/graph/adjacency.js";
import { createEarlierTwin } from "../../src/walks/earlier-twin.js";
import { incomingRows, outgoingRows } from "../../src/walks/neighbor-sets.js";
import { singletonWalkIndices } from "../../src/walks/singleton-walk-indices.js";
import { complete, graphOf } from "../generators/graphs.js";

/** The first vertex that can be exchanged with t without any change of the arcs, by the definition; -1 for none before t. */
function firstTwin(vertexCount: number, arcs: ReadonlySet<string>, t: number): number {
  for (let s = 0; s < t; s++) {
    const exchanged = (x: number) => (x === s ? t : x === t ? s : x);
    const same = [...arcs].every((arc) => {
      const [u, v] = arc.split(",").map(Number);
      return arcs.has(`${exchanged(u)},${exchanged(v)}`);
    });
    if (same && s < vertexCount) return s;
  }
  return -1;
}

it.each([false, true])("finds vertices that can be exchanged, directed: %s", (directed) => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 7 }).chain((vertexCount) =>
        fc.record({
          vertexCount: fc.constant(vertexCount),
          pairs: fc.uniqueArray(
            fc
              .tuple(fc.nat(vertexCount - 1), fc.nat(vertexCount - 1))
              .filter(([u, v]) => (directed ? u !== v : u < v)),
            { selector: String, maxLength: 30 },
          ),
        }),
      ),
      ({ vertexCount, pairs }) => {
        const sources = pairs.map(([u]) => u);
        const targets = pairs.map(([, v]) => v);
        const { adjacency } = buildAdjacency({ vertexCount, sources, targets, directed });
        const arcs = new Set(
          pairs.flatMap(([u, v]) => (directed ? [`${u},${v}`] : [`${u},${v}`, `${v},${u}`])),
        );
        const forward = outgoingRows(adjacency);
        const earlier = createEarlierTwin(vertexCount, forward, directed ? incomingRows(adjacency) : forward);
        for (let t = 0; t < vertexCount; t++) expect(earlier(t)).toBe(firstTwin(vertexCount, arcs, t));
      },
    ),
    { numRuns: 300 },
  );
});

it("long walks on a clique are counted at one vertex: 800 vertices, L - 1 = 3 and 6", () => {
  const graph = graphOf(800, complete(800));
  // With its loop every vertex has 800 neighbours: (A^l)_tt = 800^(l - 1).
  expect(new Set<unknown>([...singletonWalkIndices(graph, 3)])).toEqual(new Set([800 ** 3]));
  expect(new Set<unknown>([...singletonWalkIndices(graph, 6)])).toEqual(new Set([800n ** 6n]));
});
