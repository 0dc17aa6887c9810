import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { connectedComponents } from "../../src/graph/components.js";
import { applyLaplacian } from "../../src/laplacian/apply-laplacian.js";
import { effectiveResistances } from "../../src/laplacian/effective-resistances.js";
import { exactEffectiveResistances } from "../../src/laplacian/exact-effective-resistances.js";
import { incompleteCholesky } from "../../src/laplacian/incomplete-cholesky.js";
import { jacobi } from "../../src/laplacian/jacobi.js";
import { LANES } from "../../src/laplacian/lanes.js";
import { buildLaplacian } from "../../src/laplacian/laplacian.js";
import { solveLaplacian } from "../../src/laplacian/solve-laplacian.js";
import { twoCore } from "../../src/laplacian/two-core.js";
import { createRandom } from "../../src/random.js";
import { arbitraryGraph, chain, complete, disjoint, graphOf, star } from "../generators/graphs.js";
import { denseLaplacian, denseResistances, pseudoInverse } from "../oracles/dense-laplacian.js";
import { weighted } from "../support/any-method.js";

const arbitraryWeighted = (most: number) =>
  fc.tuple(arbitraryGraph(most), fc.boolean()).map(([graph, heavy]) => (heavy ? weighted(graph) : graph));

const laplacianOf = (graph: ReturnType<typeof graphOf>) =>
  buildLaplacian({ ...graph, weights: graph.weights ?? new Float64Array(graph.edgeCount).fill(1) });

function randomBlock(vertexCount: number): Float64Array {
  const random = createRandom(1, "block");
  return Float64Array.from({ length: vertexCount * LANES }, () => random.normal());
}

const lane = (block: Float64Array, k: number) => Array.from(block).filter((_, at) => at % LANES === k);

