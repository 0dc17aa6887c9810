import * as tf from "@tensorflow/tfjs-core";
import { createRandom } from "../../random.js";
import { readTensors, type TensorValues, uploadTensors } from "../backend/tensor-values.js";
import type { Layer } from "../layers/layer.js";
import type { UploadedLoss } from "../losses/losses.js";
import type { Batch } from "../models/batch.js";
import { type AdamOptions, type AdamState, adamStep, createAdam, disposeAdam } from "../ops/adam.js";
import type { SparseMatrix } from "../ops/sparse-matrix.js";

/** A model's parameters and running statistics, on the backend; the caller disposes of them. */
export interface Weights {
  readonly parameters: readonly tf.Tensor[];
  readonly statistics: readonly tf.Tensor[];
}

/** What a training pass saw, before any parameter is changed. */
export interface TrainingPassResult {
  readonly loss: number;
  /** [rows, outputs] in training mode: with dropout and the batch's own statistics */
  readonly outputs: Float32Array;
}

/** Everything that the next steps depend on, away from the backend. */
export interface TrainerState {
  /** steps taken */
  readonly steps: number;
  readonly parameters: readonly TensorValues[];
  /** Adam's running means of the gradients */
  readonly first: readonly TensorValues[];
  /** Adam's running means of their squares */
  readonly second: readonly TensorValues[];
  readonly statistics: readonly TensorValues[];
}

/** A model in training on one batch. */
export interface Trainer {
  /** whether training and evaluation compute the same: no dropout, no statistics */
  readonly alike: boolean;
  /** Forward and backward; the gradients wait for {@link Trainer.update}. */
  readonly pass: () => TrainingPassResult;
  /** One step of Adam along the gradients of the last pass. */
  readonly update: () => void;
  /** Outputs of a batch in evaluation mode; by the weights as they stand, or by others. */
  readonly evaluate: (batch: Batch, weights?: Weights) => Float32Array;
  /** The weights as they stand, to be kept: they share their bytes with the trainer's. */
  readonly weights: () => Weights;
  /** Bytes of the training's tensors at the end of the last pass's way forward: graph, features, weights, and what the way back needs. 0 before a pass. */
  readonly heldBytes: () => number;
  readonly state: () => TrainerState;
  /** Goes on from a state. @throws InputError where it is of another model */
  readonly restore: (state: TrainerState) => void;
  readonly dispose: () => void;
}

/** Options of {@link createTrainer}. */
export interface TrainerOptions extends AdamOptions {
  readonly seed: number;
  readonly dropout: number;
  /** added to the training loss, differentiable in the parameters; default nothing */
  readonly penalty?: ((parameters: readonly tf.Tensor[]) => tf.Scalar) | undefined;
}

/** Bytes of a training's own tensors that outlast a step: graph, features, weights, Adam's means. */
function lastingBytes(
  { aggregationMatrix, features, graphs }: Batch,
  { parameters, first, second }: AdamState,
  statistics: readonly tf.Tensor[],
): number {
  const ofMatrix = ({ forward, adjoint }: SparseMatrix) => [...forward, ...adjoint];
  const tensors = [
    ...ofMatrix(aggregationMatrix),
    ...(features.kind === "sparse" ? ofMatrix(features.matrix) : [features.matrix]),
    ...(graphs === undefined ? [] : ofMatrix(graphs)),
    ...[...parameters, ...first, ...second, ...statistics],
  ];
  // Tensors may share their data, as those of a symmetric matrix and of its transpose do.
  const byData = new Map(tensors.map((tensor) => [tensor.dataId, tensor]));
  return Array.from(byData.values()).reduce(
    (sum, { size, dtype }) => sum + size * tf.util.bytesPerElement(dtype),
    0,
  );
}

/**
 * Full-batch training of a model by Adam. Same seed, same backend: the same bits at every step, also when the steps are
 * interrupted and go on from a state.
 *
 * @param model takes its parameters over
 * @param batch what is trained on; the caller disposes of it
 * @param loss compares the model's outputs with the labels; the caller disposes of it
 */
