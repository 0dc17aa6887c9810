import { adam } from "./adam.js";
import { addSegmentMax } from "./add-segment-max.js";
import { addSegmentMaxGradient } from "./add-segment-max-gradient.js";
import { affine } from "./affine.js";
import { attention } from "./attention.js";
import { attentionGradient } from "./attention-gradient.js";
import { batchNorm } from "./batch-norm.js";
import { batchNormEvaluated } from "./batch-norm-evaluated.js";
import { batchNormGradient } from "./batch-norm-gradient.js";
import { batchNormSecond } from "./batch-norm-second.js";
import { addBias } from "./bias.js";
import { biasRelu } from "./bias-relu.js";
import { biasReluGradient } from "./bias-relu-gradient.js";
import { columnSums } from "./column-sums.js";
import { convolve } from "./convolve.js";
import { convolveFilterGradient } from "./convolve-filter-gradient.js";
import { convolveInputGradient } from "./convolve-input-gradient.js";
import { dropout } from "./dropout.js";
import { edgeSum } from "./edge-sum.js";
import { edgeSumGradient } from "./edge-sum-gradient.js";
import { gate } from "./gate.js";
import { gatherMaxima } from "./gather-maxima.js";
import { layerNorm } from "./layer-norm.js";
import { layerNormGradient } from "./layer-norm-gradient.js";
import { matMul } from "./mat-mul.js";
import { matMulTransposedLeft } from "./mat-mul-transposed-left.js";
import { scatterMaxima } from "./scatter-maxima.js";
import { segmentMax } from "./segment-max.js";
import { segmentMaxGradient } from "./segment-max-gradient.js";
import { segmentProduct } from "./segment-product.js";
import { segmentProductGradient } from "./segment-product-gradient.js";
import { segmentSoftmax } from "./segment-softmax.js";
import { segmentSoftmaxGradient } from "./segment-softmax-gradient.js";
import { sgd } from "./sgd.js";
import { softmaxCrossEntropy } from "./softmax-cross-entropy.js";
import { spmm } from "./spmm.js";
import { weightedSegmentMax } from "./weighted-segment-max.js";
import { weightedSegmentMaxGradient } from "./weighted-segment-max-gradient.js";
import { weightedSpmm } from "./weighted-spmm.js";
import { weightedSpmmGradient } from "./weighted-spmm-gradient.js";

/**
 * The kernels in plain TypeScript, by the name of their WebAssembly twin.
 *
 * One calling convention for both: input arrays, output arrays, then numbers. Where the plain kernel takes an array,
 * its twin takes the array's byte offset in memory.
 */
export const twins = Object.freeze({
  adam,
  addBias,
  addSegmentMax,
  addSegmentMaxGradient,
  affine,
  attention,
  attentionGradient,
  batchNorm,
  batchNormEvaluated,
  batchNormGradient,
  batchNormSecond,
  biasRelu,
  biasReluGradient,
  columnSums,
  convolve,
  convolveFilterGradient,
  convolveInputGradient,
  dropout,
  edgeSum,
  edgeSumGradient,
  gate,
  gatherMaxima,
  layerNorm,
  layerNormGradient,
  matMul,
  matMulTransposedLeft,
  scatterMaxima,
  segmentMax,
  segmentMaxGradient,
  segmentProduct,
  segmentProductGradient,
  segmentSoftmax,
  segmentSoftmaxGradient,
  sgd,
  softmaxCrossEntropy,
  spmm,
  weightedSegmentMax,
  weightedSegmentMaxGradient,
  weightedSpmm,
  weightedSpmmGradient,
});

/** The name of a kernel, the same for the plain one and its WebAssembly twin. */
export type KernelName = keyof typeof twins;
