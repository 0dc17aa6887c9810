import { describe, expect, test } from "vitest";
import { createRandom } from "../../src/random.js";
import { contractTree } from "../../src/separation-rank/contract-tree.js";
import { explicitCut, gnnMinimalCut } from "../../src/separation-rank/gnn-cuts.js";
import { gnnNetworkSize } from "../../src/separation-rank/gnn-network-size.js";
import { productGnn } from "../../src/separation-rank/product-gnn.js";
import { randomGnnWeights } from "../../src/separation-rank/random-gnn-weights.js";
import { tensorNetworkOfGnn } from "../../src/separation-rank/tensor-network-of-gnn.js";
import { contractNetwork } from "../../src/tensor/contract-network.js";
import { matricize } from "../../src/tensor/matricization.js";
import { numericalRank } from "../../src/tensor/rank-measures.js";
import { createTensor } from "../../src/tensor/tensor.js";
import { legDimensions } from "../../src/tensor/tensor-network.js";
import { separationRankBounds } from "../../src/walks/separation-rank-bounds.js";
import { chain, complete, graphOf, randomGraph } from "../generators/all-small-graphs.js";

const random = createRandom(2, "tensor-network");
const vectorsOf = (count: number, dimension: number) =>
  Array.from({ length: count }, () => Float64Array.from({ length: dimension }, () => random.normal()));

const kinds = [
  { name: "undirected", options: {}, channels: 1 },
  { name: "directed", options: { directed: true }, channels: 1 },
  { name: "directed, two types", options: { directed: true, types: 2 }, channels: 3 },
];

describe("the tensor network of a graph neural network", () => {
  test.each(kinds)("$name: contracts to the network's output (proposition 10)", ({ options, channels }) => {
    for (let depth = 1; depth <= 3; depth++)
      for (const target of [undefined, 2]) {
        const graph = randomGraph(4, 0.5, random, options);
        const weights = randomGnnWeights({ depth, width: 2, features: 3 }, random, { channels });
        const features = vectorsOf(4, 3);
        const { network, size } = tensorNetworkOfGnn(graph, weights, { target, features });
        expect(network.nodes).toHaveLength(Number(size.weights) + Number(size.features));
        const output = productGnn(graph, weights, { target })(features);
        expect(Math.abs(contractTree(network) - output)).toBeLessThanOrEqual(1e-10 * Math.abs(output));
      }
  });

  test("the general contraction gives the same", () => {
    const graph = randomGraph(3, 0.7, random);
    const weights = randomGnnWeights({ depth: 2, width: 2, features: 2 }, random);
    const { network } = tensorNetworkOfGnn(graph, weights, { target: 0, features: vectorsOf(3, 2) });
    expect(contractNetwork(network).data[0] / contractTree(network)).toBeCloseTo(1, 10);
  });

  test("copies and delta tensors are counted as in equations D.6 and D.7", () => {
    // A chain of three: degrees with self-loops 2, 3, 2; walks of two steps 5, 7, 5.
    expect(gnnNetworkSize(chain(3), 2)).toEqual({ features: 17, weights: 17 + 7 + 1, deltas: 7 + 3 + 1 });
    expect(gnnNetworkSize(chain(3), 2, 0)).toEqual({ features: 5, weights: 5 + 2 + 1, deltas: 2 + 1 });
    const { network, featureLegs } = tensorNetworkOfGnn(
      chain(3),
      randomGnnWeights({ depth: 2, width: 4, features: 3 }, random),
    );
    expect(featureLegs.map(({ length }) => length)).toEqual([5, 7, 5]);
    const dimensions = legDimensions(network);
    // Legs: the delta tensors (those of layer 2 and the output layer in one), and the features'.
    expect([...dimensions.values()].filter((d) => d === 4)).toHaveLength(7 + 1);
    expect([...dimensions.values()].filter((d) => d === 3)).toHaveLength(17);
  });

  test("too large: refused before it is built, with its size", () => {
    const weights = randomGnnWeights({ depth: 40, width: 2, features: 2 }, random);
    expect(() => tensorNetworkOfGnn(complete(7), weights)).toThrow(
      /expected at most 100000 nodes, got \d{33,} \(\d+ feature vectors, \d+ weight matrices\); take a smaller graph/,
    );
    const small = randomGnnWeights({ depth: 1, width: 2, features: 2 }, random);
    expect(() => tensorNetworkOfGnn(chain(3), small, { limit: 7 })).toThrow(/at most 7 nodes, got 8/);
    expect(() => tensorNetworkOfGnn(chain(3), small, { features: vectorsOf(2, 2) })).toThrow(
      /expected 3 vectors/,
    );
    expect(() => tensorNetworkOfGnn(chain(3), small, { features: vectorsOf(3, 1) })).toThrow(
      /expected 2 numbers, got 1/,
    );
  });

  test("contractTree: only trees, in one piece, without open legs", () => {
    const matrix = createTensor([2, 2]);
    const ring = [
      ["a", "b"],
      ["b", "c"],
      ["c", "a"],
    ].map((legs) => ({ legs, tensor: matrix }));
    expect(() => contractTree({ nodes: ring, open: [] })).toThrow(/expected one connected tree/);
    const vector = createTensor([2], Float64Array.of(3, 4));
    expect(contractTree({ nodes: [{ legs: ["a"], tensor: vector }], open: [] })).toBe(7);
    const apart = ["a", "b"].map((leg) => ({ legs: [leg], tensor: vector }));
    expect(() => contractTree({ nodes: apart, open: [] })).toThrow(/leaves 2 nodes/);
    expect(() => contractTree({ nodes: apart, open: ["a"] })).toThrow(/without open legs/);
  });
});

