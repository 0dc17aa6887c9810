import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { connectedComponents } from "../../src/graph/components.js";
import type { KernelChoice } from "../../src/kernels/float64/arena.js";
import { applyLaplacian } from "../../src/laplacian/apply-laplacian.js";
import { approximateCholesky } from "../../src/laplacian/approximate-cholesky.js";
import type { CholeskyFactor } from "../../src/laplacian/cholesky-factor.js";
import { createDegreeQueue } from "../../src/laplacian/degree-queue.js";
import { createFactoredSolver } from "../../src/laplacian/factored-solver.js";
import { incompleteCholesky, incompleteFactor } from "../../src/laplacian/incomplete-cholesky.js";
import { LANES } from "../../src/laplacian/lanes.js";
import { buildLaplacian, renumberLaplacian } from "../../src/laplacian/laplacian.js";
import { solveLaplacian } from "../../src/laplacian/solve-laplacian.js";
import { createRandom } from "../../src/random.js";
import { arbitraryGraph, chain, complete, graphOf, star } from "../generators/graphs.js";
import { denseLaplacian, pseudoInverse } from "../oracles/dense-laplacian.js";
import { weighted } from "../support/any-method.js";

type Graph = ReturnType<typeof graphOf>;

const laplacianOf = (graph: Graph) =>
  buildLaplacian({ ...graph, weights: graph.weights ?? new Float64Array(graph.edgeCount).fill(1) });

const factorOf = (graph: Graph, seed = 0) =>
  approximateCholesky(laplacianOf(graph), createRandom(seed, "factor"));

/** U D U^T by its definition, rows and columns in the graph's own numbering. */
function dense({ order, starts, uppers, shares, inverses }: CholeskyFactor): number[][] {
  const count = order.length;
  const product = Array.from({ length: count }, () => new Array<number>(count).fill(0));
  for (let k = 0; k < count; k++) {
    if (inverses[k] === 0) continue;
    const column = new Array<number>(count).fill(0);
    column[k] = 1;
    for (let at = starts[k]; at < starts[k + 1]; at++) column[uppers[at]] = -shares[at];
    for (let i = 0; i < count; i++)
      for (let j = 0; j < count; j++) product[order[i]][order[j]] += (column[i] * column[j]) / inverses[k];
  }
  return product;
}

/** Solves L x = b with a factor, and puts x back into the graph's numbering, of mean zero in every component. */
function solve(
  graph: Graph,
  b: Float64Array,
  tolerance: number,
  { choice, factor = factorOf(graph) }: { choice?: KernelChoice; factor?: CholeskyFactor } = {},
) {
  const laplacian = laplacianOf(graph);
  const { order, places } = factor;
  const solver = createFactoredSolver(
    { laplacian: renumberLaplacian(laplacian, order, places), factor },
    choice,
  );
  order.forEach((u, place) => {
    solver.b.set(b.subarray(u * LANES, (u + 1) * LANES), place * LANES);
  });
  const { iterations, residuals } = solver.solve({ tolerance });
  const { component, sizes } = connectedComponents(graph);
  const x = Float64Array.from(b, (_, at) => solver.x[places[Math.floor(at / LANES)] * LANES + (at % LANES)]);
  const sums = new Float64Array(sizes.length * LANES);
  x.forEach((value, at) => {
    sums[component[Math.floor(at / LANES)] * LANES + (at % LANES)] += value;
  });
  const centred = x.map((value, at) => {
    const c = component[Math.floor(at / LANES)];
    return value - sums[c * LANES + (at % LANES)] / sizes[c];
  });
  return { x: centred, iterations, residuals };
}

function rightHandSides(graph: Graph): Float64Array {
  const random = createRandom(1, "block");
  const x = Float64Array.from({ length: graph.vertexCount * LANES }, () => random.normal());
  const b = new Float64Array(x.length);
  applyLaplacian(laplacianOf(graph), x, b);
  return b;
}

function grid(side: number): Graph {
  const pairs = Array.from({ length: side * side }, (_, u): [number, number][] => [
    ...(u % side < side - 1 ? [[u, u + 1] as [number, number]] : []),
    ...(u + side < side * side ? [[u, u + side] as [number, number]] : []),
  ]).flat();
  return graphOf(side * side, pairs);
}

