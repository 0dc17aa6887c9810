import * as tf from "@tensorflow/tfjs-core";
import { createPause } from "../backend/event-loop.js";
import { readTensors, type TensorValues, uploadTensors } from "../backend/tensor-values.js";
import type { ImageNetwork } from "./image-network.js";
import { checkImages, type ImageBatch, type LabelledImages, takeImages } from "./labelled-images.js";
import { regularizedPass } from "./regularized-pass.js";
import { createSgd, disposeSgd, type SgdOptions, sgdStep } from "./sgd.js";

/** Everything that the next steps depend on, away from the backend. */
export interface ImageTrainerState {
  readonly parameters: readonly TensorValues[];
  readonly velocities: readonly TensorValues[];
  readonly statistics: readonly TensorValues[];
}

/** A batch, and what the regulariser needs of it. */
export interface RegularizedBatch extends ImageBatch {
  /** X', shaped as the images, and the mask of I, [height * width]; none without regulariser */
  readonly exchanged?: { readonly images: Float32Array; readonly region: Float32Array } | undefined;
  readonly dropoutSeed: number;
}

/** What one step saw, before it changed the parameters. */
export interface ImageStep {
  /** mean binary cross-entropy */
  readonly loss: number;
  /** mean absolute cosine; null without regulariser */
  readonly penalty: number | null;
  /** images classified correctly, in training mode */
  readonly correct: number;
}

/** A network in training by stochastic gradient descent. */
export interface ImageTrainer {
  /** One step along the mean gradient of one batch, or of several, each with batch statistics of its own. */
  readonly step: (batches: readonly RegularizedBatch[]) => ImageStep;
  /** Logits of some images, in evaluation mode. */
  readonly evaluate: (images: Float32Array) => Float32Array;
  readonly state: () => ImageTrainerState;
  /** Goes on from a state. @throws InputError where it is of another network */
  readonly restore: (state: ImageTrainerState) => void;
  readonly dispose: () => void;
}

/** Options of {@link createImageTrainer}. */
export interface ImageTrainerOptions extends SgdOptions {
  /** of the regulariser */
  readonly coefficient: number;
}

/**
 * @param network takes its parameters and statistics over
 * @param size of the images
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs-core";
 * import "seprank/tensorflow";
 * import { createRandom } from "seprank";
 * import { createImageTrainer, productPooling, selectBackend } from "seprank/nn";
 *
 * await selectBackend("wasm");
 * const network = productPooling({ height: 4, width: 4, channels: 1, patch: 2, hidden: 3 }, createRandom(0));
 * const options = { learningRate: 0.1, momentum: 0.9, weightDecay: 0, coefficient: 0 };
 * const trainer = createImageTrainer(network, { height: 4, width: 4, channels: 1 }, options);
 * const images = Float32Array.from({ length: 2 * 16 }, (_, k) => (k < 16 ? 0 : 1));
 * trainer.step([{ images, labels: Float32Array.of(0, 1), dropoutSeed: 0 }]).penalty; // => null
 * ```
 */
