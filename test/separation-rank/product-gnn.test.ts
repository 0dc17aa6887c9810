import { describe, expect, test } from "vitest";
import { createRandom } from "../../src/random.js";
import { createPrimeField } from "../../src/separation-rank/prime-field.js";
import { productGnn } from "../../src/separation-rank/product-gnn.js";
import { randomGnnWeights } from "../../src/separation-rank/random-gnn-weights.js";
import { createTensor } from "../../src/tensor/tensor.js";
import { embeddingsByHand, graphOf, randomGraph } from "../generators/all-small-graphs.js";

const random = createRandom(1, "product-gnn");
const vectorsOf = (count: number, dimension: number) =>
  Array.from({ length: count }, () => Float64Array.from({ length: dimension }, () => random.normal()));

describe("the network with product aggregation", () => {
  const kinds = [
    { name: "undirected", options: {}, channels: 1 },
    { name: "undirected, its self-loops apart", options: {}, channels: 2 },
    { name: "directed", options: { directed: true }, channels: 1 },
    { name: "directed, three types", options: { directed: true, types: 3 }, channels: 4 },
    { name: "undirected, two types", options: { types: 2 }, channels: 3 },
  ];
  test.each(kinds)("$name: as the equations, read literally", ({ options, channels }) => {
    for (let depth = 1; depth <= 3; depth++) {
      const graph = randomGraph(5, 0.5, random, options);
      const weights = randomGnnWeights({ depth, width: 3, features: 2 }, random, { channels });
      const features = vectorsOf(5, 2);
      const hidden = embeddingsByHand(graph, weights.layers, features);
      const read = (vector: readonly number[]) =>
        vector.reduce((sum, value, d) => sum + weights.output.data[d] * value, 0);
      const all = hidden.reduce((product, factor) => product.map((value, d) => value * factor[d]));
      const close = (value: number, expected: number) =>
        expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-11 * Math.abs(expected) + 1e-300);
      close(productGnn(graph, weights)(features), read(all));
      for (let target = 0; target < 5; target++)
        close(productGnn(graph, weights, { target })(features), read(hidden[target]));
    }
  });

  test("modulo a prime: the residue of the integers' value", () => {
    const graph = graphOf(3, [
      [0, 1],
      [1, 2],
    ]);
    const small = (rows: number, columns: number, ...values: number[]) =>
      createTensor([rows, columns], Float64Array.from(values));
    const weights = { layers: [[small(2, 1, 2, -3)], [small(2, 2, 1, -2, 3, 1)]], output: small(1, 2, 5, 7) };
    const vectors = [2, -1, 3].map((value) => Float64Array.of(value));
    const value = productGnn(graph, weights)(vectors);
    expect(Number.isSafeInteger(value)).toBe(true);
    const field = createPrimeField(10_007);
    const reduced = vectors.map((vector) => vector.map(field.reduce));
    expect(productGnn(graph, weights, { ring: field })(reduced)).toBe(((value % 10_007) + 10_007) % 10_007);
  });

  test("weights of the wrong shape, too few matrices, no such target, edges of two types", () => {
    const graph = graphOf(2, [[0, 1]]);
    const weights = randomGnnWeights({ depth: 2, width: 3, features: 2 }, random);
    const { layers, output } = weights;
    expect(() => productGnn(graph, { layers: [], output })).toThrow(/expected at least one layer/);
    expect(() => productGnn(graph, { layers: [layers[0], layers[0]], output })).toThrow(
      /weights of layer 2: expected the shape \[3, 3\], got \[3, 2\]/,
    );
    expect(() => productGnn(graph, { layers, output: layers[0][0] })).toThrow(
      /output weights: expected the shape \[1, 3\]/,
    );
    expect(() => productGnn(graph, { layers: [layers[0], [layers[1][0], layers[1][0]]], output })).toThrow(
      /weights of layer 2: expected 1 as in layer 1, got 2/,
    );
    expect(() => productGnn(graph, weights, { target: 2 })).toThrow(
      /vertex: expected an integer from 0 to 1, got 2/,
    );
    const typed = graphOf(
      2,
      [
        [0, 1, 0],
        [0, 1, 2],
      ],
      true,
    );
    const three = randomGnnWeights({ depth: 1, width: 2, features: 2 }, random, { channels: 3 });
    expect(() => productGnn(typed, three)).toThrow(/expected one matrix a layer, or 4, .* got 3/);
    const four = randomGnnWeights({ depth: 1, width: 2, features: 2 }, random, { channels: 4 });
    expect(() => productGnn(typed, four)).toThrow(/edges from 0 to 1: expected one type .* got 0 and 2/);
  });
});
