import { InputError } from "../errors.js";
import type { Adjacency } from "../graph/adjacency.js";
import type { Tensor } from "../tensor/tensor.js";
import { incomingRows } from "../walks/neighbor-sets.js";
import type { NetworkSize } from "../walks/separation-rank-bounds.js";
import { checkVertex } from "../walks/vertex-set.js";
import { edgeChannels } from "./edge-channels.js";
import type { VectorFunction } from "./templates.js";

/** The weights theta of a graph neural network with product aggregation; depth, width and features are their sizes. */
export interface ProductGnnWeights {
  /**
   * [L] for every layer its matrices, [D_h, D_x] in the first layer and [D_h, D_h] in the others: one, for all edges and
   * self-loops (equation 5.2), or 1 + Q of them (equation D.1), for self-loops and then for the edge types 0 .. Q - 1.
   * Self-loops that have one of the edges' types, as in the source, take that type's matrix once more.
   */
  readonly layers: readonly (readonly Tensor[])[];
  /** W^(o) [1, D_h] */
  readonly output: Tensor;
}

/** Where numbers are added and multiplied: doubles, or the integers modulo a prime (`createPrimeField`). */
export interface Ring {
  /** What a number stands for. */
  reduce(value: number): number;
  /** a b + c. */
  multiplyAdd(a: number, b: number, c: number): number;
}

/** Doubles. */
export const FLOAT64: Ring = Object.freeze({
  reduce: (value: number) => value,
  multiplyAdd: (a: number, b: number, c: number) => a * b + c,
});

/**
 * The function of its vertices' features that a graph neural network with product aggregation realizes:
 *
 *     h^(0,i) = x^(i),  h^(l,i) = element-wise product of W^(l) h^(l-1,j) over j in N(i),
 *     f(X) = W^(o) (element-wise product of all h^(L,i))   (graph),   W^(o) h^(L,t)   (target t).
 *
 * N(i) holds i itself. Directed: N_in(i); several edge types: W^(l,q) with q the type of the edge from j to i.
 *
 * Source: thesis section 5.3, equations 5.2 to 5.5; appendix D.2, equation D.1.
 *
 * @param target t, of vertex prediction; default graph prediction
 * @param ring arithmetic; over a prime field weights and vectors must be of integers
 * @returns a function of V vectors of D_x numbers, elements of the ring
 *
 * Complexity: O(L (V D_h^2 C + E D_h)) for a call, with C = 1 or 1 + Q matrices a layer.
 * @throws InputError where weights do not fit each other or the graph, or the target is no vertex
 *
 * @example
 * ```ts
 * import { buildAdjacency } from "seprank/adjacency";
 * import { productGnn } from "seprank/separation-rank";
 * import { createTensor } from "seprank/tensor";
 *
 * const { adjacency } = buildAdjacency({ vertexCount: 2, sources: [0], targets: [1] });
 * const one = createTensor([1, 1], Float64Array.of(1));
 * // Depth 1 and all weights 1: both vertices multiply both features.
 * const f = productGnn(adjacency, { layers: [[one]], output: one });
 * f([Float64Array.of(2), Float64Array.of(3)]); // => 36
 * ```
 */
export function productGnn(
  adjacency: Adjacency,
  weights: ProductGnnWeights,
  { target, ring = FLOAT64 }: { target?: number | undefined; ring?: Ring | undefined } = {},
): VectorFunction {
  const { width, features } = sizeOfProductGnn(adjacency, weights);
  const { vertexCount } = adjacency;
  if (target !== undefined) checkVertex(vertexCount, target);
  const { offsets, neighbors } = incomingRows(adjacency);
  const channels = weights.layers[0].length;
  const channelOf = edgeChannels(adjacency, channels);
  const layers = weights.layers.map((matrices) => matrices.map(({ data }) => data.map(ring.reduce)));
  const output = weights.output.data.map(ring.reduce);
  const messageWidth = channels * width;
  const messages = new Float64Array(vertexCount * messageWidth);
  const hidden = new Float64Array(vertexCount * width);
  const one = ring.reduce(1);

  return (vectors) => {
    layers.forEach((matrices, l) => {
      const inputs = l === 0 ? features : width;
      for (let j = 0; j < vertexCount; j++)
        for (let c = 0; c < channels; c++)
          for (let d = 0; d < width; d++) {
            let sum = 0;
            for (let k = 0; k < inputs; k++)
              sum = ring.multiplyAdd(
                matrices[c][d * inputs + k],
                l === 0 ? vectors[j][k] : hidden[j * width + k],
                sum,
              );
            messages[j * messageWidth + c * width + d] = sum;
          }
      for (let i = 0; i < vertexCount; i++)
        for (let d = 0; d < width; d++) {
          let product = messages[i * messageWidth + d];
          for (let k = offsets[i]; k < offsets[i + 1]; k++)
            product = ring.multiplyAdd(
              product,
              messages[neighbors[k] * messageWidth + channelOf[k] * width + d],
              0,
            );
          hidden[i * width + d] = product;
        }
    });
    let value = 0;
    for (let d = 0; d < width; d++) {
      let product = target === undefined ? one : hidden[target * width + d];
      if (target === undefined)
        for (let i = 0; i < vertexCount; i++) product = ring.multiplyAdd(product, hidden[i * width + d], 0);
      value = ring.multiplyAdd(output[d], product, value);
    }
    return value;
  };
}

/**
 * Depth, width and features of a network by the shapes of its weights.
 *
 * @throws InputError where they do not fit each other, or there are not as many matrices as the graph needs
 *
 * @example
 * ```ts
 * import { createRandom } from "seprank";
 * import { buildAdjacency } from "seprank/adjacency";
 * import { randomGnnWeights, sizeOfProductGnn } from "seprank/separation-rank";
 *
 * const { adjacency } = buildAdjacency({ vertexCount: 2, sources: [0], targets: [1] });
 * sizeOfProductGnn(adjacency, randomGnnWeights({ depth: 2, width: 3, features: 4 }, createRandom(0))).width; // => 3
 * ```
 */
export function sizeOfProductGnn(
  adjacency: Adjacency,
  { layers, output }: ProductGnnWeights,
): NetworkSize & { readonly channels: number } {
  if (layers.length === 0 || layers[0].length === 0 || layers[0][0].shape.length !== 2)
    throw new InputError("weights: expected at least one layer with a matrix [width, features], got none");
  const [width, features] = layers[0][0].shape;
  const channels = layers[0].length;
  layers.forEach((matrices, l) => {
    if (matrices.length !== channels)
      throw new InputError(
        `weights of layer ${l + 1}: expected ${channels} as in layer 1, got ${matrices.length}`,
      );
    matrices.forEach(({ shape }) => {
      checkShape(`weights of layer ${l + 1}`, shape, [width, l === 0 ? features : width]);
    });
  });
  checkShape("output weights", output.shape, [1, width]);
  const types = adjacency.types?.reduce((most, type) => Math.max(most, type + 1), 0) ?? 1;
  if (channels > 1 && channels < 1 + types)
    throw new InputError(
      `weights: expected one matrix a layer, or ${1 + types}, for self-loops and ${types} edge types, got ${channels}`,
    );
  return { depth: layers.length, width, features, channels };
}

function checkShape(name: string, shape: readonly number[], expected: readonly number[]): void {
  if (shape.length !== 2 || shape[0] !== expected[0] || shape[1] !== expected[1])
    throw new InputError(`${name}: expected the shape [${expected.join(", ")}], got [${shape.join(", ")}]`);
}
