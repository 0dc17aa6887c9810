import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { edgeTypeCount } from "../../src/graph/attributes/edge-type-count.js";
import { selectBackend } from "../../src/nn/backend/backend.js";
import { normalizedAdjacency, relationalMatrix } from "../../src/nn/layers/aggregation-matrices.js";
import { EVALUATION } from "../../src/nn/layers/layer.js";
import { productLayer, relationalProductLayer } from "../../src/nn/layers/product-layer.js";
import { uploadSparseMatrix } from "../../src/nn/ops/sparse-matrix.js";
import { createRandom } from "../../src/random.js";
import { contractTree } from "../../src/separation-rank/contract-tree.js";
import { productGnn } from "../../src/separation-rank/product-gnn.js";
import { randomGnnWeights } from "../../src/separation-rank/random-gnn-weights.js";
import { tensorNetworkOfGnn } from "../../src/separation-rank/tensor-network-of-gnn.js";
import { randomGraph } from "../generators/all-small-graphs.js";
import { BACKENDS } from "../support/backends.js";

/** Entries of single precision, so that both sides compute with the same numbers. */
const single = (values: Float64Array) => Float64Array.from(Float32Array.from(values));

describe.each(BACKENDS)(
  "on %s: the layers, without bias and scaling, are equations 5.2 and D.1",
  (backend) => {
    test.each([
      ["undirected", {}, 1],
      ["directed, two types", { directed: true, types: 2 }, 3],
    ] as const)("%s", async (_, options, channels) => {
      await selectBackend(backend);
      const random = createRandom(4, "product-layer");
      for (const depth of [1, 2, 3]) {
        const graph = randomGraph(5, 0.5, random, options);
        expect(channels === 1 || edgeTypeCount(graph) === 2).toBe(true);
        const drawn = randomGnnWeights({ depth, width: 3, features: 2 }, random, { channels });
        const rounded = ({ shape, data }: typeof drawn.output) => ({ shape, data: single(data) });
        const weights = {
          layers: drawn.layers.map((matrices) => matrices.map(rounded)),
          output: rounded(drawn.output),
        };
        const features = Array.from({ length: 5 }, () =>
          single(Float64Array.from({ length: 2 }, () => random.normal())),
        );
        const aggregationMatrix = uploadSparseMatrix(
          channels === 1 ? normalizedAdjacency(graph) : relationalMatrix(graph),
          channels === 1,
        );
        const hidden = tf.tidy(() => {
          let matrix = tf.tensor2d(features.map((vector) => [...vector]));
          weights.layers.forEach((matrices, l) => {
            const inputs = l === 0 ? 2 : 3;
            const layer =
              channels === 1
                ? productLayer(inputs, 3, random)
                : relationalProductLayer(inputs, 3, random, { channels });
            // The layers multiply from the right, all matrices side by side.
            const side = tf.concat(
              matrices.map(({ data }) => tf.transpose(tf.tensor2d([...data], [3, inputs]))),
              1,
            );
            matrix = layer.apply(
              [side],
              aggregationMatrix,
              { kind: "hidden", matrix },
              EVALUATION,
            ) as tf.Tensor2D;
          });
          return Array.from(matrix.dataSync());
        });
        for (let target = 0; target < 5; target++) {
          const terms = Array.from(weights.output.data, (value, d) => value * hidden[3 * target + d]);
          const output = terms.reduce((sum, term) => sum + term);
          const size = terms.reduce((sum, term) => sum + Math.abs(term), 0);
          const reference = productGnn(graph, weights, { target })(features);
          // Single precision, hundreds of factors.
          expect(Math.abs(output - reference)).toBeLessThanOrEqual(2e-3 * size);
          const { network } = tensorNetworkOfGnn(graph, weights, { target, features });
          expect(Math.abs(contractTree(network) - output)).toBeLessThanOrEqual(2e-3 * size);
        }
      }
    });
  },
);
