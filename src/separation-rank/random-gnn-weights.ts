import type { Random } from "../random.js";
import { createTensor } from "../tensor/tensor.js";
import type { NetworkSize } from "../walks/separation-rank-bounds.js";
import type { PrimeField } from "./prime-field.js";
import type { ProductGnnWeights } from "./product-gnn.js";

/**
 * Random weights of a graph neural network with product aggregation: uniform integers modulo a prime, for exact ranks, or
 * standard normal numbers over sqrt(inputs).
 *
 * @param channels matrices a layer: 1, or 1 + Q for Q edge types
 * @param field default: normal numbers
 *
 * Complexity: O(L C D_h^2).
 *
 * @example
 * ```ts
 * import { createRandom } from "seprank";
 * import { randomGnnWeights } from "seprank/separation-rank";
 *
 * const { layers } = randomGnnWeights({ depth: 2, width: 3, features: 4 }, createRandom(0));
 * layers.map(([matrix]) => matrix.shape); // => [[3, 4], [3, 3]]
 * ```
 */
export function randomGnnWeights(
  { depth, width, features }: NetworkSize,
  random: Random,
  { channels = 1, field }: { readonly channels?: number; readonly field?: PrimeField } = {},
): ProductGnnWeights {
  const matrix = (rows: number, columns: number) => {
    const tensor = createTensor([rows, columns]);
    for (let k = 0; k < tensor.data.length; k++)
      tensor.data[k] =
        field === undefined ? random.normal() / Math.sqrt(columns) : random.integer(field.prime);
    return tensor;
  };
  return {
    layers: Array.from({ length: depth }, (_, l) =>
      Array.from({ length: channels }, () => matrix(width, l === 0 ? features : width)),
    ),
    output: matrix(1, width),
  };
}