describe("approximateCholesky", () => {
  it("is L itself where no vertex has more than two neighbours when it goes: paths, stars, rings, weighted or not", () => {
    const ring = [...chain(9), [0, 8] as [number, number]];
    for (const pairs of [chain(9), star(8), ring])
      for (const graph of [graphOf(9, pairs), weighted(graphOf(9, pairs))]) {
        const product = dense(factorOf(graph));
        const laplacian = denseLaplacian(graph);
        product.forEach((row, i) => {
          row.forEach((value, j) => {
            expect(value).toBeCloseTo(laplacian.get(i, j), 10);
          });
        });
      }
  });

  it("has columns that sum to zero, and L as its mean over draws", () => {
    const graph = weighted(graphOf(7, complete(7)));
    const laplacian = denseLaplacian(graph);
    const draws = 4000;
    const sums = Array.from({ length: 7 }, () => new Array<number>(7).fill(0));
    const squares = Array.from({ length: 7 }, () => new Array<number>(7).fill(0));
    for (let seed = 0; seed < draws; seed++)
      dense(factorOf(graph, seed)).forEach((row, i) => {
        expect(Math.abs(row.reduce((a, b) => a + b))).toBeLessThan(1e-9);
        row.forEach((value, j) => {
          sums[i][j] += value;
          squares[i][j] += (value - laplacian.get(i, j)) ** 2;
        });
      });
    let widest = 0;
    for (let i = 0; i < 7; i++)
      for (let j = 0; j < 7; j++) {
        const deviation = Math.sqrt(squares[i][j]) / draws;
        widest = Math.max(widest, deviation);
        expect(Math.abs(sums[i][j] / draws - laplacian.get(i, j))).toBeLessThan(4.5 * deviation + 1e-9);
      }
    expect(widest).toBeGreaterThan(0);
  });

  it("orders every vertex once, and columns reach upwards only", () => {
    fc.assert(
      fc.property(arbitraryGraph(12), (graph) => {
        const { order, places, starts, uppers, inverses } = factorOf(graph);
        expect([...order].sort((a, b) => a - b)).toEqual([...order.keys()]);
        order.forEach((u, place) => {
          expect(places[u]).toBe(place);
          for (let k = starts[place]; k < starts[place + 1]; k++) expect(uppers[k]).toBeGreaterThan(place);
          expect(inverses[place] === 0).toBe(starts[place] === starts[place + 1]);
        });
        // One vertex of every component is left over.
        expect(inverses.filter((inverse) => inverse === 0).length).toBe(connectedComponents(graph).count);
      }),
      { numRuns: 60 },
    );
  });

  it("needs less than half of incomplete Cholesky's steps on a grid", () => {
    const graph = grid(60);
    const b = rightHandSides(graph);
    const laplacian = laplacianOf(graph);
    const system = {
      laplacian,
      components: connectedComponents(graph),
      preconditioner: incompleteCholesky(laplacian),
    };
    const tolerance = 1e-8;
    expect(2 * solve(graph, b, tolerance).iterations).toBeLessThan(
      solveLaplacian(system, b, { tolerance }).iterations,
    );
  });

  it("survives weights whose products are no numbers any more", () => {
    const tiny = graphOf(5, complete(5));
    const graph = { ...tiny, weights: new Float64Array(tiny.edgeCount).fill(1e-250) };
    graph.weights[0] = 1e250;
    const { shares, inverses } = factorOf(graph);
    for (const value of [...shares, ...inverses]) expect(Number.isFinite(value)).toBe(true);
  });
});

test("incompleteFactor is not made where it takes more additions than it may: 84 on a clique of nine", () => {
  // Of three vertices each, the last two of them neighbours: 9 x 8 x 7 / 6.
  const laplacian = laplacianOf(graphOf(9, complete(9)));
  expect(incompleteFactor(laplacian, 84)).toBeDefined();
  expect(incompleteFactor(laplacian, 83)).toBeUndefined();
});

describe("createFactoredSolver", () => {
  it("gives the pseudoinverse's solutions, component by component; without WebAssembly to the same bits", () => {
    fc.assert(
      fc.property(arbitraryGraph(12), fc.boolean(), (plain, heavy) => {
        const graph = heavy ? weighted(plain) : plain;
        const b = rightHandSides(graph);
        const p = pseudoInverse(denseLaplacian(graph));
        for (const factor of [factorOf(graph), incompleteFactor(laplacianOf(graph)) as CholeskyFactor]) {
          const { x, iterations, residuals } = solve(graph, b, 1e-11, { choice: "wasm", factor });
          expect(Math.max(...residuals)).toBeLessThanOrEqual(1e-11);
          for (let at = 0; at < x.length; at++) {
            let expected = 0;
            for (let v = 0; v < graph.vertexCount; v++)
              expected += p.get(Math.floor(at / LANES), v) * b[v * LANES + (at % LANES)];
            expect(Math.abs(x[at] - expected)).toBeLessThan(1e-7);
          }
          expect(solve(graph, b, 1e-11, { choice: "plain", factor })).toEqual({ x, iterations, residuals });
        }
      }),
      { numRuns: 60 },
    );
  });

  it("says how far it got where its steps run out", () => {
    const graph = grid(30);
    const laplacian = laplacianOf(graph);
    const factor = factorOf(graph);
    const solver = createFactoredSolver({
      laplacian: renumberLaplacian(laplacian, factor.order, factor.places),
      factor,
    });
    solver.b[0] = 1;
    solver.b[8] = -1;
    const { iterations, residuals } = solver.solve({ mostIterations: 1 });
    expect(iterations).toBe(1);
    expect(residuals[0]).toBeGreaterThan(1e-8);
    expect([...residuals.slice(1)]).toEqual(new Array(LANES - 1).fill(0));
  });
});

describe("createDegreeQueue", () => {
  it("takes a vertex whose degree is within a sixteenth of the least, and each once", () => {
    const change = fc.record({ vertex: fc.nat(19), by: fc.integer({ min: -400, max: 400 }) });
    fc.assert(
      fc.property(
        fc.array(fc.nat(600), { minLength: 20, maxLength: 20 }),
        fc.array(change, { maxLength: 60 }),
        (degrees, changes) => {
          const now = Uint32Array.from(degrees);
          const queue = createDegreeQueue(now);
          const waiting = new Set(now.keys());
          const next = [...changes];
          while (waiting.size > 0) {
            for (const { vertex, by } of next.splice(0, 4))
              if (waiting.has(vertex)) queue.change(vertex, Math.max(by, -now[vertex]));
            const least = Math.min(...[...waiting].map((u) => now[u]));
            const taken = queue.take();
            expect(waiting.delete(taken)).toBe(true);
            expect(now[taken]).toBeLessThanOrEqual(least < 32 ? least : least * (17 / 16));
          }
          expect(queue.take()).toBe(-1);
        },
      ),
    );
  });
});
