/** Graph neural networks on TensorFlow.js: `seprank/nn`. */

export type { Float32Csr } from "../kernels/float32/csr.js";
export { type BackendInfo, type BackendOptions, selectBackend } from "./backend/backend.js";
export { BACKEND_NAMES, type BackendName } from "./backend/backend-names.js";
export { differentiable, type Forward } from "./backend/differentiable.js";
export { defineKernel, type KernelShape, type RunKernel } from "./backend/kernel.js";
export type { TensorValues } from "./backend/tensor-values.js";
export { absoluteCosine } from "./images/absolute-cosine.js";
export { convolution } from "./images/convolution.js";
export { imageBatchNorm } from "./images/image-batch-norm.js";
export { IMAGE_MODEL_NAMES, type ImageModelName } from "./images/image-model-names.js";
export { type ImageModel, type ImageModelInput, imageModelByName } from "./images/image-models.js";
export type { ImageNetwork, ImagePass, ImageTrainingPass } from "./images/image-network.js";
export {
  decodeImageProgress,
  encodeImageProgress,
  type ImageProgress,
  type ImageTraining,
} from "./images/image-progress.js";
export {
  createImageTrainer,
  type ImageStep,
  type ImageTrainer,
  type ImageTrainerOptions,
  type ImageTrainerState,
  imageAccuracy,
  type RegularizedBatch,
} from "./images/image-trainer.js";
export type { ImageBatch, LabelledImages } from "./images/labelled-images.js";
export { maxPooling } from "./images/max-pooling.js";
export { checkRegions, exchangePixels, type PixelRegions } from "./images/pixel-regions.js";
export { type ProductPoolingShape, productPooling } from "./images/product-pooling.js";
export { rectifier } from "./images/rectifier.js";
export { type Exchanged, type RegularizedPass, regularizedPass } from "./images/regularized-pass.js";
export { type ResnetShape, resnet } from "./images/resnet.js";
export { createSgd, disposeSgd, type SgdOptions, type SgdState, sgdStep } from "./images/sgd.js";
export { TRAIN_IMAGES_DEFAULTS, type TrainImagesOptions, trainImages } from "./images/train-images.js";
export {
  neighborMatrix,
  neighborMeanMatrix,
  normalizedAdjacency,
  relationalMatrix,
} from "./layers/aggregation-matrices.js";
export type { GatOptions } from "./layers/attention-heads.js";
export { dropoutLayer } from "./layers/dropout-layer.js";
export { gatLayer } from "./layers/gat-layer.js";
export { gatv2Layer } from "./layers/gatv2-layer.js";
export { gcnLayer } from "./layers/gcn-layer.js";
export { genLayer } from "./layers/gen-layer.js";
export { type GinOptions, ginLayer } from "./layers/gin-layer.js";
export { glorotUniform } from "./layers/glorot-uniform.js";
export type { Layer } from "./layers/layer.js";
export { EVALUATION, type ForwardPass, residual, sequence, type TrainingPass } from "./layers/layer.js";
export { linearLayer } from "./layers/linear-layer.js";
export { batchNormLayer, layerNormLayer } from "./layers/normalization-layers.js";
export {
  type ProductOptions,
  productLayer,
  type RelationalProductOptions,
  relationalProductLayer,
} from "./layers/product-layer.js";
export { graphMatrix, readoutLayer } from "./layers/readout-layer.js";
export { READOUT_NAMES, type ReadoutName } from "./layers/readout-names.js";
export { rgcnLayer } from "./layers/rgcn-layer.js";
export { sageLayer, sageMaxLayer } from "./layers/sage-layer.js";
export { disposeFeatures, project, uploadFeatures, type VertexMatrix } from "./layers/vertex-matrix.js";
export { binaryCrossEntropy } from "./losses/binary-cross-entropy.js";
export { LOSS_NAMES, type LossName } from "./losses/loss-names.js";
export { type ClassifierLoss, LOSSES, lossByName } from "./losses/losses.js";
export { meanSquaredError } from "./losses/mean-squared-error.js";
export { softmaxCrossEntropy } from "./losses/softmax-cross-entropy.js";
export {
  type ClassificationMetrics,
  classificationMetrics,
  confusionMatrix,
  macroF1,
} from "./metrics/classification-metrics.js";
export { rocAuc } from "./metrics/roc-auc.js";
export type { Batch, BatchInput } from "./models/batch.js";
export type { ModelDefinition, ModelShape } from "./models/model.js";
export { decodeModel, encodeModel, encodePygModel, type ModelNotes } from "./models/model-file.js";
export { MODEL_NAMES, type ModelName } from "./models/model-names.js";
export { MODELS, modelByName, registerModel } from "./models/models.js";
export { readSafetensors, type TensorFile, writeSafetensors } from "./models/safetensors.js";
export type { TrainedModel } from "./models/trained-model.js";
export { applyModel, type Classified } from "./models/trained-model.js";
export { vertexClassifier } from "./models/vertex-classifier.js";
export { type AdamOptions, type AdamState, adamStep, createAdam, disposeAdam } from "./ops/adam.js";
export {
  type BatchNormOptions,
  type BatchNormState,
  batchNorm,
  batchNormEvaluated,
  type RunningStatistics,
} from "./ops/batch-norm.js";
export { addBias, biasRelu } from "./ops/bias.js";
export { dropout } from "./ops/dropout.js";
export { edgeSum } from "./ops/edge-sum.js";
export { layerNorm } from "./ops/layer-norm.js";
export { matMul } from "./ops/mat-mul.js";
export { segmentMax } from "./ops/segment-max.js";
export { type SegmentProductOptions, segmentProduct } from "./ops/segment-product.js";
export { segmentSoftmax } from "./ops/segment-softmax.js";
export {
  type CsrTensors,
  disposeSparseMatrix,
  type SparseMatrix,
  uploadSparseMatrix,
} from "./ops/sparse-matrix.js";
export { spmm } from "./ops/spmm.js";
export { weightedSegmentMax } from "./ops/weighted-segment-max.js";
export { weightedSpmm } from "./ops/weighted-spmm.js";
export { decodeCheckpoint, encodeCheckpoint, type TrainingCheckpoint } from "./training/checkpoint.js";
export { type ClassificationGraph, classificationGraph } from "./training/classification-graph.js";
export {
  observeEpoch,
  STOPPING_START,
  type StoppingRule,
  type StoppingState,
} from "./training/early-stopping.js";
export { createGraphTrainer } from "./training/graph-trainer.js";
export { SPLIT_CHOICES, type SplitChoice } from "./training/split-choices.js";
export type { GraphTask, VertexTask } from "./training/task.js";
export {
  DivergenceError,
  type GraphTrainResult,
  type TrainResult,
  trainGraphClassifier,
  trainVertexClassifier,
} from "./training/train.js";
export { type EdgeMaskOptions, type EdgeMaskResult, trainEdgeMask } from "./training/train-edge-mask.js";
export {
  TRAIN_DEFAULTS,
  type TrainOptions,
  type TrainSettings,
  trainSettings,
} from "./training/train-options.js";
export type { EpochRecord, TrainingSession } from "./training/training-session.js";
export { createVertexTrainer, type TrainingStep, type VertexTrainer } from "./training/vertex-trainer.js";
