/** Graph neural networks on TensorFlow.js: `seprank/nn`. */
export { type AdamOptions, type AdamState, adamStep, createAdam, disposeAdam } from "./adam.js";
export { addBias } from "./add-bias.js";
export type { GatOptions } from "./attention-heads.js";
export {
  BACKEND_NAMES,
  type BackendInfo,
  type BackendName,
  type BackendOptions,
  selectBackend,
} from "./backend.js";
export {
  type BatchNormOptions,
  batchNorm,
  batchNormEvaluated,
  type RunningStatistics,
} from "./batch-norm.js";
export { batchNormLayer } from "./batch-norm-layer.js";
export { biasRelu } from "./bias-relu.js";
export { differentiable, type Forward } from "./differentiable.js";
export { dropout } from "./dropout.js";
export { dropoutLayer } from "./dropout-layer.js";
export { observeEpoch, STOPPING_START, type StoppingRule, type StoppingState } from "./early-stopping.js";
export { edgeSum } from "./edge-sum.js";
export { disposeFeatures, uploadFeatures, type VertexMatrix } from "./features.js";
export { EVALUATION, type ForwardPass, type TrainingPass } from "./forward-pass.js";
export { gatLayer } from "./gat-layer.js";
export { gatv2Layer } from "./gatv2-layer.js";
export { gcnLayer } from "./gcn-layer.js";
export { genLayer } from "./gen-layer.js";
export { type GinOptions, ginLayer } from "./gin-layer.js";
export { glorotUniform } from "./glorot-uniform.js";
export { defineKernel, type KernelShape, type RunKernel } from "./kernel.js";
export type { Layer } from "./layer.js";
export { layerNorm } from "./layer-norm.js";
export { layerNormLayer } from "./layer-norm-layer.js";
export { linearLayer } from "./linear-layer.js";
export { matMul } from "./mat-mul.js";
export type { ModelDefinition, ModelShape } from "./model.js";
export { MODEL_NAMES, type ModelName } from "./model-names.js";
export { MODELS, modelByName } from "./models.js";
export { neighborMatrix } from "./neighbor-matrix.js";
export { neighborMeanMatrix } from "./neighbor-mean-matrix.js";
export { normalizedAdjacency } from "./normalized-adjacency.js";
export { type ProductOptions, productLayer } from "./product-layer.js";
export { project } from "./project.js";
export { residual } from "./residual.js";
export { sageLayer } from "./sage-layer.js";
export { segmentMax } from "./segment-max.js";
export { type SegmentProductOptions, segmentProduct } from "./segment-product.js";
export { segmentSoftmax } from "./segment-softmax.js";
export { sequence } from "./sequence.js";
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
export { vertexClassifier } from "./vertex-classifier.js";
export type { VertexTask } from "./vertex-task.js";
export { createVertexTrainer, type TrainingStep, type VertexTrainer } from "./vertex-trainer.js";
export { weightedSpmm } from "./weighted-spmm.js";