export function createImageTrainer(
  network: ImageNetwork,
  { height, width, channels }: { readonly height: number; readonly width: number; readonly channels: number },
  options: ImageTrainerOptions,
): ImageTrainer {
  let sgd = createSgd(network.parameters);
  let statistics: readonly tf.Tensor[] = network.statistics.map((tensor) => tf.keep(tensor));
  const upload = (images: Float32Array) =>
    tf.tensor4d(images, [images.length / (height * width * channels), height, width, channels]);

  const pass = ({ images, labels, exchanged, dropoutSeed }: RegularizedBatch) => {
    const given = [upload(images), tf.tensor1d(labels)] as const;
    const region = exchanged && {
      images: upload(exchanged.images),
      region: tf.tensor3d(exchanged.region, [height, width, 1]),
    };
    const [uploaded, classes] = given;
    const result = regularizedPass(
      network,
      { parameters: sgd.parameters, statistics },
      { images: uploaded, labels: classes, exchanged: region, dropoutSeed },
      options.coefficient,
    );
    tf.dispose([...given, ...(region === undefined ? [] : [region.images, region.region])]);
    tf.dispose([...statistics]);
    statistics = result.statistics;
    return { ...result, count: labels.length };
  };

  return {
    step(batches) {
      const total = batches.reduce((sum, { labels }) => sum + labels.length, 0);
      let gradients: readonly tf.Tensor[] = [];
      const seen = { loss: 0, penalty: 0, correct: 0, regularized: false };
      for (const batch of batches) {
        const found = pass(batch);
        const share = found.count / total;
        seen.loss += share * found.loss;
        seen.penalty += share * (found.penalty ?? 0);
        seen.regularized ||= found.penalty !== null;
        found.logits.forEach((logit, k) => {
          if (logit > 0 === batch.labels[k] > 0) seen.correct++;
        });
        const before = gradients;
        if (batches.length === 1) {
          gradients = found.gradients;
          continue;
        }
        gradients = tf.tidy(() =>
          found.gradients.map((gradient, k) => {
            const part = tf.mul(gradient, share);
            return tf.keep(before.length === 0 ? part : tf.add(before[k], part));
          }),
        );
        tf.dispose([...before, ...found.gradients]);
      }
      sgd = sgdStep(sgd, gradients, options);
      tf.dispose([...gradients]);
      return {
        loss: seen.loss,
        penalty: seen.regularized ? seen.penalty : null,
        correct: seen.correct,
      };
    },
    evaluate: (images) => {
      const logits = tf.tidy(() => network.apply(upload(images), { parameters: sgd.parameters, statistics }));
      const values = Float32Array.from(logits.dataSync());
      logits.dispose();
      return values;
    },
    state: () => ({
      parameters: readTensors(sgd.parameters),
      velocities: readTensors(sgd.velocities),
      statistics: readTensors(statistics),
    }),
    restore(state) {
      const parameters = uploadTensors("parameters", state.parameters, sgd.parameters);
      const velocities = uploadTensors("velocities", state.velocities, sgd.parameters);
      const running = uploadTensors("statistics", state.statistics, statistics);
      disposeSgd(sgd);
      tf.dispose([...statistics]);
      sgd = { parameters, velocities };
      statistics = running;
    },
    dispose() {
      disposeSgd(sgd);
      tf.dispose([...statistics]);
    },
  };
}

/** Images of a pass: large ones take much memory. */
const BATCH = 64;

/**
 * The share of images that a network classifies correctly, in evaluation mode: class 1 where the logit is above 0.
 *
 * @param channels that the network takes
 *
 * Complexity: a forward pass over all images.
 * @throws InputError where the images do not fit
 *
 * @example
 * ```ts
 * import { createRandom } from "seprank";
 * import { imageAccuracy, productPooling, selectBackend, trainImages } from "seprank/nn";
 *
 * await selectBackend("wasm");
 * const network = productPooling({ height: 4, width: 4, channels: 1, patch: 2, hidden: 3 }, createRandom(0));
 * const dark = Uint8Array.from({ length: 4 * 16 }, (_, k) => (k < 32 ? 0 : 255));
 * const images = { images: dark, labels: Uint8Array.of(0, 0, 1, 1), count: 4, height: 4, width: 4, channels: 1 };
 * const { trainer, training } = await trainImages(network, images, { seed: 0, channels: 1, maxEpochs: 1 });
 * const accuracy = await imageAccuracy(trainer, images, 1);
 * accuracy >= 0 && accuracy <= 1; // => true
 * ```
 */
export async function imageAccuracy(
  trainer: Pick<ImageTrainer, "evaluate">,
  test: LabelledImages,
  channels: number,
): Promise<number> {
  checkImages("test", test, channels);
  const pause = createPause();
  let correct = 0;
  for (let first = 0; first < test.count; first += BATCH) {
    await pause();
    const chosen = Uint32Array.from({ length: Math.min(BATCH, test.count - first) }, (_, k) => first + k);
    const { images, labels } = takeImages(test, chosen, channels);
    trainer.evaluate(images).forEach((logit, k) => {
      if (logit > 0 === labels[k] > 0) correct++;
    });
  }
  return correct / test.count;
}
