import * as tf from "@tensorflow/tfjs-core";
import type { Random } from "../../random.js";
import { biasRelu } from "../ops/bias.js";
import { matMul } from "../ops/mat-mul.js";
import { spmm } from "../ops/spmm.js";
import { glorotUniform } from "./glorot-uniform.js";
import type { Layer } from "./layer.js";
import { project } from "./project.js";

/**
 * A GraphSAGE layer with mean aggregation and its rectifier: Y = max(0, P X U + X W + b), P the means over the
 * neighbours.
 *
 * The first product is taken in the order that sends the narrower rows through the graph. U and W start at Glorot's
 * uniform distribution, b at zero.
 *
 * Source: Hamilton, Ying and Leskovec, "Inductive Representation Learning on Large Graphs" (2017), Algorithm 1; its
 * one matrix for the concatenated rows is U above W. Rows are not scaled to length one.
 *
 * @returns a layer [V, inputs] -> [V, outputs] with the parameters U [inputs, outputs], W [inputs, outputs],
 *   b [outputs]
 *
 * Complexity: O(E min(inputs, outputs) + nonzeros of X * outputs).
 */
export function sageLayer(inputs: number, outputs: number, random: Random): Layer {
  return {
    parameters: [
      glorotUniform(inputs, outputs, random),
      glorotUniform(inputs, outputs, random),
      tf.zeros([outputs]),
    ],
    apply(parameters, aggregationMatrix, input) {
      const [neighborWeights, ownWeights, bias] = parameters as [tf.Tensor2D, tf.Tensor2D, tf.Tensor1D];
      const means =
        input.kind === "sparse" || outputs <= inputs
          ? spmm(aggregationMatrix, project(input, neighborWeights))
          : matMul(spmm(aggregationMatrix, input.matrix), neighborWeights);
      return biasRelu(tf.add(means, project(input, ownWeights)), bias);
    },
  };
}
