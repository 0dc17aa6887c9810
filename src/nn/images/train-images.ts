import { InputError, InterruptedError } from "../../errors.js";
import { createRandom, type Random, shuffle } from "../../random.js";
import { createPause } from "../backend/event-loop.js";
import type { ImageNetwork } from "./image-network.js";
import type { ImageProgress, ImageTraining } from "./image-progress.js";
import { createImageTrainer, type ImageTrainer, type RegularizedBatch } from "./image-trainer.js";
import { checkImages, type LabelledImages, takeImages } from "./labelled-images.js";
import { checkRegions, exchangePixels, type PixelRegions } from "./pixel-regions.js";

/** Options of {@link trainImages}; the defaults are those of thesis appendix C.4.2.2. */
export interface TrainImagesOptions {
  /** of the order of images, regions, exchanges and dropout: integer in [0, 2^31) */
  readonly seed: number;
  /** of the images that the network takes */
  readonly channels: number;
  /** of the regulariser; default 0 */
  readonly coefficient?: number;
  /** draws the regions I and J of a step; needed where the coefficient is not 0 */
  readonly regions?: ((random: Random) => PixelRegions) | undefined;
  readonly learningRate?: number;
  readonly momentum?: number;
  readonly weightDecay?: number;
  /** images of a step */
  readonly batchSize?: number;
  /** batches that a step's images are cut into, whose gradients are added up; default 1 */
  readonly accumulate?: number;
  readonly maxEpochs?: number;
  /** ends the training after so many epochs in a row with perfect training accuracy */
  readonly perfectEpochs?: number;
  /** goes on from there */
  readonly from?: ImageProgress | undefined;
  /** after every epoch; what it returns is awaited */
  readonly onEpoch?: (progress: () => ImageProgress, training: ImageTraining) => void | Promise<void>;
  /** after every step: images done of an epoch's */
  readonly onStep?: (epoch: number, done: number, count: number) => void;
  readonly signal?: AbortSignal | undefined;
}

export const TRAIN_IMAGES_DEFAULTS = Object.freeze({
  coefficient: 0,
  learningRate: 0.01,
  momentum: 0.9,
  weightDecay: 0,
  batchSize: 64,
  accumulate: 1,
  maxEpochs: 150,
  perfectEpochs: 20,
});

type Settled = TrainImagesOptions & Readonly<Record<keyof typeof TRAIN_IMAGES_DEFAULTS, number>>;

/**
 * Trains a network to tell two classes of images apart, by stochastic gradient descent on the cross-entropy, regularised
 * as in {@link regularizedPass}, until it has classified all training images correctly for some epochs in a row, epochs are over, or
 * the loss is no number. Training accuracy is of the passes of training themselves. Same seed, same backend: the same bits,
 * also when the training is interrupted and goes on.
 *
 * @param network is used up
 * @returns the trained network, for `evaluate`; the caller disposes of it
 * @throws InputError where an option is out of its range, images or regions cannot be used
 * @throws InterruptedError after an abort; what `onEpoch` was given last goes on
 *
 * @example
 * ```ts
 * import { createRandom } from "seprank";
 * import { productPooling, selectBackend, trainImages } from "seprank/nn";
 *
 * await selectBackend("wasm");
 * const network = productPooling({ height: 4, width: 4, channels: 1, patch: 2, hidden: 3 }, createRandom(0));
 * const dark = Uint8Array.from({ length: 4 * 16 }, (_, k) => (k < 32 ? 0 : 255));
 * const images = { images: dark, labels: Uint8Array.of(0, 0, 1, 1), count: 4, height: 4, width: 4, channels: 1 };
 * const { trainer, training } = await trainImages(network, images, { seed: 0, channels: 1, maxEpochs: 1 });
 * training.epochs.length; // => 1
 * trainer.evaluate(new Float32Array(16)).length; // => 1
 * ```
 */
