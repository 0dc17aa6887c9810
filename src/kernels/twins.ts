import { adam } from "./adam.js";
import { addBias } from "./add-bias.js";
import { biasRelu } from "./bias-relu.js";
import { biasReluGradient } from "./bias-relu-gradient.js";
import { columnSums } from "./column-sums.js";
import { dropout } from "./dropout.js";
import { layerNorm } from "./layer-norm.js";
import { layerNormGradient } from "./layer-norm-gradient.js";
import { matMul } from "./mat-mul.js";
import { matMulTransposedLeft } from "./mat-mul-transposed-left.js";
import { softmaxCrossEntropy } from "./softmax-cross-entropy.js";
import { spmm } from "./spmm.js";

/**
 * The kernels in plain TypeScript, by the name of their WebAssembly twin.
 *
 * One calling convention for both: input arrays, output arrays, then numbers. Where the plain kernel takes an array,
 * its twin takes the array's byte offset in memory.
 */
export const twins = Object.freeze({
  adam,
  addBias,
  biasRelu,
  biasReluGradient,
  columnSums,
  dropout,
  layerNorm,
  layerNormGradient,
  matMul,
  matMulTransposedLeft,
  softmaxCrossEntropy,
  spmm,
});

/** The name of a kernel, the same for the plain one and its WebAssembly twin. */
export type KernelName = keyof typeof twins;
