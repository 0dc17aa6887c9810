import { createPause } from "../backend/event-loop.js";
import type { ImageTrainer } from "./image-trainer.js";
import { checkImages, type LabelledImages, takeImages } from "./labelled-images.js";

/** Images of a pass: large ones take much memory. */
const BATCH = 64;

/**
 * The share of images whose class a network tells rightly, in evaluation mode: class 1 where the logit is above 0.
 *
 * @param channels that the network takes
 *
 * Complexity: a forward pass over all images.
 * @throws InputError where the images do not fit
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
