import fc from "fast-check";
import { Matrix } from "ml-matrix";
import { describe, expect, test } from "vitest";
import { degreeDistance } from "../../../src/evaluate/structure/degree-distance.js";
import { structureMeter } from "../../../src/evaluate/structure/graph-structure.js";
import { smoothSignals } from "../../../src/evaluate/structure/smooth-signals.js";
import { buildAdjacency } from "../../../src/graph/adjacency.js";
import { connectedComponents } from "../../../src/graph/components.js";
import { createRandom } from "../../../src/random.js";
import { removalOrder } from "../../../src/sparsify/order-by-method.js";
import type { RemovalOrder } from "../../../src/sparsify/orders/removal-order.js";
import { arbitraryGraph, complete, graphOf } from "../../generators/graphs.js";
import { denseLaplacian, pseudoInverse } from "../../oracles/dense-laplacian.js";

const inOrder = (edgeCount: number): RemovalOrder => ({
  method: "input",
  edges: Uint32Array.from({ length: edgeCount }, (_, e) => e),
});

test("degree distance: the largest difference of the distribution functions, by its definition", () => {
  const degreeList = fc
    .array(fc.nat(8), { minLength: 1, maxLength: 12 })
    .map((list) => Uint32Array.from(list));
  fc.assert(
    fc.property(degreeList, degreeList, (first, second) => {
      const share = (degree: number, list: Uint32Array) =>
        list.filter((d) => d <= degree).length / list.length;
      const expected = Math.max(
        ...[...Array(9).keys()].map((d) => Math.abs(share(d, first) - share(d, second))),
      );
      expect(degreeDistance(first, second)).toBeCloseTo(expected, 12);
    }),
  );
});

describe("structure", () => {
  test("of a triangle with a tail that loses its tail, then a side", () => {
    // 0-1-2 is the triangle, 2-3 the tail.
    const { adjacency } = buildAdjacency({ vertexCount: 4, sources: [2, 0, 1, 0], targets: [3, 1, 2, 2] });
    const meter = structureMeter(adjacency);
    expect(meter(inOrder(4), 0)).toEqual({
      isolated: 0,
      components: 1,
      largestComponent: 4,
      degreeDistance: 0,
      walkIndexKept: 1,
      trianglesKept: 1,
      spectralDistance: expect.closeTo(0, 12),
    });
    // Degrees 2, 2, 3, 1 become 2, 2, 2, 0; walk indices 2 tri + 3 d + 1: 9, 9, 12, 4 become 9, 9, 9, 0.
    expect(meter(inOrder(4), 1)).toMatchObject({
      isolated: 1,
      components: 2,
      largestComponent: 3,
      degreeDistance: 0.25,
      walkIndexKept: (1 + 1 + 9 / 12 + 0) / 4,
      trianglesKept: 1,
    });
    expect(meter(inOrder(4), 2)).toMatchObject({ trianglesKept: 0, components: 2 });
    expect(meter(inOrder(4), 4)).toMatchObject({ isolated: 4, walkIndexKept: 0, spectralDistance: 1 });
  });

  test("of graphs without triangles, and without edges, there is nothing to keep", () => {
    const path = graphOf(3, [
      [0, 1],
      [1, 2],
    ]);
    expect(structureMeter(path)(inOrder(2), 1)).toMatchObject({ trianglesKept: null });
    expect(structureMeter(graphOf(3, []))(inOrder(0), 0)).toMatchObject({
      isolated: 3,
      trianglesKept: null,
      walkIndexKept: null,
      spectralDistance: null,
    });
  });

  test("smooth signals are the pseudoinverse times signs of mean zero", () => {
    fc.assert(
      fc.property(arbitraryGraph(9), (graph) => {
        const { count, squares, energies } = smoothSignals(graph, 3);
        const { component } = connectedComponents(graph);
        const random = createRandom(3, "smooth-signals");
        const signs = new Matrix(
          Array.from({ length: graph.vertexCount }, () =>
            Array.from({ length: count }, () => (random.integer(2) === 0 ? -1 : 1)),
          ),
        );
        const centred = Matrix.zeros(graph.vertexCount, count);
        for (let v = 0; v < graph.vertexCount; v++)
          for (let lane = 0; lane < count; lane++) {
            const own = [...component.keys()].filter((u) => component[u] === component[v]);
            const mean = own.reduce((sum, u) => sum + signs.get(u, lane), 0) / own.length;
            centred.set(v, lane, signs.get(v, lane) - mean);
          }
        const laplacian = denseLaplacian(graph);
        const x = pseudoInverse(laplacian).mmul(centred);
        const energy = x.transpose().mmul(laplacian).mmul(x);
        for (let lane = 0; lane < count; lane++) {
          expect(energies[lane]).toBeCloseTo(energy.get(lane, lane), 4);
          for (let e = 0; e < graph.edgeCount; e++)
            expect(squares[e * count + lane]).toBeCloseTo(
              (x.get(graph.sources[e], lane) - x.get(graph.targets[e], lane)) ** 2,
              4,
            );
        }
      }),
      { numRuns: 40 },
    );
  });

  test("spectral distance: new weights of a spectral sample keep the energy that the same edges without them lose", () => {
    const graph = graphOf(40, complete(40));
    const remove = Math.round(graph.edgeCount / 2);
    const meter = structureMeter(graph);
    const sample = removalOrder("spectral-reweighted", graph, {
      seed: 1,
      remove,
      parameters: { epsilon: 0 },
    });
    const { weights: _, ...bare } = sample;
    expect(meter(sample, remove).spectralDistance).toBeLessThan(0.15);
    expect(meter(bare, remove).spectralDistance).toBeGreaterThan(0.4);
  });
});
