import * as tf from "@tensorflow/tfjs-core";
import { createRandom } from "../../random.js";
import { binaryCrossEntropy } from "../losses/binary-cross-entropy.js";
import { absoluteCosine } from "./absolute-cosine.js";
import type { ImageNetwork } from "./image-network.js";

/** What the regulariser needs of a batch beside its images. */
export interface Exchanged {
  /** X', [images, height, width, channels]: the images with other pixels in J */
  readonly images: tf.Tensor4D;
  /** [height, width, 1]: 1 in I, else 0 */
  readonly region: tf.Tensor3D;
}

/** A batch of images on the backend. */
export interface RegularizedImages {
  readonly images: tf.Tensor4D;
  /** [images] 0 or 1, float32 */
  readonly labels: tf.Tensor1D;
  /** not used where the coefficient is 0 */
  readonly exchanged?: Exchanged | undefined;
  /** decides what is dropped */
  readonly dropoutSeed: number;
}

/** A network's weights as they stand. */
export interface ImageWeights {
  readonly parameters: readonly tf.Tensor[];
  readonly statistics: readonly tf.Tensor[];
}

/** One pass forward and back; the caller disposes of the tensors. */
export interface RegularizedPass {
  /** mean binary cross-entropy */
  readonly loss: number;
  /** mean absolute cosine; null where the coefficient is 0 */
  readonly penalty: number | null;
  /** [images] logits */
  readonly logits: Float32Array;
  /** of loss + coefficient * penalty, shaped as the parameters */
  readonly gradients: readonly tf.Tensor[];
  /** the running statistics after the pass over X */
  readonly statistics: readonly tf.Tensor[];
}

/**
 * The gradient of a network's regularised loss on a batch:
 *
 * BCE(f(X), y) + coefficient / B sum over b of |cos(grad_I f(X_b), grad_I f(X'_b))|
 *
 * grad_I f(X) is the gradient of the sum of the batch's outputs in the pixels of I; with batch normalisation in training, an
 * output depends on the other images too, as in any training pass. X and X' go through separate passes with the same
 * dropout, so that they differ in J only; running statistics follow X. Its gradient in the weights, a mixed second
 * derivative, is exact.
 *
 * Source: thesis section 3.6.1.
 *
 * Complexity: about four times that of an unregularised pass where the coefficient is not 0.
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs-core";
 * import "seprank/tensorflow";
 * import { createRandom } from "seprank";
 * import { productPooling, regularizedPass, selectBackend } from "seprank/nn";
 *
 * await selectBackend("wasm");
 * const network = productPooling({ height: 4, width: 4, channels: 1, patch: 2, hidden: 3 }, createRandom(0));
 * const images = tf.ones([2, 4, 4, 1]) as tf.Tensor4D;
 * const batch = { images, labels: tf.tensor1d([0, 1]), dropoutSeed: 0 };
 * const { gradients } = regularizedPass(network, { parameters: network.parameters, statistics: [] }, batch, 0);
 * gradients.length === network.parameters.length; // => true
 * ```
 */
export function regularizedPass(
  network: ImageNetwork,
  { parameters, statistics }: ImageWeights,
  { images, labels, exchanged, dropoutSeed }: RegularizedImages,
  coefficient: number,
): RegularizedPass {
  const [batch, height, width, channels] = images.shape;
  const next: tf.Tensor[] = [];
  const seen: Partial<Record<"logits" | "loss" | "penalty", tf.Tensor>> = {};
  const forward = (at: readonly tf.Tensor[], x: tf.Tensor4D, keepStatistics: boolean) =>
    network.apply(x, {
      parameters: at,
      statistics,
      training: {
        dropoutSeeds: createRandom(dropoutSeed, "dropout"),
        onStatistics: (k, tensor) => {
          if (keepStatistics) next[k] = tf.keep(tensor);
        },
      },
    });
  const crossEntropy = (logits: tf.Tensor) =>
    binaryCrossEntropy(
      tf.reshape(logits, [batch, 1]) as tf.Tensor2D,
      tf.reshape(labels, [batch, 1]) as tf.Tensor2D,
      tf.fill([batch, 1], 1 / batch) as tf.Tensor2D,
    );
  const total = (...at: tf.Tensor[]): tf.Scalar => {
    if (coefficient === 0 || exchanged === undefined) {
      const logits = forward(at, images, true);
      seen.logits = tf.keep(logits);
      seen.loss = tf.keep(crossEntropy(logits));
      return seen.loss as tf.Scalar;
    }
    const ones = tf.ones([batch]) as tf.Tensor1D;
    const gradient = (x: tf.Tensor4D, keepStatistics: boolean) => {
      const { value, grad } = tf.valueAndGrad((input) => forward(at, input as tf.Tensor4D, keepStatistics))(
        x as tf.Tensor,
        ones,
      );
      const inRegion = tf.mul(grad, exchanged.region);
      return { logits: value, rows: tf.reshape(inRegion, [batch, height * width * channels]) as tf.Tensor2D };
    };
    const plain = gradient(images, true);
    const other = gradient(exchanged.images, false);
    seen.logits = tf.keep(plain.logits);
    seen.loss = tf.keep(crossEntropy(plain.logits));
    seen.penalty = tf.keep(absoluteCosine(plain.rows, other.rows));
    return tf.add(seen.loss, tf.mul(seen.penalty, coefficient)) as tf.Scalar;
  };
  const { value, grads } = tf.valueAndGrads(total)([...parameters]);
  const { logits, loss, penalty } = seen;
  const read = (tensor: tf.Tensor | undefined) => tensor?.dataSync() as Float32Array;
  const result = {
    loss: read(loss)[0],
    penalty: penalty === undefined ? null : read(penalty)[0],
    logits: Float32Array.from(read(logits)),
    gradients: grads,
    statistics: next,
  };
  tf.dispose([value, seen as tf.NamedTensorMap]);
  return result;
}
