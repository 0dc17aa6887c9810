import { InputError } from "../errors.js";
import { createTensor, strides, type Tensor } from "./tensor.js";

/** A node of a {@link TensorNetwork}: a tensor whose mode n is the leg `legs[n]`. */
export interface NetworkNode {
  readonly legs: readonly string[];
  readonly tensor: Tensor;
}

/**
 * Tensors joined by legs: what it stands for is the sum, over all legs that are not open, of the product of its tensors'
 * entries.
 *
 * A leg may join any number of nodes: one that joins three or more is a delta tensor that is not stored (its entries are
 * 1 where all indices agree, else 0). Source: thesis appendix D.3.2.
 */
export interface TensorNetwork {
  readonly nodes: readonly NetworkNode[];
  /** Legs that are the modes of the result, in order. */
  readonly open: readonly string[];
}

/**
 * Dimension of every leg of a network.
 *
 * Complexity: O(legs of all nodes).
 * @throws InputError where a node has a leg twice or not one leg for each mode, nodes disagree on a leg's dimension, or
 *   an open leg is no node's or is there twice
 *
 * @example
 * ```ts
 * import { createTensor, legDimensions } from "seprank/tensor";
 *
 * const tensor = createTensor([2, 3]);
 * legDimensions({ nodes: [{ legs: ["a", "b"], tensor }], open: ["a", "b"] }).get("b"); // => 3
 * ```
 */
export function legDimensions({ nodes, open }: TensorNetwork): Map<string, number> {
  const dimensions = new Map<string, number>();
  nodes.forEach(({ legs, tensor: { shape } }, k) => {
    if (legs.length !== shape.length || new Set(legs).size !== legs.length)
      throw new InputError(
        `network node ${k}: expected ${shape.length} different legs, one for each mode, got [${legs.join(", ")}]`,
      );
    legs.forEach((leg, mode) => {
      const known = dimensions.get(leg) ?? shape[mode];
      if (known !== shape[mode])
        throw new InputError(
          `leg ${leg} at network node ${k}: expected dimension ${known}, got ${shape[mode]}`,
        );
      dimensions.set(leg, known);
    });
  });
  const wrong = open.find((leg, k) => !dimensions.has(leg) || open.indexOf(leg) !== k);
  if (wrong !== undefined)
    throw new InputError(`open legs: expected different legs of the nodes, got ${wrong}`);
  return dimensions;
}

/**
 * The product of two nodes, summed over the legs that are not kept.
 *
 * @param kept legs of the result, in order, each a leg of one of the nodes or both
 *
 * Complexity: O(product of the dimensions of all legs of the two).
 * @throws InputError where the result would not fit in memory
 */
export function contractPair(left: NetworkNode, right: NetworkNode, kept: readonly string[]): NetworkNode {
  const legs = [...kept, ...new Set([...left.legs, ...right.legs].filter((leg) => !kept.includes(leg)))];
  const dimensions = legs.map((leg) => {
    const node = left.legs.includes(leg) ? left : right;
    return node.tensor.shape[node.legs.indexOf(leg)];
  });
  const result = createTensor(dimensions.slice(0, kept.length));
  const leftSteps = stepsAlong(left, legs);
  const rightSteps = stepsAlong(right, legs);
  const total = dimensions.reduce((product, dimension) => product * dimension, 1);
  const inner = total / result.data.length;
  const index = new Uint32Array(legs.length);
  let leftAt = 0;
  let rightAt = 0;
  // Kept legs first, in the result's order: its entries are filled one after another, each over all summed legs.
  for (let k = 0; k < total; k++) {
    result.data[Math.floor(k / inner)] += left.tensor.data[leftAt] * right.tensor.data[rightAt];
    for (let leg = legs.length - 1; leg >= 0; leg--) {
      leftAt += leftSteps[leg];
      rightAt += rightSteps[leg];
      if (++index[leg] < dimensions[leg]) break;
      leftAt -= leftSteps[leg] * dimensions[leg];
      rightAt -= rightSteps[leg] * dimensions[leg];
      index[leg] = 0;
    }
  }
  return { legs: [...kept], tensor: result };
}

/** Step in a node's data along every leg; 0 along those it has not. */
function stepsAlong({ legs, tensor }: NetworkNode, along: readonly string[]): number[] {
  const steps = strides(tensor.shape);
  return along.map((leg) => (legs.includes(leg) ? steps[legs.indexOf(leg)] : 0));
}