describe("applyLaplacian", () => {
  it("is the product with D - W, lane by lane", () => {
    fc.assert(
      fc.property(arbitraryWeighted(10), (graph) => {
        const x = randomBlock(graph.vertexCount);
        const y = new Float64Array(x.length);
        applyLaplacian(laplacianOf(graph), x, y);
        for (let k = 0; k < LANES; k++) {
          const expected = denseLaplacian(graph).mmul(
            (denseLaplacian(graph).constructor as never as { columnVector(v: number[]): never }).columnVector(
              lane(x, k),
            ),
          );
          lane(y, k).forEach((value, u) => {
            expect(value).toBeCloseTo(expected.get(u, 0), 9);
          });
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe.each([
  ["Jacobi", jacobi],
  ["incomplete Cholesky", incompleteCholesky],
])("solveLaplacian with %s", (_, precondition) => {
  it("gives the pseudoinverse's solutions, component by component", () => {
    fc.assert(
      fc.property(arbitraryWeighted(12), (graph) => {
        const laplacian = laplacianOf(graph);
        const b = new Float64Array(graph.vertexCount * LANES);
        applyLaplacian(laplacian, randomBlock(graph.vertexCount), b);
        const options = { tolerance: 1e-11 };
        const { x, residuals } = solveLaplacian(
          { laplacian, components: connectedComponents(graph), preconditioner: precondition(laplacian) },
          b,
          options,
        );
        expect(Math.max(...residuals)).toBeLessThanOrEqual(1e-11);
        const p = pseudoInverse(denseLaplacian(graph));
        for (let k = 0; k < LANES; k++)
          lane(x, k).forEach((value, u) => {
            const expected = lane(b, k).reduce((sum, entry, v) => sum + p.get(u, v) * entry, 0);
            expect(value).toBeCloseTo(expected, 7);
          });
      }),
      { numRuns: 60 },
    );
  });
});

describe("incompleteCholesky", () => {
  it("is exact on trees, whose elimination makes no fill: two steps at most", () => {
    for (const pairs of [chain(40), star(39)]) {
      const graph = graphOf(40, pairs);
      const laplacian = laplacianOf(graph);
      const b = new Float64Array(40 * LANES);
      applyLaplacian(laplacian, randomBlock(40), b);
      const solve = (make: typeof jacobi) =>
        solveLaplacian(
          { laplacian, components: connectedComponents(graph), preconditioner: make(laplacian) },
          b,
          { tolerance: 1e-4 },
        ).iterations;
      expect(solve(incompleteCholesky)).toBeLessThanOrEqual(2);
    }
  });

  it("takes fewer steps than Jacobi on a grid", () => {
    const side = 20;
    const pairs = Array.from({ length: side * side }, (_, u): [number, number][] => [
      ...(u % side < side - 1 ? [[u, u + 1] as [number, number]] : []),
      ...(u + side < side * side ? [[u, u + side] as [number, number]] : []),
    ]).flat();
    const graph = graphOf(side * side, pairs);
    const laplacian = laplacianOf(graph);
    const b = new Float64Array(side * side * LANES);
    applyLaplacian(laplacian, randomBlock(side * side), b);
    const steps = (make: typeof jacobi) =>
      solveLaplacian(
        { laplacian, components: connectedComponents(graph), preconditioner: make(laplacian) },
        b,
      ).iterations;
    expect(steps(incompleteCholesky)).toBeLessThan(0.7 * steps(jacobi));
  });
});

describe("twoCore", () => {
  it("is what is left after taking off vertices of degree 1, one by one", () => {
    fc.assert(
      fc.property(arbitraryGraph(12), (graph) => {
        let left = [...graph.sources.keys()];
        for (;;) {
          const degree = new Array<number>(graph.vertexCount).fill(0);
          for (const e of left) {
            degree[graph.sources[e]]++;
            degree[graph.targets[e]]++;
          }
          const next = left.filter((e) => degree[graph.sources[e]] > 1 && degree[graph.targets[e]] > 1);
          if (next.length === left.length) break;
          left = next;
        }
        const { core, edges } = twoCore(graph);
        expect([...edges]).toEqual(left);
        expect(core.edgeCount).toBe(left.length);
        for (let u = 0; u < core.vertexCount; u++)
          expect(core.offsets[u + 1] - core.offsets[u]).toBeGreaterThanOrEqual(2);
      }),
    );
  });
});

describe("exactEffectiveResistances", () => {
  it("are those of the dense pseudoinverse, on random weighted graphs of several components", () => {
    fc.assert(
      fc.property(arbitraryWeighted(12), (graph) => {
        const actual = exactEffectiveResistances(graph);
        denseResistances(graph).forEach((resistance, e) => {
          expect(actual[e]).toBeCloseTo(resistance, 8);
        });
      }),
      { numRuns: 100 },
    );
  });

  it("make leverages that sum to V - C: 2/n on a clique", () => {
    const graph = graphOf(16, disjoint(9, complete(9), complete(7)));
    const resistances = exactEffectiveResistances(graph);
    expect(resistances[0]).toBeCloseTo(2 / 9, 12);
    expect(resistances.reduce((a, b) => a + b)).toBeCloseTo(14, 10);
  });

  it("say where the matrix would be too large", () => {
    const ring = graphOf(
      5000,
      Array.from({ length: 5000 }, (_, u): [number, number] => [u, (u + 1) % 5000]),
    );
    expect(() => exactEffectiveResistances(ring)).toThrow("expected at most 4096 vertices");
  });
});

describe("effectiveResistances", () => {
  it("come near the exact ones: with many projections, and never above 1 / w", () => {
    const random = createRandom(5, "graph");
    const pairs = Array.from({ length: 900 }, (): [number, number] => [
      random.integer(200),
      random.integer(200),
    ]);
    for (const graph of [graphOf(200, pairs), weighted(graphOf(200, pairs))]) {
      const exact = exactEffectiveResistances(graph);
      const { resistances, projections } = effectiveResistances(graph, { seed: 1, epsilon: 0.06 });
      const errors = Array.from(resistances, (estimate, e) => Math.abs(estimate / exact[e] - 1));
      const deviation = Math.sqrt(2 / projections);
      expect(projections).toBeGreaterThan(1000);
      expect(errors.reduce((a, b) => a + b) / errors.length).toBeLessThan(deviation);
      expect(Math.max(...errors)).toBeLessThan(6 * deviation);
      resistances.forEach((resistance, e) => {
        expect(resistance).toBeLessThanOrEqual(1 / (graph.weights?.[e] ?? 1) + 1e-12);
      });
    }
  });

  it("are the same within the solver's error whatever its tolerance, where approximate Cholesky preconditions it", () => {
    const side = 240;
    const pairs = Array.from({ length: side * side }, (_, u): [number, number][] => [
      ...(u % side < side - 1 ? [[u, u + 1] as [number, number]] : []),
      ...(u + side < side * side ? [[u, u + side] as [number, number]] : []),
    ]).flat();
    const graph = graphOf(side * side, pairs);
    expect(graph.edgeCount).toBeGreaterThan(100_000);
    const loose = effectiveResistances(graph, { seed: 3, epsilon: 1 });
    const tight = effectiveResistances(graph, { seed: 3, epsilon: 1, tolerance: 1e-9 });
    expect(tight.iterations).toBeGreaterThan(3 * loose.iterations);
    const errors = tight.resistances.map((resistance, e) => Math.abs(loose.resistances[e] / resistance - 1));
    expect(errors.reduce((a, b) => a + b) / errors.length).toBeLessThan(0.02);
    const mean = tight.resistances.reduce((a, b) => a + b) / graph.edgeCount;
    // Foster's theorem: resistances sum to V - 1. Those above 1 are cut off.
    expect(Math.abs(mean - (side * side - 1) / graph.edgeCount)).toBeLessThan(0.05);
  });

  it("are the same within the solver's error whatever its tolerance, where incomplete Cholesky takes few steps", () => {
    const random = createRandom(6, "graph");
    const pairs = Array.from({ length: 110_000 }, (): [number, number] => [
      random.integer(5000),
      random.integer(5000),
    ]);
    const graph = graphOf(5000, pairs);
    expect(graph.edgeCount).toBeGreaterThan(100_000);
    const loose = effectiveResistances(graph, { seed: 3, epsilon: 1 });
    // At most four steps for the first eight rows: approximate Cholesky is not made.
    expect(loose.iterations / (loose.projections / LANES)).toBeLessThanOrEqual(4);
    const tight = effectiveResistances(graph, { seed: 3, epsilon: 1, tolerance: 1e-9 });
    const errors = tight.resistances.map((resistance, e) => Math.abs(loose.resistances[e] / resistance - 1));
    expect(errors.reduce((a, b) => a + b) / errors.length).toBeLessThan(0.02);
    const sum = tight.resistances.reduce((a, b) => a + b);
    expect(Math.abs(sum / (graph.vertexCount - 1) - 1)).toBeLessThan(0.05);
  });

  it("say where weights differ too much for the solver", () => {
    const ring = graphOf(40, [...chain(40), [0, 39]]);
    const heavy = {
      ...ring,
      weights: Float64Array.from({ length: 40 }, (_, e) => 10 ** ((e % 7) * 45 - 130)),
    };
    expect(() => effectiveResistances(heavy, { seed: 0, epsilon: 1 })).toThrow("the weights differ too much");
  });

  it("are exact on forests, without a projection", () => {
    const { resistances, projections } = effectiveResistances(graphOf(9, disjoint(4, chain(4), star(4))), {
      seed: 0,
      epsilon: 0.5,
    });
    expect([...resistances]).toEqual(new Array(7).fill(1));
    expect(projections).toBe(0);
  });
});
