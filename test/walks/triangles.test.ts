import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { createRandom } from "../../src/random.js";
import { edgeTriangleCounts, triangleCounts } from "../../src/walks/edge-triangle-counts.js";
import { listTriangles } from "../../src/walks/triangle-lists.js";
import { forEachTriangle } from "../../src/walks/triangles.js";
import { arbitraryGraph, complete, graphOf } from "../generators/graphs.js";

describe("triangles", () => {
  it("visits every triple of pairwise adjacent vertices once, with its edges", () => {
    fc.assert(
      fc.property(arbitraryGraph(16), (graph) => {
        const edgeOf = new Map<string, number>();
        for (let e = 0; e < graph.edgeCount; e++) {
          edgeOf.set(`${graph.sources[e]},${graph.targets[e]}`, e);
          edgeOf.set(`${graph.targets[e]},${graph.sources[e]}`, e);
        }
        const expected: string[] = [];
        for (let u = 0; u < graph.vertexCount; u++)
          for (let v = u + 1; v < graph.vertexCount; v++)
            for (let w = v + 1; w < graph.vertexCount; w++)
              if (edgeOf.has(`${u},${v}`) && edgeOf.has(`${v},${w}`) && edgeOf.has(`${u},${w}`))
                expected.push(`${u},${v},${w}`);
        const seen: string[] = [];
        forEachTriangle(graph, (u, v, w, { vw, uw, uv }) => {
          expect([vw, uw, uv]).toEqual([
            edgeOf.get(`${v},${w}`),
            edgeOf.get(`${u},${w}`),
            edgeOf.get(`${u},${v}`),
          ]);
          seen.push([u, v, w].sort((a, b) => a - b).join());
        });
        expect(seen.sort()).toEqual(expected.sort());
        expect(triangleCounts(graph).reduce((a, b) => a + b, 0)).toBe(3 * expected.length);
      }),
    );
  });

  it("lists each triangle at its three edges, with the sides on the right ends", () => {
    fc.assert(
      fc.property(arbitraryGraph(12), (graph) => {
        const { starts, thirds, sourceSides, targetSides } = listTriangles(graph);
        const ends = (e: number) => [graph.sources[e], graph.targets[e]].sort((a, b) => a - b);
        for (let e = 0; e < graph.edgeCount; e++) {
          const found = thirds.slice(starts[e], starts[e + 1]);
          expect(new Set(found).size).toBe(found.length);
          for (let x = starts[e]; x < starts[e + 1]; x++) {
            expect(ends(sourceSides[x])).toEqual([graph.sources[e], thirds[x]].sort((a, b) => a - b));
            expect(ends(targetSides[x])).toEqual([graph.targets[e], thirds[x]].sort((a, b) => a - b));
          }
        }
        expect(3 * (triangleCounts(graph).reduce((a, b) => a + b, 0) / 3)).toBe(thirds.length);
      }),
    );
  });

  it("are counted alike where the vertices of high degree are dense, and their rows are sets of bits", () => {
    // A dense half of 300 vertices, a sparse half of 300, and edges between them.
    const random = createRandom(5);
    const chance = (u: number, v: number) => (v < 300 ? 0.8 : u < 300 ? 0.02 : 0.03);
    const pairs = complete(600).filter(([u, v]) => random.uniform() < chance(u, v));
    const graph = graphOf(600, pairs);
    const atEdges = new Float64Array(graph.edgeCount);
    const atVertices = new Float64Array(600);
    forEachTriangle(graph, (u, v, w, { vw, uw, uv }) => {
      for (const e of [vw, uw, uv]) atEdges[e]++;
      for (const t of [u, v, w]) atVertices[t]++;
    });
    let steps = 0;
    expect(edgeTriangleCounts(graph, () => steps++)).toEqual(atEdges);
    // One step for each of the dense vertices, beside one for 2^12 edges.
    expect(steps).toBeGreaterThanOrEqual(300);
    expect(triangleCounts(graph)).toEqual(atVertices);
  });

  it("of a clique of 600 vertices are counted without a visit to each of the 36 million", () => {
    const counts = triangleCounts(graphOf(600, complete(600)));
    expect(new Set(counts)).toEqual(new Set([(599 * 598) / 2]));
  });

  it("says how much memory the lists would take where there is none", () => {
    const graph = graphOf(300, complete(300));
    const triangles = (300 * 299 * 298) / 6;
    vi.stubGlobal(
      "Uint32Array",
      new Proxy(Uint32Array, {
        construct(target, [length]) {
          if (length === 3 * triangles) throw new RangeError("Array buffer allocation failed");
          return new target(length);
        },
      }),
    );
    try {
      expect(() => listTriangles(graph)).toThrow(
        expect.objectContaining({
          name: "InputError",
          message: `expected a graph whose triangles fit in memory, got ${triangles} triangles, which take 0.2 GB; use 1-wis`,
          cause: expect.any(RangeError),
        }),
      );
    } finally {
      vi.unstubAllGlobals();
    }
  });
});
