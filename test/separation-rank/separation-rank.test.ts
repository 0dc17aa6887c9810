import { describe, expect, test } from "vitest";
import { createRandom } from "../../src/random.js";
import { createPrimeField } from "../../src/separation-rank/prime-field.js";
import type { ProductGnnWeights } from "../../src/separation-rank/product-gnn.js";
import { randomGnnWeights } from "../../src/separation-rank/random-gnn-weights.js";
import { separationRank } from "../../src/separation-rank/separation-rank.js";
import { createTensor } from "../../src/tensor/tensor.js";
import { chain, complete, graphOf, randomGraph } from "../generators/all-small-graphs.js";

const random = createRandom(3, "separation-rank");
const field = createPrimeField();
const matrix = (rows: number, columns: number, ...values: number[]) =>
  createTensor([rows, columns], Float64Array.from(values));

describe("separationRank", () => {
  test("one layer on one edge: by hand", () => {
    // f = sum over d of o_d (w_d . x_0)^2 (w_d . x_1)^2; with w_1 = e_1, w_2 = e_2 two products that nothing joins.
    const identity = matrix(2, 2, 1, 0, 0, 1);
    const rankOf = (first: typeof identity, output: typeof identity) =>
      separationRank(chain(2), { layers: [[first]], output }, { subset: [0] }, { random });
    expect(rankOf(identity, matrix(1, 2, 1, 1))).toMatchObject({
      rank: 2,
      arithmetic: "modular",
      decided: "certain",
    });
    expect(rankOf(identity, matrix(1, 2, 1, 0))).toMatchObject({ rank: 1, decided: "almost surely" });
    expect(rankOf(matrix(2, 2, 1, 2, 1, 2), matrix(1, 2, 1, 1))).toMatchObject({ rank: 1 });
    expect(rankOf(identity, matrix(1, 2, 0, 0))).toMatchObject({ rank: 0 });
    expect(rankOf(matrix(2, 2, 0.5, 0, 0, 2), matrix(1, 2, 1, 1))).toMatchObject({
      rank: 2,
      arithmetic: "float",
    });
  });

  test.each([
    ["undirected", {}, 1],
    ["directed", { directed: true }, 1],
    ["directed, two types", { directed: true, types: 2 }, 3],
  ] as const)("%s: lower <= rank <= minimal cut <= explicit cut <= upper", (_, options, channels) => {
    for (let trial = 0; trial < 40; trial++) {
      const n = 2 + random.integer(3);
      const graph = randomGraph(n, 0.5, random, options);
      const size = { depth: 1 + random.integer(2), width: 2, features: 2 };
      const weights = randomGnnWeights(size, random, { field, channels });
      const subset = Array.from({ length: 1 + random.integer(n - 1) }, (_, k) => k);
      const target = random.integer(2) === 0 ? undefined : random.integer(n);
      const found = separationRank(graph, weights, { subset, target }, { random, maxPoints: 64 });
      const log = Math.log(found.rank);
      expect(found.minimalCut).not.toBeNull();
      if (found.decided !== "no") expect(log).toBeGreaterThanOrEqual(found.lower - 1e-9);
      expect(log).toBeLessThanOrEqual((found.minimalCut as number) + 1e-9);
      expect(found.minimalCut as number).toBeLessThanOrEqual(found.explicitCut + 1e-9);
      expect(found.explicitCut).toBeLessThanOrEqual(found.upper + 1e-9);
    }
  });

  test("in doubles as modulo a prime, where values stay close to each other", () => {
    for (const graph of [
      complete(3),
      chain(4),
      graphOf(
        3,
        [
          [0, 1],
          [1, 2],
        ],
        true,
      ),
    ]) {
      const exact = randomGnnWeights({ depth: 1, width: 3, features: 2 }, random, { field });
      const small: ProductGnnWeights = {
        layers: exact.layers.map((matrices) =>
          matrices.map(({ shape, data }) =>
            createTensor(
              shape,
              data.map((value) => value / field.prime),
            ),
          ),
        ),
        output: createTensor(
          exact.output.shape,
          exact.output.data.map((value) => value / field.prime),
        ),
      };
      const [modular, float] = [exact, small].map((weights) =>
        separationRank(graph, weights, { subset: [0] }, { random }),
      );
      expect(float).toMatchObject({ rank: modular.rank, arithmetic: "float" });
    }
  });

  test("nothing or everything on a side: rank 1 by definition; 0 for the zero function", () => {
    const weights = randomGnnWeights({ depth: 1, width: 2, features: 2 }, random, { field });
    const zero = { ...weights, output: createTensor([1, 2]) };
    for (const subset of [[], [0, 1, 2]]) {
      const found = separationRank(chain(3), weights, { subset }, { random });
      expect(found).toMatchObject({ rank: 1, decided: "certain", upper: 0, lower: 0, minimalCut: 0 });
      expect(separationRank(chain(3), zero, { subset }, { random }).rank).toBe(0);
    }
    expect(separationRank(chain(3), zero, { subset: [1] }, { random }).rank).toBe(0);
  });

  test("no path across: separable; too many points or nodes: said so", () => {
    const weights = randomGnnWeights({ depth: 2, width: 2, features: 2 }, random, { field });
    const apart = separationRank(graphOf(3, [[0, 1]]), weights, { subset: [2], target: 0 }, { random });
    expect(apart).toMatchObject({ rank: 1, decided: "certain", minimalCut: 0 });
    const found = separationRank(
      complete(4),
      weights,
      { subset: [0, 1] },
      { random, maxPoints: 5, maxNodes: 10 },
    );
    expect(found).toMatchObject({ rank: 5, decided: "no", minimalCut: null });
    expect(() => separationRank(chain(3), weights, { subset: [0] }, { random, maxPoints: 0 })).toThrow(
      /expected an integer >= 1/,
    );
    expect(() => separationRank(chain(3), weights, { subset: [3] }, { random })).toThrow(/vertex: expected/);
  });
});
