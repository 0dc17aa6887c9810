/** Graph neural networks on TensorFlow.js: `seprank/nn`. */
export { type AdamOptions, type AdamState, adamStep, createAdam, disposeAdam } from "./adam.js";
export { addBias } from "./add-bias.js";
export { applyModel, type Classified } from "./apply-model.js";
export type { GatOptions } from "./attention-heads.js";
export {
  BACKEND_NAMES,
  type BackendInfo,
  type BackendName,
  type BackendOptions,
  selectBackend,
} from "./backend.js";
export type { Batch, BatchInput } from "./batch.js";
export {
  type BatchNormOptions,
  batchNorm,
  batchNormEvaluated,
  type RunningStatistics,
} from "./batch-norm.js";
export { batchNormLayer } from "./batch-norm-layer.js";
export { biasRelu } from "./bias-relu.js";
export { binaryCrossEntropy } from "./binary-cross-entropy.js";
export { type Checkpoint, decodeCheckpoint, encodeCheckpoint } from "./checkpoint.js";
export { type ClassificationMetrics, classificationMetrics } from "./classification-metrics.js";
export { confusionMatrix } from "./confusion-matrix.js";
export { absoluteCosine } from "./conv/absolute-cosine.js";
export { convolution } from "./conv/convolution.js";
export { exchangePixels } from "./conv/exchange-pixels.js";
export { imageAccuracy } from "./conv/image-accuracy.js";
export { type ImageBatchNormOptions, imageBatchNorm } from "./conv/image-batch-norm.js";
export { IMAGE_MODEL_NAMES, type ImageModelName } from "./conv/image-model-names.js";
export { type ImageModel, type ImageModelInput, imageModelByName } from "./conv/image-models.js";
export type { ImageNetwork, ImagePass, ImageTrainingPass } from "./conv/image-network.js";
export {
  decodeImageProgress,
  encodeImageProgress,
  type ImageProgress,
  type ImageTraining,
} from "./conv/image-progress.js";
export {
  createImageTrainer,
  type ImageStep,
  type ImageTrainer,
  type ImageTrainerOptions,
  type ImageTrainerState,
  type RegularizedBatch,
} from "./conv/image-trainer.js";
export type { ImageBatch, LabelledImages } from "./conv/labelled-images.js";
export { maxPooling } from "./conv/max-pooling.js";
export { checkRegions, type PixelRegions } from "./conv/pixel-regions.js";
export { type ProductPoolingShape, productPooling } from "./conv/product-pooling.js";
export { rectifier } from "./conv/rectifier.js";
export { type Exchanged, type RegularizedPass, regularizedPass } from "./conv/regularized-pass.js";
export { type ResnetShape, resnet } from "./conv/resnet.js";
export { createSgd, disposeSgd, type SgdOptions, type SgdState, sgdStep } from "./conv/sgd.js";
export { TRAIN_IMAGES_DEFAULTS, type TrainImagesOptions, trainImages } from "./conv/train-images.js";
export { differentiable, type Forward } from "./differentiable.js";
export { DivergenceError } from "./divergence-error.js";
export { dropout } from "./dropout.js";
export { dropoutLayer } from "./dropout-layer.js";
export { observeEpoch, STOPPING_START, type StoppingRule, type StoppingState } from "./early-stopping.js";
export { edgeSum } from "./edge-sum.js";
export type { EpochRecord } from "./epoch-record.js";
export { disposeFeatures, uploadFeatures, type VertexMatrix } from "./features.js";
export { EVALUATION, type ForwardPass, type TrainingPass } from "./forward-pass.js";
export { gatLayer } from "./gat-layer.js";
export { gatv2Layer } from "./gatv2-layer.js";
export { gcnLayer } from "./gcn-layer.js";
export { genLayer } from "./gen-layer.js";
export { type GinOptions, ginLayer } from "./gin-layer.js";
export { glorotUniform } from "./glorot-uniform.js";
export { graphMatrix } from "./graph-matrix.js";
export type { GraphTask } from "./graph-task.js";
export { createGraphTrainer } from "./graph-trainer.js";
export { defineKernel, type KernelShape, type RunKernel } from "./kernel.js";
export type { Layer } from "./layer.js";
export { layerNorm } from "./layer-norm.js";
export { layerNormLayer } from "./layer-norm-layer.js";
export { linearLayer } from "./linear-layer.js";
export { LOSS_NAMES, type LossName } from "./loss-names.js";
export { LOSSES, type Loss, lossByName } from "./losses.js";
export { macroF1 } from "./macro-f1.js";
export { matMul } from "./mat-mul.js";
export { meanSquaredError } from "./mean-squared-error.js";
export type { ModelDefinition, ModelShape } from "./model.js";
export { decodeModel, encodeModel, type ModelNotes } from "./model-file.js";
export { MODEL_NAMES, type ModelName } from "./model-names.js";
export { MODELS, modelByName } from "./models.js";
export { neighborMatrix } from "./neighbor-matrix.js";
export { neighborMeanMatrix } from "./neighbor-mean-matrix.js";
export { normalizedAdjacency } from "./normalized-adjacency.js";
export { type ProductOptions, productLayer } from "./product-layer.js";
export { project } from "./project.js";
export { readoutLayer } from "./readout-layer.js";
export { READOUT_NAMES, type ReadoutName } from "./readout-names.js";
export { relationalMatrix } from "./relational-matrix.js";
export { relationalProductLayer } from "./relational-product-layer.js";
export { residual } from "./residual.js";
export { rgcnLayer } from "./rgcn-layer.js";
export { rocAuc } from "./roc-auc.js";
export { readSafetensors, type TensorFile, writeSafetensors } from "./safetensors.js";
export { sageLayer } from "./sage-layer.js";
export { sageMaxLayer } from "./sage-max-layer.js";
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
export type { TensorValues } from "./tensor-values.js";
export {
  type GraphTrainResult,
  type TrainResult,
  trainGraphClassifier,
  trainVertexClassifier,
} from "./train.js";
export { type EdgeMaskOptions, type EdgeMaskResult, trainEdgeMask } from "./train-edge-mask.js";
export { TRAIN_DEFAULTS, type TrainOptions } from "./train-options.js";
export type { TrainedModel } from "./trained-model.js";
export { vertexClassifier } from "./vertex-classifier.js";
export type { VertexTask } from "./vertex-task.js";
export { createVertexTrainer, type TrainingStep, type VertexTrainer } from "./vertex-trainer.js";
export { weightedSegmentMax } from "./weighted-segment-max.js";
export { weightedSpmm } from "./weighted-spmm.js";
