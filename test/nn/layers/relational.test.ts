import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { type Adjacency, buildAdjacency } from "../../../src/graph/adjacency.js";
import { selectBackend } from "../../../src/nn/backend/backend.js";
import { relationalMatrix } from "../../../src/nn/layers/aggregation-matrices.js";
import { EVALUATION } from "../../../src/nn/layers/layer.js";
import { relationalProductLayer } from "../../../src/nn/layers/product-layer.js";
import { rgcnLayer } from "../../../src/nn/layers/rgcn-layer.js";
import { uploadSparseMatrix } from "../../../src/nn/ops/sparse-matrix.js";
import { createRandom } from "../../../src/random.js";
import { dense } from "../../generators/sparse-matrices.js";
import * as reference from "../../oracles/float64-models.js";
import { BACKENDS } from "../../support/backends.js";
import { distance, normals } from "../../support/kernel-harness.js";

/** Incoming neighbours by type, from the edge list. */
function incoming({ vertexCount, sources, targets, types, directed }: Adjacency, edgeTypes: number) {
  return Array.from({ length: edgeTypes }, (_, type) =>
    Array.from({ length: vertexCount }, (_, v) =>
      [...sources.keys()].flatMap((e) => {
        if ((types?.[e] ?? 0) !== type) return [];
        return [
          ...(targets[e] === v ? [sources[e]] : []),
          ...(!directed && sources[e] === v ? [targets[e]] : []),
        ];
      }),
    ),
  );
}

/** A directed multigraph of three types on seven vertices, one of them isolated, one with the same neighbour twice. */
const typed = (directed: boolean) =>
  buildAdjacency({
    vertexCount: 7,
    sources: [0, 1, 2, 2, 3, 0, 4, 5, 5],
    targets: [1, 0, 0, 3, 2, 1, 5, 1, 1],
    types: [0, 0, 2, 1, 1, 1, 2, 0, 2],
    directed,
  }).adjacency;

test("the matrix holds means over the incoming neighbours of each type, and the vertex itself", () => {
  const pairs = fc.array(fc.tuple(fc.nat(5), fc.nat(5), fc.nat(2)), { maxLength: 20 });
  fc.assert(
    fc.property(pairs, fc.boolean(), (edges, directed) => {
      const { adjacency } = buildAdjacency({
        vertexCount: 6,
        sources: edges.map(([source]) => source),
        targets: edges.map(([, target]) => target),
        types: edges.map(([, , type]) => type),
        directed,
      });
      const matrix = relationalMatrix(adjacency, 3);
      expect([matrix.rows, matrix.columns]).toEqual([6, 24]);
      const lists = incoming(adjacency, 3);
      const expected = new Float64Array(6 * 24);
      for (let v = 0; v < 6; v++) {
        expected[v * 24 + v * 4] = 1;
        lists.forEach((list, type) => {
          for (const u of list[v]) expected[v * 24 + u * 4 + 1 + type] = 1 / list[v].length;
        });
        const own = matrix.indices.subarray(matrix.offsets[v], matrix.offsets[v + 1]);
        expect([...own]).toEqual([...own].sort((a, b) => a - b));
      }
      expect(distance(dense(matrix), expected)).toBeLessThan(1e-7);
    }),
  );
});

test("types that a graph lacks keep their channel", () => {
  const { adjacency } = buildAdjacency({ vertexCount: 2, sources: [0], targets: [1] });
  expect(relationalMatrix(adjacency).columns).toBe(4);
  expect([...relationalMatrix(adjacency, 4).indices]).toEqual([0, 6, 1, 5]);
});

describe.each(BACKENDS)("on %s", (backend) => {
  beforeAll(async () => {
    await selectBackend(backend);
  });

  describe.each([true, false])("directed: %s", (directed) => {
    const adjacency = typed(directed);
    const neighbors = incoming(adjacency, 3);
    test.each([
      ["rgcn", reference.rgcn(neighbors), () => rgcnLayer(4, 5, createRandom(1), 4)],
      [
        "relational product",
        reference.relationalProduct(neighbors),
        () => relationalProductLayer(4, 5, createRandom(2), { channels: 4, bias: true, scaled: true }),
      ],
    ] as const)("a %s layer by its definition, and its gradients", (_, definition, create) => {
      const layer = create();
      const aggregationMatrix = uploadSparseMatrix(relationalMatrix(adjacency));
      const inputs = [normals(28, 1), ...layer.parameters.map(({ size }, k) => normals(size, 10 + k))];
      const shapes = [[7, 4], ...layer.parameters.map(({ shape }) => shape)];
      const exact = inputs.map((input) => Float64Array.from(input));
      const valuesAt = (at: readonly Float64Array[]) => {
        let next = 1;
        return definition(reference.rowsOf(at[0], 4), [], () => at[next++]).flat();
      };
      const weights = normals(35, 99);
      const lossAt = (at: readonly Float64Array[]) =>
        valuesAt(at).reduce((sum, value, k) => sum + value * weights[k], 0);
      const op = (x: tf.Tensor, ...parameters: tf.Tensor[]) =>
        layer.apply(parameters, aggregationMatrix, { kind: "hidden", matrix: x as tf.Tensor2D }, EVALUATION);
      tf.tidy(() => {
        const tensors = inputs.map((input, k) => tf.tensor(input, shapes[k]));
        const [x, ...parameters] = tensors;
        expect(distance(op(x, ...parameters).dataSync(), valuesAt(exact))).toBeLessThan(1e-5);
        const gradients = tf.grads(op as (...at: tf.Tensor[]) => tf.Tensor)(
          tensors,
          tf.tensor2d(weights, [7, 5]),
        );
        gradients.forEach((gradient, which) => {
          const expected = exact[which].map((value, k) => {
            const moved = (by: number) =>
              lossAt(exact.map((input, o) => (o === which ? input.with(k, value + by) : input)));
            return (moved(1e-6) - moved(-1e-6)) / 2e-6;
          });
          expect(distance(gradient.dataSync(), expected), `gradient of input ${which}`).toBeLessThan(1e-4);
        });
      });
    });
  });
});
