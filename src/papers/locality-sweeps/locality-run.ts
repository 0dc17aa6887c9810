import type { ImageSource } from "../../../datasets/images/image-pools.js";
import type { ImageModelName } from "../../nn/images/image-model-names.js";

/** What images a network is trained and tested on, but for the distance. */
export type LocalityData =
  | {
      readonly kind: "is-same-class";
      readonly source: ImageSource;
      /** the images are made so many times smaller in height and width */
      readonly shrink: number;
      /** of the canvas */
      readonly height: number;
      readonly width: number;
      /** numbers of images */
      readonly train: number;
      readonly test: number;
    }
  | {
      readonly kind: "pathfinder";
      /** side of the square canvas */
      readonly size: number;
      readonly train: number;
      readonly test: number;
    };

/** One training: all that its result depends on. */
export interface LocalityRun {
  readonly data: LocalityData;
  /** columns between the two images, or the number of paddles of a path */
  readonly distance: number;
  readonly model: ImageModelName;
  /** of the regulariser */
  readonly coefficient: number;
  readonly weightDecay: number;
  readonly dropout: number;
  readonly learningRate: number;
  readonly batchSize: number;
  /** parts that a batch is cut into, each with batch statistics of its own */
  readonly accumulate: number;
  readonly maxEpochs: number;
  readonly perfectEpochs: number;
  /** of images, weights, order and regions: runs that differ in the regulariser only share all of them */
  readonly seed: number;
  readonly backend: string;
}

/** How a run ended. */
export interface LocalityResult {
  readonly testAccuracy: number;
  /** of the last epoch, as its passes saw it */
  readonly trainAccuracy: number;
  /** mean of the last epoch's; null where it is no number */
  readonly loss: number | null;
  /** mean absolute cosine of the last epoch's passes; null without regulariser, or where it is no number */
  readonly penalty: number | null;
  readonly epochs: number;
  readonly outcome: "fitted" | "epochs" | "diverged";
  /** seconds of training and testing, of all pieces of an interrupted run since its last checkpoint */
  readonly seconds: number;
}

/** A run with its result. */
export interface LocalityRecord {
  readonly schema: 1;
  readonly seprank: string;
  readonly run: LocalityRun;
  readonly result: LocalityResult;
}

/** What makes two runs the same. */
export function localityKey(seprank: string, run: LocalityRun): string {
  const { data, distance, model, coefficient, weightDecay, dropout, learningRate, batchSize } = run;
  const { accumulate, maxEpochs, perfectEpochs, seed, backend } = run;
  // In one order, whichever process made the records.
  const canvas =
    data.kind === "is-same-class"
      ? [data.kind, data.source, data.shrink, data.height, data.width, data.train, data.test]
      : [data.kind, data.size, data.train, data.test];
  return JSON.stringify([
    seprank,
    canvas,
    distance,
    model,
    coefficient,
    weightDecay,
    dropout,
    learningRate,
    batchSize,
    accumulate,
    maxEpochs,
    perfectEpochs,
    seed,
    backend,
  ]);
}
