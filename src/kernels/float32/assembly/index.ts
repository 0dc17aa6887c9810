// The float32 kernels, compiled by ../build.mjs for a memory that belongs to someone else: no static data, no
// allocation, only addresses and sizes. Each has a plain kernel of the same name in the folder above, where its
// formula and shapes are written down.
export { adam } from "./adam";
export { addSegmentMax, addSegmentMaxGradient } from "./add-segment-max";
export { attention, attentionGradient } from "./attention";
export { batchNorm } from "./batch-norm";
export { batchNormEvaluated } from "./batch-norm-evaluated";
export { batchNormGradient } from "./batch-norm-gradient";
export { batchNormSecond } from "./batch-norm-second";
export { addBias, columnSums } from "./bias";
export { biasRelu, biasReluGradient } from "./bias-relu";
export { convolve } from "./convolve";
export { convolveFilterGradient } from "./convolve-filter-gradient";
export { convolveInputGradient } from "./convolve-input-gradient";
export { dropout } from "./dropout";
export { edgeSum, edgeSumGradient } from "./edge-sum";
export { gate } from "./gate";
export { layerNorm, layerNormGradient } from "./layer-norm";
export { affine, matMul } from "./mat-mul";
export { matMulTransposedLeft } from "./mat-mul-transposed-left";
export { gatherMaxima, scatterMaxima } from "./maxima";
export { segmentMax, segmentMaxGradient } from "./segment-max";
export { segmentProduct, segmentProductGradient } from "./segment-product";
export { segmentSoftmax, segmentSoftmaxGradient } from "./segment-softmax";
export { sgd } from "./sgd";
export { softmaxCrossEntropy } from "./softmax-cross-entropy";
export { spmm } from "./spmm";
export { weightedSegmentMax, weightedSegmentMaxGradient } from "./weighted-segment-max";
export { weightedSpmm, weightedSpmmGradient } from "./weighted-spmm";
