import * as tf from "@tensorflow/tfjs-core";
import { InputError } from "../../errors.js";
import type { Random } from "../../random.js";
import { binaryTreeOrder } from "./binary-tree-order.js";
import type { ImageNetwork } from "./image-network.js";

/** The shape of a {@link productPooling} network. */
export interface ProductPoolingShape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** side of the square patches that are the network's locations */
  readonly patch: number;
  /** channels of every hidden layer, R */
  readonly hidden: number;
}

/**
 * The convolutional network with product pooling that a hierarchical factorization over a perfect binary tree is.
 *
 * x^(n) = (1, pixels of patch n); every node v has a linear layer of its own, W^(v), without an activation: [D, R] at the
 * patches, [R, R] above, [R, 1] at the root; a node's vector is the product, channel by channel, of its two children's
 * linear outputs. f = <x^(1) ⊗ ... ⊗ x^(N), end tensor>. Source: thesis Figure 3.2 and appendix C.1.
 *
 * The 1 lets patches of zeros through. Patches beyond the image, up to powers of two of rows and columns, are of zeros. Two
 * neighbours in the tree are neighbours in the image: it halves the longer side of a rectangle of patches. Weights are
 * normal with variance 1 / (rows of W^(v)), which keeps the variance from layer to layer.
 *
 * @param shape height and width, in pixels, of the images
 * @throws InputError where the patch is larger than the image
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs-core";
 * import "seprank/tensorflow";
 * import { createRandom } from "seprank";
 * import { productPooling, selectBackend } from "seprank/nn";
 *
 * await selectBackend("wasm");
 * const network = productPooling({ height: 4, width: 4, channels: 1, patch: 2, hidden: 3 }, createRandom(0));
 * const logits = network.apply(tf.ones([2, 4, 4, 1]) as tf.Tensor4D, { parameters: network.parameters, statistics: [] });
 * logits.shape; // => [2]
 * ```
 */
export function productPooling(shape: ProductPoolingShape, random: Random): ImageNetwork {
  const { height, width, channels, patch, hidden } = shape;
  if (!(patch >= 1 && patch <= Math.min(height, width)))
    throw new InputError(`patch: expected a side from 1 to ${Math.min(height, width)}, got ${patch}`);
  const [rows, columns] = [height, width].map((size) => 2 ** Math.ceil(Math.log2(size / patch)));
  const grid = { patch, rows, columns, order: binaryTreeOrder(rows, columns) };
  const locations = rows * columns;
  const inputs = 1 + patch * patch * channels;
  const parameters: tf.Tensor[] = [];
  const names: string[] = [];
  for (let nodes = locations, from = inputs; nodes >= 1; nodes /= 2, from = hidden) {
    const size = [nodes, from, nodes === 1 ? 1 : hidden];
    const values = Float32Array.from({ length: tf.util.sizeFromShape(size) }, () => random.normal());
    parameters.push(
      tf.tensor(
        values.map((value) => value / Math.sqrt(from)),
        size,
        "float32",
      ),
    );
    names.push(`level${names.length}.weight`);
  }
  return {
    parameters,
    names,
    statistics: [],
    apply(images, { parameters: own }) {
      const batch = images.shape[0];
      let vectors: tf.Tensor = patchVectors(images, grid);
      own.forEach((weights, level) => {
        const linear = tf.matMul(vectors, weights);
        if (level === own.length - 1) {
          vectors = tf.reshape(linear, [batch]);
          return;
        }
        const [nodes, , size] = linear.shape as [number, number, number];
        const pairs = tf.reshape(linear, [nodes / 2, 2, batch * size]);
        const child = (k: number) => tf.slice(pairs, [0, k, 0], [nodes / 2, 1, batch * size]);
        vectors = tf.reshape(tf.mul(child(0), child(1)), [nodes / 2, batch, size]);
      });
      return vectors as tf.Tensor1D;
    },
  };
}

/** How an image is cut into patches. */
interface PatchGrid {
  /** side of a patch, in pixels */
  readonly patch: number;
  /** of patches */
  readonly rows: number;
  readonly columns: number;
  /** [N] the locations in the order of the tree's leaves */
  readonly order: readonly number[];
}

/** [N, batch, D], the locations in the order of the tree's leaves. */
function patchVectors(images: tf.Tensor4D, { patch, rows, columns, order }: PatchGrid): tf.Tensor3D {
  const [batch, height, width, channels] = images.shape;
  const size = patch * patch * channels;
  const padded = tf.pad4d(images, [
    [0, 0],
    [0, rows * patch - height],
    [0, columns * patch - width],
    [0, 0],
  ]);
  const split = tf.transpose(
    tf.reshape(padded, [batch, rows, patch, columns, patch * channels]),
    [1, 3, 0, 2, 4],
  );
  const byLocation = tf.reshape(split, [rows * columns, batch * size]);
  // A permutation as a product with a matrix of zeros and ones: TensorFlow.js's gather has no gradient on wasm, and its oneHot there writes
  // integers whatever type it is asked for.
  const places = tf.cast(tf.oneHot(tf.tensor1d([...order], "int32"), order.length), "float32");
  const ordered = tf.reshape(tf.matMul(places, byLocation), [order.length, batch, size]);
  return tf.concat([tf.ones([order.length, batch, 1]), ordered], 2) as tf.Tensor3D;
}
