import type * as tf from "@tensorflow/tfjs-core";
import type { Random } from "../../random.js";

/** What a network's layers need beside their input. */
export interface ImagePass {
  /** shaped as the network's own */
  readonly parameters: readonly tf.Tensor[];
  /** running statistics as they stand, shaped as the network's own */
  readonly statistics: readonly tf.Tensor[];
  /** in evaluation there is none: nothing is dropped, and running statistics stand for those of the batch */
  readonly training?: ImageTrainingPass | undefined;
}

/** What only training needs. */
export interface ImageTrainingPass {
  /** the source of each dropout's seed */
  readonly dropoutSeeds: Random;
  /** takes the running statistics of number k after this pass; what it wants to have later it keeps (`tf.keep`) */
  readonly onStatistics: (k: number, statistics: tf.Tensor) => void;
}

/** A network from images to one number each: the logit of class 1. */
export interface ImageNetwork {
  /** as they are before training */
  readonly parameters: readonly tf.Tensor[];
  /** a name for each, as PyTorch's state dict has them */
  readonly names: readonly string[];
  /** what it keeps of the batches it has been trained on, as it is before the first */
  readonly statistics: readonly tf.Tensor[];
  /**
   * Twice differentiable in images and parameters in training.
   *
   * @param images [images, height, width, channels]
   * @returns [images]
   */
  readonly apply: (images: tf.Tensor4D, pass: ImagePass) => tf.Tensor1D;
}

/** A part of a network: an image to an image. */
export type ImageLayer = (x: tf.Tensor4D, pass: ImagePass) => tf.Tensor4D;