export async function trainImages(
  network: ImageNetwork,
  train: LabelledImages,
  options: TrainImagesOptions,
): Promise<{ readonly training: ImageTraining; readonly trainer: ImageTrainer }> {
  const settings: Settled = { ...TRAIN_IMAGES_DEFAULTS, ...options };
  checkSettings(settings, train);
  const { channels, maxEpochs, perfectEpochs, from, onEpoch } = settings;
  const { height, width } = train;
  const trainer = createImageTrainer(network, { height, width, channels }, settings);
  let training: ImageTraining = from?.training ?? { outcome: null, perfect: 0, epochs: [] };
  try {
    if (from !== undefined) trainer.restore(from.trainer);
    const pause = createPause();
    while (training.outcome === null) {
      const epoch = training.epochs.length + 1;
      const record = await runEpoch(trainer, train, { ...settings, pause }, epoch);
      const perfect = record.accuracy === 1 ? training.perfect + 1 : 0;
      const finite = Number.isFinite(record.loss) && Number.isFinite(record.penalty ?? 0);
      training = {
        outcome: !finite
          ? "diverged"
          : perfect >= perfectEpochs
            ? "fitted"
            : epoch >= maxEpochs
              ? "epochs"
              : null,
        perfect,
        epochs: [...training.epochs, record],
      };
      const progress = { training };
      await onEpoch?.(() => ({ ...progress, trainer: trainer.state() }), training);
    }
    return { training, trainer };
  } catch (error) {
    trainer.dispose();
    throw error;
  }
}

/** One pass over all images; it ends early where the loss is no number. */
async function runEpoch(
  trainer: ImageTrainer,
  train: LabelledImages,
  settings: Settled & { readonly pause: () => Promise<void> },
  epoch: number,
): Promise<ImageTraining["epochs"][number]> {
  const { seed, batchSize, signal, onStep, pause } = settings;
  const order = shuffle(
    Uint32Array.from({ length: train.count }, (_, n) => n),
    createRandom(seed, `order ${epoch}`),
  );
  const sums = { loss: 0, penalty: 0, correct: 0 };
  let done = 0;
  while (done < train.count) {
    await pause();
    if (signal?.aborted) throw new InterruptedError(`interrupted in epoch ${epoch}`);
    const chosen = order.subarray(done, done + batchSize);
    const { loss, penalty, correct } = trainer.step(
      cut(chosen, settings.accumulate).map((part, k) =>
        batchOf(train, part, settings, createRandom(seed, `step ${epoch} ${done} ${k}`)),
      ),
    );
    done += chosen.length;
    sums.loss += chosen.length * loss;
    sums.penalty += chosen.length * (penalty ?? 0);
    sums.correct += correct;
    onStep?.(epoch, done, train.count);
    if (!Number.isFinite(loss) || !Number.isFinite(penalty ?? 0)) break;
  }
  return {
    loss: sums.loss / done,
    penalty: settings.coefficient === 0 ? null : sums.penalty / done,
    accuracy: sums.correct / train.count,
  };
}

function batchOf(
  train: LabelledImages,
  chosen: Uint32Array,
  { channels, coefficient, regions }: Settled,
  random: Random,
): RegularizedBatch {
  const batch = takeImages(train, chosen, channels);
  const dropoutSeed = random.integer(2 ** 31);
  if (coefficient === 0 || regions === undefined) return { ...batch, dropoutSeed };
  const { i, j } = regions(random);
  const pixels = train.height * train.width;
  checkRegions({ i, j }, pixels);
  const region = new Float32Array(pixels);
  for (const pixel of i) region[pixel] = 1;
  const images = exchangePixels({ images: batch.images, count: chosen.length, channels }, j, random);
  return { ...batch, exchanged: { images, region }, dropoutSeed };
}

/** Into parts of almost equal size. */
function cut(chosen: Uint32Array, parts: number): Uint32Array[] {
  const ends = Array.from({ length: parts + 1 }, (_, k) => Math.round((k * chosen.length) / parts));
  return ends
    .slice(1)
    .map((end, k) => chosen.subarray(ends[k], end))
    .filter(({ length }) => length > 0);
}

function checkSettings(settings: Settled, train: LabelledImages): void {
  const { coefficient, regions, batchSize, accumulate, channels } = settings;
  checkImages("training", train, channels);
  const expect = (name: string, value: number, fits: boolean, range: string) => {
    if (!fits) throw new InputError(`${name}: expected ${range}, got ${value}`);
  };
  for (const name of ["batchSize", "accumulate", "maxEpochs", "perfectEpochs"] as const)
    expect(name, settings[name], Number.isInteger(settings[name]) && settings[name] >= 1, "an integer >= 1");
  for (const name of ["coefficient", "momentum", "weightDecay", "learningRate"] as const)
    expect(name, settings[name], settings[name] >= 0 && Number.isFinite(settings[name]), "a number >= 0");
  if (coefficient === 0) return;
  if (regions === undefined) throw new InputError("regulariser: expected a source of regions, got none");
  const last = train.count % batchSize === 0 ? batchSize : train.count % batchSize;
  const smallest = Math.floor(Math.min(last, train.count) / accumulate);
  expect(
    "batch size",
    batchSize,
    smallest >= 2,
    `one that leaves at least 2 images in every batch of ${train.count} for the regulariser, which exchanges pixels between them,`,
  );
}
