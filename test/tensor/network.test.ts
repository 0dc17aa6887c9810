import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  contractNetwork,
  cpToTensor,
  createTensor,
  hierarchicalToTensor,
  innerProduct,
  legDimensions,
  matricize,
  minimalCut,
  modeTree,
  numericalRank,
  type TensorNetwork,
} from "../../src/tensor/index.js";
import {
  arbitrarySeed,
  gaussian,
  gaussianWeights,
  largestDifference,
  SAMPLE_TREES,
} from "../generators/tensors.js";

/** Up to five nodes over up to five legs of dimensions 1 to 3; a leg may join any number of nodes. */
const arbitraryNetwork = fc
  .tuple(
    fc.array(fc.uniqueArray(fc.nat(4), { maxLength: 3 }), { minLength: 1, maxLength: 5 }),
    fc.tuple(...Array.from({ length: 5 }, () => fc.integer({ min: 1, max: 3 }))),
    fc.uniqueArray(fc.nat(4), { maxLength: 3 }),
    arbitrarySeed,
  )
  .map(([nodes, dimensions, open, seed]): TensorNetwork => {
    const used = new Set(nodes.flat());
    return {
      nodes: nodes.map((legs, k) => ({
        legs: legs.map((leg) => `l${leg}`),
        tensor: gaussian(
          legs.map((leg) => dimensions[leg]),
          (seed + k) % 2 ** 31,
        ),
      })),
      open: open.filter((leg) => used.has(leg)).map((leg) => `l${leg}`),
    };
  });

/** The sum over every index of every leg, term by term. */
function literalContraction(network: TensorNetwork): Float64Array {
  const dimensions = [...legDimensions(network)];
  const result = createTensor(network.open.map((leg) => new Map(dimensions).get(leg)!));
  const at = (legs: readonly string[], shape: readonly number[], index: Map<string, number>) =>
    legs.reduce((place, leg, mode) => place * shape[mode] + index.get(leg)!, 0);
  const visit = (k: number, index: Map<string, number>): void => {
    if (k < dimensions.length) {
      for (let i = 0; i < dimensions[k][1]; i++) visit(k + 1, new Map(index).set(dimensions[k][0], i));
      return;
    }
    const term = network.nodes.reduce(
      (product, { legs, tensor }) => product * tensor.data[at(legs, tensor.shape, index)],
      1,
    );
    result.data[at(network.open, result.shape, index)] += term;
  };
  visit(0, new Map());
  return result.data;
}

describe("contractNetwork", () => {
  it("is the sum over all legs that are not open, term by term", () => {
    fc.assert(
      fc.property(arbitraryNetwork, (network) => {
        expect(largestDifference(contractNetwork(network).data, literalContraction(network))).toBeLessThan(
          1e-10,
        );
      }),
    );
  });

  it("of a CP form's factors, joined by one leg, is the tensor", () => {
    const factors = [gaussian([3, 4], 1), gaussian([2, 4], 2), gaussian([5, 4], 3)];
    const network = {
      nodes: factors.map((tensor, n) => ({ legs: [`mode ${n}`, "r"], tensor })),
      open: ["mode 0", "mode 1", "mode 2"],
    };
    const { shape, data } = contractNetwork(network);
    expect(shape).toEqual([3, 2, 5]);
    expect(largestDifference(data, cpToTensor({ factors }).data)).toBeLessThan(1e-12);
  });

  it("contracts in an order that keeps the parts small: node by node, the eight outer products would not fit", () => {
    const vectors = Array.from({ length: 16 }, (_, k) => gaussian([16], 60 + k));
    const nodes = vectors.map((tensor, k) => ({ legs: [`l${k % 8}`], tensor }));
    const expected = vectors
      .slice(0, 8)
      .reduce((product, vector, k) => product * innerProduct(vector, vectors[k + 8]), 1);
    expect(contractNetwork({ nodes, open: [] }).data[0] / expected).toBeCloseTo(1, 10);
  });

  it("refuses what is no network", () => {
    const tensor = createTensor([2, 3]);
    expect(() => contractNetwork({ nodes: [], open: [] })).toThrow("expected at least one node, got none");
    expect(() => contractNetwork({ nodes: [{ legs: ["a"], tensor }], open: [] })).toThrow(
      "expected 2 different legs",
    );
    expect(() => contractNetwork({ nodes: [{ legs: ["a", "a"], tensor }], open: [] })).toThrow(
      "expected 2 different legs",
    );
    const twice = [
      { legs: ["a", "b"], tensor },
      { legs: ["b", "c"], tensor },
    ];
    expect(() => contractNetwork({ nodes: twice, open: [] })).toThrow(
      "leg b at network node 1: expected dimension 3, got 2",
    );
    expect(() => contractNetwork({ nodes: twice.slice(1), open: ["a"] })).toThrow("got a");
  });
});

