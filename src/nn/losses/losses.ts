import * as tf from "@tensorflow/tfjs-core";
import { InputError } from "../../errors.js";
import { binaryCrossEntropy } from "./binary-cross-entropy.js";
import { LOSS_NAMES, type LossName } from "./loss-names.js";
import { meanSquaredError } from "./mean-squared-error.js";
import { predictions, softmax } from "./predictions.js";
import { softmaxCrossEntropy } from "./softmax-cross-entropy.js";

/** What a classifier is fitted by, and how its outputs are read. */
export interface ClassifierLoss {
  /** columns of the model's outputs for C classes */
  readonly outputs: (classCount: number) => number;
  /** Puts the labels on the backend. */
  readonly upload: (labels: LabelledRows) => UploadedLoss;
  /** [rows] the predicted class, the lowest of several; C classes */
  readonly classify: (outputs: Float32Array, classCount: number) => Int32Array;
  /** [rows * C] the score of each class: probabilities, but for the squared error its own outputs */
  readonly scores: (outputs: Float32Array, classCount: number) => Float32Array;
}

/** Rows with classes, some of which count. */
export interface LabelledRows {
  /** [rows] in [0, C) where they count */
  readonly labels: Int32Array;
  /** C */
  readonly classCount: number;
  /** [n] the rows that count, n >= 1 */
  readonly rows: Uint32Array;
}

/** A loss with the labels it compares with. */
export interface UploadedLoss {
  /** mean over the rows that count, differentiable */
  readonly value: (outputs: tf.Tensor2D) => tf.Scalar;
  readonly dispose: () => void;
}

/** The losses by name. */
export const LOSSES: Readonly<Record<LossName, ClassifierLoss>> = Object.freeze({
  "cross-entropy": {
    outputs: (classCount) => classCount,
    upload({ labels, rows }) {
      const own = tf.tensor1d(labels, "int32");
      const vertices = tf.tensor1d(Int32Array.from(rows), "int32");
      return {
        value: (outputs) => softmaxCrossEntropy(outputs, own, vertices),
        dispose: () => tf.dispose([own, vertices]),
      };
    },
    classify: predictions,
    scores: softmax,
  },
  "binary-cross-entropy": {
    outputs(classCount) {
      if (classCount !== 2)
        throw new InputError(
          `loss binary-cross-entropy: expected two classes, got ${classCount}; use cross-entropy`,
        );
      return 1;
    },
    upload: ({ labels, rows }) =>
      uploadTargets(
        binaryCrossEntropy,
        Float32Array.from(labels, (label) => (label === 1 ? 1 : 0)),
        labels.length,
        rows,
      ),
    classify: (logits) => Int32Array.from(logits, (logit) => (logit > 0 ? 1 : 0)),
    scores(logits) {
      const scores = new Float32Array(2 * logits.length);
      logits.forEach((logit, row) => {
        scores[2 * row] = 1 / (1 + Math.exp(logit));
        scores[2 * row + 1] = 1 / (1 + Math.exp(-logit));
      });
      return scores;
    },
  },
  "mean-squared-error": {
    outputs: (classCount) => classCount,
    upload({ labels, classCount, rows }) {
      const targets = new Float32Array(labels.length * classCount);
      for (const row of rows) targets[row * classCount + labels[row]] = 1;
      return uploadTargets(meanSquaredError, targets, labels.length, rows);
    },
    classify: predictions,
    scores: (outputs) => outputs.slice(),
  },
});

/**
 * @throws InputError where no loss has that name
 *
 * @example
 * ```ts
 * import { lossByName } from "seprank/nn";
 *
 * lossByName("cross-entropy").outputs(7); // => 7
 * [...lossByName("cross-entropy").classify(Float32Array.of(0, 2, 5, 1), 2)]; // => [1, 0]
 * ```
 */
export function lossByName(name: string): ClassifierLoss {
  if (!Object.hasOwn(LOSSES, name))
    throw new InputError(`loss: expected one of ${LOSS_NAMES.join(", ")}, got ${JSON.stringify(name)}`);
  return LOSSES[name as LossName];
}

function uploadTargets(
  loss: (outputs: tf.Tensor2D, targets: tf.Tensor2D, weights: tf.Tensor2D) => tf.Scalar,
  values: Float32Array,
  rowCount: number,
  rows: Uint32Array,
): UploadedLoss {
  const targets = tf.tensor2d(values, [rowCount, values.length / rowCount]);
  const counts = new Float32Array(rowCount);
  for (const row of rows) counts[row] = 1 / rows.length;
  const weights = tf.tensor2d(counts, [rowCount, 1]);
  return {
    value: (outputs) => loss(outputs, targets, weights),
    dispose: () => tf.dispose([targets, weights]),
  };
}