export function createTrainer(
  model: Layer,
  batch: Batch,
  loss: UploadedLoss,
  options: TrainerOptions,
): Trainer {
  const { seed, dropout, penalty } = options;
  let adam: AdamState = createAdam(model.parameters);
  let statistics: readonly tf.Tensor[] = (model.statistics ?? []).map((tensor) => tf.keep(tensor));
  /** bytes that the last pass's way forward took */
  let forwardBytes = 0;
  let pending: { gradients: tf.Tensor[]; statistics: tf.Tensor[] } | undefined;

  const forget = () => {
    if (pending !== undefined) tf.dispose([...pending.gradients, ...pending.statistics]);
    pending = undefined;
  };
  const current = (): Weights => ({ parameters: adam.parameters, statistics });

  return {
    alike: dropout === 0 && statistics.length === 0,
    pass() {
      forget();
      const next: tf.Tensor[] = [];
      const training = {
        // Of the step alone, so that a training that goes on from a state draws what it would have drawn.
        dropoutSeeds: createRandom(seed, `dropout ${adam.steps}`),
        onStatistics: (tensors: readonly tf.Tensor[]) => {
          for (const tensor of tensors) next.push(tf.keep(tensor));
        },
      };
      const { aggregationMatrix, features, graphs } = batch;
      // Others may hold tensors, too: what the way forward adds is this training's alone, as nothing runs beside it.
      const before = tf.memory().numBytes;
      // The outputs are kept from the tape that the gradients are read from, which frees what it has seen.
      let outputs: tf.Tensor2D | undefined;
      let made: { value: tf.Scalar; grads: tf.Tensor[] } | undefined;
      try {
        made = tf.valueAndGrads((...parameters: tf.Tensor[]) => {
          outputs = tf.keep(
            model.apply(parameters, aggregationMatrix, features, { statistics, graphs, training }),
          );
          const fit = loss.value(outputs);
          forwardBytes = tf.memory().numBytes - before;
          return penalty === undefined ? fit : tf.add<tf.Scalar>(fit, penalty(parameters));
        })([...adam.parameters]);
        const kept = outputs as unknown as tf.Tensor2D;
        const seen = { loss: made.value.dataSync()[0], outputs: kept.dataSync() as Float32Array };
        pending = { gradients: made.grads, statistics: next };
        return seen;
      } catch (error) {
        // A GPU says late, when numbers are read, that it is out of memory.
        tf.dispose([...(made?.grads ?? []), ...next]);
        throw error;
      } finally {
        tf.dispose([made?.value, outputs]);
      }
    },
    update() {
      if (pending === undefined) throw new Error("trainer: expected a pass before the update");
      adam = adamStep(adam, pending.gradients, options);
      tf.dispose([...pending.gradients, ...statistics]);
      statistics = pending.statistics;
      pending = undefined;
    },
    evaluate({ aggregationMatrix, features, graphs }, weights = current()) {
      const outputs = tf.tidy(() =>
        model.apply(weights.parameters, aggregationMatrix, features, {
          statistics: weights.statistics,
          graphs,
        }),
      );
      const values = outputs.dataSync() as Float32Array;
      outputs.dispose();
      return values;
    },
    weights() {
      const clones = (tensors: readonly tf.Tensor[]) => tensors.map((tensor) => tf.keep(tensor.clone()));
      return { parameters: clones(adam.parameters), statistics: clones(statistics) };
    },
    heldBytes: () => (forwardBytes === 0 ? 0 : forwardBytes + lastingBytes(batch, adam, statistics)),
    state: () => ({
      steps: adam.steps,
      parameters: readTensors(adam.parameters),
      first: readTensors(adam.first),
      second: readTensors(adam.second),
      statistics: readTensors(statistics),
    }),
    restore(state) {
      const parameters = uploadTensors("parameters", state.parameters, adam.parameters);
      const first = uploadTensors("first", state.first, adam.parameters);
      const second = uploadTensors("second", state.second, adam.parameters);
      const running = uploadTensors("statistics", state.statistics, statistics);
      forget();
      disposeAdam(adam);
      tf.dispose([...statistics]);
      adam = { steps: state.steps, parameters, first, second };
      statistics = running;
    },
    dispose() {
      forget();
      disposeAdam(adam);
      tf.dispose([...statistics]);
    },
  };
}

/** Frees weights that were kept. */
export function disposeWeights({ parameters, statistics }: Weights): void {
  tf.dispose([...parameters, ...statistics]);
}
