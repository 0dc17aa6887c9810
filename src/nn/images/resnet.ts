import * as tf from "@tensorflow/tfjs-core";
import { InputError } from "../../errors.js";
import type { Random } from "../../random.js";
import { dropout } from "../ops/dropout.js";
import type { ImageLayer, ImageNetwork, ImagePass } from "./image-network.js";
import { maxPooling } from "./max-pooling.js";
import { createNetworkBuilder, type NetworkBuilder } from "./network-builder.js";
import { rectifier } from "./rectifier.js";

/** The shape of a residual network of basic blocks. */
export interface ResnetShape {
  /** of the images */
  readonly channels: number;
  /** the first convolution, and whether max pooling by 3, stride 2, follows it */
  readonly stem: { readonly window: number; readonly stride: number; readonly pool: boolean };
  /** filters of each stage; from the second on, a stage halves height and width */
  readonly widths: readonly number[];
  /** basic blocks of each stage */
  readonly blocks: readonly number[];
  /** probability of dropping before a block that has more filters than its input has channels; default 0 */
  readonly dropout?: number;
}

/**
 * A residual network of basic blocks for binary classification: a convolution with batch normalisation and a rectifier,
 * stages of blocks, the mean over all places, one linear output.
 *
 * A block: y = max(0, B(C(max(0, B(C(x))))) + S(x)), C 3 x 3 convolutions, B batch normalisations, S the identity, or a 1 x 1
 * convolution with a batch normalisation where the shape changes. Source: He et al., "Deep Residual Learning for Image
 * Recognition" (2016), section 3.3, Table 1; initialised as torchvision's `resnet18()`, whose parameter names it has.
 *
 * @throws InputError where widths and blocks do not match or the dropout is no probability below 1
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs-core";
 * import "seprank/tensorflow";
 * import { createRandom } from "seprank";
 * import { resnet, selectBackend } from "seprank/nn";
 *
 * await selectBackend("wasm");
 * const stem = { window: 3, stride: 1, pool: false };
 * const network = resnet({ channels: 1, stem, widths: [4], blocks: [1] }, createRandom(0));
 * const { parameters, statistics } = network;
 * network.apply(tf.ones([2, 8, 8, 1]) as tf.Tensor4D, { parameters, statistics }).shape; // => [2]
 * ```
 */
export function resnet(shape: ResnetShape, random: Random): ImageNetwork {
  const { channels, stem, widths, blocks, dropout: probability = 0 } = shape;
  if (widths.length !== blocks.length || widths.length === 0)
    throw new InputError(
      `resnet: expected as many widths as blocks, got ${widths.length} and ${blocks.length}`,
    );
  if (!(probability >= 0 && probability < 1))
    throw new InputError(`dropout: expected a probability from 0 to below 1, got ${probability}`);
  const builder = createNetworkBuilder(random);
  const layers: ImageLayer[] = [
    builder.convolution(
      "conv1",
      { window: stem.window, channels, filters: widths[0] },
      stem.stride,
      (stem.window - 1) >> 1,
    ),
    builder.batchNorm("bn1", widths[0], true),
  ];
  if (stem.pool) layers.push((x) => maxPooling(x, 3, 2, 1));
  let inputs = widths[0];
  widths.forEach((filters, stage) => {
    for (let block = 0; block < blocks[stage]; block++) {
      if (filters > inputs && probability > 0) layers.push(droppingLayer(probability));
      const stride = stage > 0 && block === 0 ? 2 : 1;
      layers.push(basicBlock(builder, `layer${stage + 1}.${block}`, { inputs, filters }, stride));
      inputs = filters;
    }
  });
  const linear = builder.linear("fc", inputs);
  const { parameters, names, statistics } = builder;
  return {
    parameters,
    names,
    statistics,
    apply(images, pass) {
      const last = layers.reduce((x, layer) => layer(x, pass), images);
      return linear(tf.mean(last, [1, 2]) as tf.Tensor2D, pass);
    },
  };
}

function droppingLayer(probability: number): ImageLayer {
  return (x, { training }) =>
    training === undefined ? x : dropout(x, probability, training.dropoutSeeds.integer(2 ** 32));
}

function basicBlock(
  builder: NetworkBuilder,
  name: string,
  { inputs, filters }: { readonly inputs: number; readonly filters: number },
  stride: number,
): ImageLayer {
  const first = builder.convolution(`${name}.conv1`, { window: 3, channels: inputs, filters }, stride, 1);
  const firstNorm = builder.batchNorm(`${name}.bn1`, filters, true);
  const second = builder.convolution(`${name}.conv2`, { window: 3, channels: filters, filters }, 1, 1);
  const secondNorm = builder.batchNorm(`${name}.bn2`, filters, false);
  let shortcut = (x: tf.Tensor4D, _pass: ImagePass): tf.Tensor4D => x;
  if (stride !== 1 || inputs !== filters) {
    const project = builder.convolution(
      `${name}.downsample.0`,
      { window: 1, channels: inputs, filters },
      stride,
      0,
    );
    const norm = builder.batchNorm(`${name}.downsample.1`, filters, false);
    shortcut = (x, pass) => norm(project(x, pass), pass);
  }
  return (x, pass) => {
    const inner = secondNorm(second(firstNorm(first(x, pass), pass), pass), pass);
    return rectifier(tf.add(inner, shortcut(x, pass)) as tf.Tensor4D);
  };
}
