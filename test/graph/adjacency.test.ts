import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildAdjacency, degrees, subgraphOfEdges } from "../../src/graph/adjacency.js";
import { createRandom } from "../../src/random.js";

const arbitraryPairs = fc.integer({ min: 1, max: 12 }).chain((vertexCount) =>
  fc.record({
    vertexCount: fc.constant(vertexCount),
    pairs: fc.array(fc.tuple(fc.nat(vertexCount - 1), fc.nat(vertexCount - 1), fc.nat(2)), { maxLength: 60 }),
    directed: fc.boolean(),
    typed: fc.boolean(),
  }),
);

describe("buildAdjacency", () => {
  it("keeps the first of equal edges, drops self-loops, and lists every edge in the rows of its ends", () => {
    fc.assert(
      fc.property(arbitraryPairs, ({ vertexCount, pairs, directed, typed }) => {
        const { adjacency, dropped, kept } = buildAdjacency({
          vertexCount,
          sources: pairs.map(([i]) => i),
          targets: pairs.map(([, j]) => j),
          types: typed ? pairs.map(([, , type]) => type) : null,
          weights: pairs.map((_, k) => k / 2),
          directed,
        });
        const name = ([i, j, type]: readonly number[]) =>
          `${(directed ? [i, j] : [i, j].sort((a, b) => a - b)).join()} ${typed ? type : ""}`;
        const expected: number[] = [];
        const seen = new Set<string>();
        pairs.forEach((pair, k) => {
          if (pair[0] === pair[1] || seen.has(name(pair))) return;
          seen.add(name(pair));
          expected.push(k);
        });
        expect([...kept]).toEqual(expected);
        expect(dropped.selfLoops).toBe(pairs.filter(([i, j]) => i === j).length);
        expect(dropped.selfLoops + dropped.duplicates + expected.length).toBe(pairs.length);
        expect([...adjacency.sources]).toEqual(expected.map((k) => pairs[k][0]));
        expect([...adjacency.targets]).toEqual(expected.map((k) => pairs[k][1]));
        expect([...(adjacency.weights ?? [])]).toEqual(expected.map((k) => k / 2));
        if (typed) expect([...(adjacency.types ?? [])]).toEqual(expected.map((k) => pairs[k][2]));

        for (let t = 0; t < vertexCount; t++) {
          const row: [number, number][] = [];
          for (let k = adjacency.offsets[t]; k < adjacency.offsets[t + 1]; k++)
            row.push([adjacency.neighbors[k], adjacency.edges[k]]);
          const incident = expected.flatMap((k, e): [number, number][] => {
            const [i, j] = pairs[k];
            if (i === t) return [[j, e]];
            return !directed && j === t ? [[i, e]] : [];
          });
          expect(row).toEqual(incident.sort((a, b) => a[0] - b[0] || a[1] - b[1]));
        }
        expect(degrees(adjacency).reduce((a, b) => a + b, 0)).toBe((directed ? 1 : 2) * expected.length);
      }),
      { numRuns: 300 },
    );
  });

  it.each([false, true])(
    "sorts short and long rows of large graphs, repetitions dropped (directed: %s)",
    (directed) => {
      const random = createRandom(1, "pairs");
      const vertexCount = 3_000;
      // A hub in a third of the pairs, so that rows of all lengths come in falling and random order, many of them twice.
      const pairs = Array.from({ length: 60_000 }, (_, k): [number, number] =>
        k % 3 === 0
          ? [7, vertexCount - 1 - (k % vertexCount)]
          : [random.integer(vertexCount), random.integer(300)],
      );
      const { adjacency, dropped, kept } = buildAdjacency({
        vertexCount,
        sources: pairs.map(([i]) => i),
        targets: pairs.map(([, j]) => j),
        directed,
      });
      const first = new Map<number, number>();
      pairs.forEach(([i, j], k) => {
        const key = directed || i < j ? i * vertexCount + j : j * vertexCount + i;
        if (i !== j && !first.has(key)) first.set(key, k);
      });
      const expected = [...first.values()];
      expect([...kept]).toEqual(expected);
      expect(dropped.duplicates).toBeGreaterThan(1000);
      const rows: [number, number][][] = Array.from({ length: vertexCount }, () => []);
      expected.forEach((k, e) => {
        const [i, j] = pairs[k];
        rows[i].push([j, e]);
        if (!directed) rows[j].push([i, e]);
      });
      const entries = rows.flatMap((row) => row.sort(([a], [b]) => a - b));
      expect(Array.from(adjacency.neighbors)).toEqual(entries.map(([neighbor]) => neighbor));
      expect(Array.from(adjacency.edges)).toEqual(entries.map(([, e]) => e));
      expect(adjacency.offsets[vertexCount]).toBe(entries.length);
      expect(Array.from(degrees(adjacency))).toEqual(rows.map((row) => row.length));
    },
  );

  it.each([
    [{ vertexCount: 2, sources: [0], targets: [2] }, "edge 0: expected vertices from 0 to 1, got 2"],
    [
      { vertexCount: 2, sources: [0, Number.NaN], targets: [1, 1] },
      "edge 1: expected vertices from 0 to 1, got NaN",
    ],
    [
      { vertexCount: 2, sources: [0], targets: [] },
      "edge targets: expected 1 entries, one for each edge, got 0",
    ],
    [{ vertexCount: 2, sources: [0], targets: [1], weights: [] }, "edge weights: expected 1 entries"],
    [{ vertexCount: -1, sources: [], targets: [] }, "vertex count: expected an integer >= 0, got -1"],
  ])("refuses %j", (pairs, message) => {
    expect(() => buildAdjacency(pairs)).toThrow(message);
  });
});

describe("subgraphOfEdges", () => {
  it("equals the graph built from the chosen pairs, weights and types kept", () => {
    fc.assert(
      fc.property(
        arbitraryPairs,
        fc.infiniteStream(fc.boolean()),
        ({ vertexCount, pairs, directed }, coins) => {
          const whole = buildAdjacency({
            vertexCount,
            sources: pairs.map(([i]) => i),
            targets: pairs.map(([, j]) => j),
            types: pairs.map(([, , type]) => type),
            weights: pairs.map((_, k) => k),
            directed,
          }).adjacency;
          const chosen = Uint32Array.from({ length: whole.edgeCount }, (_, e) => e).filter(
            () => coins.next().value,
          );
          const pick = (column: ArrayLike<number>) => Array.from(chosen, (e) => column[e]);
          expect(subgraphOfEdges(whole, chosen)).toEqual(
            buildAdjacency({
              vertexCount,
              sources: pick(whole.sources),
              targets: pick(whole.targets),
              types: pick(whole.types as Uint16Array),
              weights: pick(whole.weights as Float64Array),
              directed,
            }).adjacency,
          );
        },
      ),
    );
  });
});
