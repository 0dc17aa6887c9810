/** Graph neural networks on TensorFlow.js: `seprank/nn`. */
export { type AdamOptions, type AdamState, adamStep, createAdam, disposeAdam } from "./adam.js";
export { addBias } from "./add-bias.js";
export {
  BACKEND_NAMES,
  type BackendInfo,
  type BackendName,
  type BackendOptions,
  selectBackend,
} from "./backend.js";
export { biasRelu } from "./bias-relu.js";
export { differentiable, type Forward } from "./differentiable.js";
export { dropout } from "./dropout.js";
export { observeEpoch, STOPPING_START, type StoppingRule, type StoppingState } from "./early-stopping.js";
export { disposeFeatures, uploadFeatures, type VertexMatrix } from "./features.js";
export { gcnLayer } from "./gcn-layer.js";
export { glorotUniform } from "./glorot-uniform.js";
export { defineKernel, type KernelShape, type RunKernel } from "./kernel.js";
export type { Layer } from "./layer.js";
export { layerNorm } from "./layer-norm.js";
export { layerNormLayer } from "./layer-norm-layer.js";
export { linearLayer } from "./linear-layer.js";
export { matMul } from "./mat-mul.js";
export type { Model, ModelDefinition, ModelShape } from "./model.js";
export { MODELS, modelByName } from "./models.js";
export { normalizedAdjacency } from "./normalized-adjacency.js";
export { project } from "./project.js";
export { softmaxCrossEntropy } from "./softmax-cross-entropy.js";
export {
  type CsrTensors,
  disposeSparseMatrix,
  type SparseMatrix,
  uploadSparseMatrix,
} from "./sparse-matrix.js";
export { spmm } from "./spmm.js";
export { type TrainResult, trainVertexClassifier } from "./train.js";
export { type EpochRecord, TRAIN_DEFAULTS, type TrainOptions } from "./train-options.js";
export type { VertexTask } from "./vertex-task.js";
export { createVertexTrainer, type TrainingStep, type VertexTrainer } from "./vertex-trainer.js";
