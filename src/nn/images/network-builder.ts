import * as tf from "@tensorflow/tfjs-core";
import type { Random } from "../../random.js";
import { batchNormEvaluated, type RunningStatistics } from "../ops/batch-norm.js";
import { convolution } from "./convolution.js";
import { imageBatchNorm } from "./image-batch-norm.js";
import type { ImageLayer, ImagePass } from "./image-network.js";

/** Makes layers, and gathers their parameters and statistics in the order in which they are made. */
export interface NetworkBuilder {
  readonly parameters: tf.Tensor[];
  readonly names: string[];
  readonly statistics: tf.Tensor[];
  /**
   * A convolution without a bias, its weights normal with variance 2 / (filters window^2): He's for the gradients, as in
   * torchvision's residual networks.
   */
  readonly convolution: (
    name: string,
    shape: { readonly window: number; readonly channels: number; readonly filters: number },
    stride: number,
    padding: number,
  ) => ImageLayer;
  /** Batch normalisation with gain 1 and shift 0, and a rectifier behind it where `rectify` is true. */
  readonly batchNorm: (name: string, channels: number, rectify: boolean) => ImageLayer;
  /** A linear layer with one output; weights and bias uniform within 1 / sqrt(inputs), as PyTorch's. */
  readonly linear: (name: string, inputs: number) => (x: tf.Tensor2D, pass: ImagePass) => tf.Tensor1D;
}

export function createNetworkBuilder(random: Random): NetworkBuilder {
  const parameters: tf.Tensor[] = [];
  const names: string[] = [];
  const statistics: tf.Tensor[] = [];
  const add = (name: string, shape: number[], draw: () => number) => {
    const values = Float32Array.from({ length: tf.util.sizeFromShape(shape) }, draw);
    names.push(name);
    return parameters.push(tf.tensor(values, shape, "float32")) - 1;
  };
  return {
    parameters,
    names,
    statistics,
    convolution(name, { window, channels, filters }, stride, padding) {
      const deviation = Math.sqrt(2 / (filters * window * window));
      const shape = [window, window, channels, filters];
      const at = add(`${name}.weight`, shape, () => deviation * random.normal());
      return (x, pass) => convolution(x, pass.parameters[at] as tf.Tensor4D, stride, padding);
    },
    batchNorm(name, channels, rectify) {
      const at = add(`${name}.weight`, [channels], () => 1);
      add(`${name}.bias`, [channels], () => 0);
      const first = statistics.push(tf.zeros([channels]), tf.ones([channels])) - 2;
      return (x, { parameters: own, statistics: running, training }) => {
        const [gain, shift] = [own[at], own[at + 1]] as tf.Tensor1D[];
        const state = {
          gain,
          shift,
          running: running.slice(first, first + 2) as unknown as RunningStatistics,
        };
        if (training !== undefined)
          return imageBatchNorm(
            x,
            state,
            (next) => {
              next.forEach((tensor, k) => {
                training.onStatistics(first + k, tensor);
              });
            },
            { rectify },
          );
        const matrix = tf.reshape(x, [-1, channels]) as tf.Tensor2D;
        return tf.reshape(batchNormEvaluated(matrix, state, { rectify }), x.shape);
      };
    },
    linear(name, inputs) {
      const bound = 1 / Math.sqrt(inputs);
      const draw = () => bound * (2 * random.uniform() - 1);
      const at = add(`${name}.weight`, [inputs, 1], draw);
      add(`${name}.bias`, [1], draw);
      return (x, { parameters: own }) => {
        const product = tf.matMul(x, own[at] as tf.Tensor2D);
        return tf.reshape(tf.add(product, own[at + 1]), [x.shape[0]]);
      };
    },
  };
}
