import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { InputError } from "../../src/errors.js";
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
    // One network's rank is below theorem 8's bound, 2, which leaves out weights such as these, and says so.
    expect(rankOf(identity, matrix(1, 2, 1, 0))).toMatchObject({ exceptional: true });
    expect(rankOf(matrix(2, 2, 0.5, 0, 0, 2), matrix(1, 2, 1, 1))).toMatchObject({
      rank: 2,
      arithmetic: "modular",
      decided: "certain",
      exceptional: false,
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
        separationRank(
          graph,
          weights,
          { subset: [0] },
          {
            random,
            arithmetic: weights === small ? "float" : "modular",
          },
        ),
      );
      expect(float).toMatchObject({ rank: modular.rank, arithmetic: "float", decided: "no" });
    }
  });

  test("never below theorem 8's bound with weights as randomGnnWeights gives them: normal numbers or integers", () => {
    const seeds = fc.integer({ min: 1, max: 2 ** 30 });
    fc.assert(
      fc.property(seeds, fc.boolean(), fc.constantFrom(1, 3), (seed, integers, channels) => {
        const random = createRandom(seed, "weights");
        const n = 2 + random.integer(4);
        const graph = randomGraph(n, 0.5, random, channels === 1 ? {} : { directed: true, types: 2 });
        const size = { depth: 1 + random.integer(2), width: 1 + random.integer(3), features: 2 };
        const weights = randomGnnWeights(size, random, { channels, ...(integers ? { field } : {}) });
        const subset = Array.from({ length: 1 + random.integer(n - 1) }, (_, k) => k);
        const target = random.integer(2) === 0 ? undefined : random.integer(n);
        const found = separationRank(graph, weights, { subset, target }, { random, maxPoints: 48 });
        expect(found).toMatchObject({ arithmetic: "modular", exceptional: false });
        if (found.decided !== "no") expect(Math.log(found.rank)).toBeGreaterThanOrEqual(found.lower - 1e-9);
        if (integers) return;
        const inFloats = { random, maxPoints: 48, arithmetic: "float" } as const;
        const float = separationRank(graph, weights, { subset, target }, inFloats);
        expect(float).toMatchObject({ arithmetic: "float", decided: "no", failure: 0 });
      }),
      { numRuns: 120 },
    );
  });

  test("doubles have the rank of the integers that they are a power of two times", () => {
    for (let trial = 0; trial < 20; trial++) {
      const graph = randomGraph(4, 0.6, random);
      const rounded = (tensor: { shape: readonly number[]; data: Float64Array }) =>
        createTensor(
          tensor.shape,
          tensor.data.map((value) => Math.round(value * 64) / 64),
        );
      const { layers, output } = randomGnnWeights({ depth: 1, width: 2, features: 2 }, random);
      const doubles = { layers: layers.map((own) => own.map(rounded)), output: rounded(output) };
      const scaled = ({ shape, data }: { shape: readonly number[]; data: Float64Array }) =>
        createTensor(
          shape,
          data.map((value) => value * 64),
        );
      const integers = {
        layers: doubles.layers.map((own) => own.map(scaled)),
        output: scaled(doubles.output),
      };
      const [a, b] = [doubles, integers].map(
        (weights) => separationRank(graph, weights, { subset: [0, 1] }, { random }).rank,
      );
      expect(a).toBe(b);
    }
  });

  test("two triangles: far above what doubles can tell", () => {
    const graph = graphOf(6, [
      [0, 1],
      [1, 2],
      [2, 0],
      [2, 3],
      [3, 4],
      [4, 5],
      [5, 3],
    ]);
    const weights = randomGnnWeights({ depth: 2, width: 2, features: 2 }, createRandom(1));
    const exact = separationRank(graph, weights, { subset: [0, 1, 2] }, { random, maxPoints: 64 });
    const float = separationRank(
      graph,
      weights,
      { subset: [0, 1, 2] },
      { random, maxPoints: 64, arithmetic: "float" },
    );
    expect(exact.rank).toBe(50);
    expect(exact.decided).toBe("almost surely");
    expect(float.rank).toBeLessThan(exact.rank);
    expect(float.decided).toBe("no");
  });

  test("says what it was asked for, and how far it is", () => {
    const weights = randomGnnWeights({ depth: 1, width: 2, features: 2 }, random);
    const bare = separationRank as unknown as (...args: unknown[]) => unknown;
    for (const options of [undefined, null, {}, { maxPoints: 4 }, { random: 7 }])
      expect(() => bare(chain(3), weights, { subset: [0] }, options)).toThrow(InputError);
    expect(() => bare(chain(3), weights, { subset: [0] })).toThrow(/createRandom\(1\).*got no options/);
    expect(() => bare(chain(3), weights, { subset: [0] }, { random, arithmetic: "exact" })).toThrow(
      /expected modular or float, got exact/,
    );
    const infinite = { ...weights, output: createTensor([1, 2], Float64Array.of(1, Number.NaN)) };
    expect(() => separationRank(chain(3), infinite, { subset: [0] }, { random })).toThrow(
      /finite number, got NaN/,
    );
    const lines: string[] = [];
    separationRank(chain(3), weights, { subset: [0] }, { random, onProgress: (line) => lines.push(line) });
    expect(lines[0]).toBe("minimal cut of the tensor network");
    expect(lines[1]).toMatch(/^rank at \d+ points a side$/);
  });

  test.each(["modular", "float"] as const)("%s: counts the values, of those of all rounds", (arithmetic) => {
    let time = 0;
    vi.spyOn(performance, "now").mockImplementation(() => (time += 1000));
    try {
      const weights = randomGnnWeights({ depth: 2, width: 3, features: 2 }, createRandom(5));
      const told: [number, number][] = [];
      const onValues = (done: number, most: number) => told.push([done, most]);
      const options = { random, maxPoints: 16, arithmetic, onValues };
      const { points } = separationRank(complete(4), weights, { subset: [0, 1] }, options);
      // 8 points a side, then 16: one value for each pair of points.
      const values = points === 8 ? 8 ** 2 : 8 ** 2 + 16 ** 2;
      expect(told).toEqual(Array.from({ length: values }, (_, k) => [k + 1, 8 ** 2 + 16 ** 2]));
    } finally {
      vi.restoreAllMocks();
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
