import type * as tf from "@tensorflow/tfjs-core";
import type { Layer } from "./layer.js";
import type { VertexMatrix } from "./vertex-matrix.js";

/**
 * Layers one after the other, as one layer. Its parameters and statistics are theirs, in their order.
 *
 * @param layers at least one
 */
export function sequence(layers: readonly Layer[]): Layer {
  return {
    parameters: layers.flatMap(({ parameters }) => parameters),
    statistics: layers.flatMap(({ statistics = [] }) => statistics),
    apply(parameters, aggregationMatrix, input, pass) {
      const nextParameters = takeFrom(parameters);
      const nextStatistics = takeFrom(pass.statistics);
      let rows = input;
      for (const layer of layers) {
        const own = nextParameters(layer.parameters.length);
        const statistics = nextStatistics(layer.statistics?.length ?? 0);
        rows = { kind: "hidden", matrix: layer.apply(own, aggregationMatrix, rows, { ...pass, statistics }) };
      }
      return (rows as Extract<VertexMatrix, { kind: "hidden" }>).matrix;
    },
  };
}

/** Hands out a list piece by piece. */
function takeFrom(list: readonly tf.Tensor[]): (count: number) => readonly tf.Tensor[] {
  let used = 0;
  return (count) => {
    used += count;
    return list.slice(used - count, used);
  };
}
