import { adam } from "./adam.js";
import { addSegmentMax, addSegmentMaxGradient } from "./add-segment-max.js";
import { attention, attentionGradient } from "./attention.js";
import { batchNorm, batchNormEvaluated, batchNormGradient, batchNormSecond } from "./batch-norm.js";
import { addBias, biasRelu, biasReluGradient, columnSums, gate } from "./bias.js";
import { convolve, convolveFilterGradient, convolveInputGradient } from "./convolve.js";
import { dropout } from "./dropout.js";
import { edgeSum, edgeSumGradient } from "./edge-sum.js";
import { layerNorm, layerNormGradient } from "./layer-norm.js";
import { affine, matMul, matMulTransposedLeft } from "./mat-mul.js";
import { segmentMax, segmentMaxGradient } from "./segment-max.js";
import { segmentProduct, segmentProductGradient } from "./segment-product.js";
import { segmentSoftmax, segmentSoftmaxGradient } from "./segment-softmax.js";
import { sgd } from "./sgd.js";
import { softmaxCrossEntropy } from "./softmax-cross-entropy.js";
import { spmm } from "./spmm.js";
import { weightedSegmentMax, weightedSegmentMaxGradient } from "./weighted-segment-max.js";
import { weightedSpmm, weightedSpmmGradient } from "./weighted-spmm.js";
import { gatherMaxima, scatterMaxima } from "./window-maxima.js";

/**
 * The kernels in plain TypeScript, by the name of their WebAssembly form.
 *
 * One calling convention for both: input arrays, output arrays, then numbers. Where the plain kernel takes an array,
 * its WebAssembly form takes the array's byte offset in memory.
 */
export const plainKernels = Object.freeze({
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

/** The name of a kernel, the same for the plain one and its WebAssembly form. */
export type KernelName = keyof typeof plainKernels;