describe("cuts", () => {
  test.each(kinds)(
    "$name: rank of F <= minimal cut <= theorem 7's cut <= theorem 7",
    ({ options, channels }) => {
      for (let trial = 0; trial < 12; trial++) {
        const graph = randomGraph(3, 0.6, random, options);
        const size = { depth: 1, width: 2 + (trial % 2), features: 2 };
        const weights = randomGnnWeights(size, random, { channels });
        const target = trial % 3 === 0 ? undefined : trial % 3;
        const subset = [trial % 3];
        const open = tensorNetworkOfGnn(graph, weights, { target });
        const tensor = contractNetwork(open.network);
        const modes = open.featureLegs.flatMap((legs, i) => legs.map(() => subset.includes(i)));
        const inside = modes.flatMap((is, mode) => (is ? [mode] : []));
        const cut = gnnMinimalCut(open, subset);
        const explicit = explicitCut(graph, { subset, target }, size);
        if (inside.length > 0 && inside.length < modes.length)
          expect(numericalRank(matricize(tensor, inside), 1e-10)).toBeLessThanOrEqual(cut.weight);
        expect(cut.logWeight).toBeLessThanOrEqual(explicit + 1e-9);
        expect(explicit).toBeLessThanOrEqual(
          separationRankBounds(graph, { subset, target }, size).upper + 1e-9,
        );
      }
    },
  );

  test("two triangles: apart, the bridge's ends are the cut; in a mixture, more", () => {
    const graph = graphOf(6, [
      [0, 1],
      [0, 2],
      [1, 2],
      [2, 3],
      [3, 4],
      [3, 5],
      [4, 5],
    ]);
    const weights = randomGnnWeights({ depth: 2, width: 2, features: 2 }, random);
    const network = tensorNetworkOfGnn(graph, weights);
    // rho_1 of the bridge's ends is 4 + 4, and 1 for the output.
    expect(explicitCut(graph, { subset: [0, 1, 2] }, { depth: 2, width: 2 })).toBeCloseTo(
      Math.log(2) * (8 + 2 + 1),
      10,
    );
    const apart = gnnMinimalCut(network, [0, 1, 2]);
    expect(apart.logWeight).toBeLessThanOrEqual(Math.log(2) * 11 + 1e-9);
    expect(apart.logWeight).toBeLessThan(gnnMinimalCut(network, [0, 1, 3]).logWeight);
  });

  test("a side without a path to the target is cut off at no cost", () => {
    const graph = graphOf(3, [[0, 1]]);
    const weights = randomGnnWeights({ depth: 2, width: 2, features: 2 }, random);
    expect(gnnMinimalCut(tensorNetworkOfGnn(graph, weights, { target: 0 }), [2])).toMatchObject({
      weight: 1,
    });
  });
});