describe("minimalCut", () => {
  it("is the least over all cuts, each leg counted once", () => {
    const arbitraryLegs = fc.array(
      fc.tuple(fc.uniqueArray(fc.nat(6), { minLength: 2, maxLength: 3 }), fc.integer({ min: 1, max: 6 })),
      { minLength: 6, maxLength: 14 },
    );
    fc.assert(
      fc.property(arbitraryLegs, (legs) => {
        // Seven nodes; the cuts between 0 and 6.
        const nodes = Array.from({ length: 7 }, (_, node) =>
          legs.flatMap(([ends], k) => (ends.includes(node) ? [`l${k}`] : [])),
        );
        const dimensions = new Map(legs.map(([, dimension], k) => [`l${k}`, dimension]));
        let least = Number.POSITIVE_INFINITY;
        for (let mask = 1; mask < 64; mask += 2) {
          const inside = (node: number) => Boolean(mask & (1 << node));
          const crossing = legs.filter(([ends]) => ends.some(inside) && !ends.every(inside));
          least = Math.min(
            least,
            crossing.reduce((product, [, dimension]) => product * dimension, 1),
          );
        }
        const cut = minimalCut(nodes, dimensions, [0], [6]);
        expect(cut.weight).toBe(least);
        expect(cut.logWeight).toBeCloseTo(Math.log(least), 10);
      }),
      { numRuns: 500 },
    );
  });

  it.each(SAMPLE_TREES.map((nested) => [JSON.stringify(nested), nested] as const))(
    "%s: bounds the ranks of the matricizations of a hierarchical form, which generic weights attain at its nodes",
    (_, nested) => {
      const tree = modeTree(nested);
      const shape = [4, 3, 4, 3].slice(0, tree.order);
      const weights = gaussianWeights(tree, shape, 2, 21);
      // The leg of an interior node joins its weight matrix to its children's; a leaf's own leg is open.
      const leg = (place: number) => (place < tree.order ? `mode ${place}` : `node ${place}`);
      const network = {
        nodes: tree.nodes.map(({ parent }, place) => ({
          legs: [leg(place), parent < 0 ? "one" : leg(parent)],
          tensor: weights[place],
        })),
        open: shape.map((__, mode) => leg(mode)),
      };
      const full = hierarchicalToTensor({ tree, weights });
      expect(largestDifference(contractNetwork(network).data, full.data)).toBeLessThan(1e-11);

      // A vector at every open leg is a leaf of the network.
      const leaves = shape.map((__, mode) => [leg(mode)]);
      const nodes = [...network.nodes.map(({ legs }) => legs), ...leaves];
      for (let mask = 1; mask < 2 ** tree.order - 1; mask++) {
        const inside = shape.flatMap((__, mode) => (mask & (1 << mode) ? [mode] : []));
        const outside = shape.flatMap((__, mode) => (mask & (1 << mode) ? [] : [mode]));
        const places = (modes: number[]) => modes.map((mode) => tree.nodes.length + mode);
        const { weight } = minimalCut(nodes, legDimensions(network), places(inside), places(outside));
        const rank = numericalRank(matricize(full, inside), 1e-10);
        expect(rank).toBeLessThanOrEqual(weight);
        if (tree.nodes.some(({ modes }) => modes.join() === inside.join()))
          expect([rank, weight]).toEqual([2, 2]);
      }
    },
  );

  it("refuses sides that are none", () => {
    const dimensions = new Map([["a", 2]]);
    expect(() => minimalCut([["a"], ["a"]], dimensions, [], [1])).toThrow(
      "cut from: expected at least one node from 0 to 1, got none",
    );
    expect(() => minimalCut([["a"], ["a"]], dimensions, [0], [2])).toThrow(
      "cut to: expected at least one node from 0 to 1, got 2",
    );
    expect(() => minimalCut([["a"], ["a"]], dimensions, [0], [0])).toThrow("got 0 on both");
    expect(() => minimalCut([["a"], ["b"]], dimensions, [0], [1])).toThrow(
      "leg b: expected a dimension >= 1, got undefined",
    );
  });
});
