import * as tf from "@tensorflow/tfjs-core";
import type { Layer } from "./layer.js";

/**
 * A layer with a way around it: Y = X + body(X).
 *
 * @param body a layer [V, width] -> [V, width]
 */
export function residual(body: Layer): Layer {
  return {
    ...body,
    apply: (parameters, aggregationMatrix, input, pass) =>
      tf.add(input.matrix as tf.Tensor2D, body.apply(parameters, aggregationMatrix, input, pass)),
  };
}
