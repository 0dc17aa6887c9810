import { matMul } from "./mat-mul.js";
import { matMulTransposedLeft } from "./mat-mul-transposed-left.js";
import { matMulTransposedRight } from "./mat-mul-transposed-right.js";
import { matrixChains } from "./matrix-chains.js";
import { matrixChainsGradient } from "./matrix-chains-gradient.js";
import { multiplyRowsGradient } from "./multiply-rows-gradient.js";
import { pairSums } from "./pair-sums.js";
import { pairProducts } from "./pairs.js";
import { multiplyRows } from "./rows.js";
import { subtractScaled } from "./subtract-scaled.js";

/** The float64 kernels in plain TypeScript: the fallback, and the oracle of their WebAssembly twins. */
export const plainKernels = Object.freeze({
  matMul,
  matMulTransposedLeft,
  matMulTransposedRight,
  matrixChains,
  matrixChainsGradient,
  multiplyRows,
  multiplyRowsGradient,
  pairProducts,
  pairSums,
  subtractScaled,
});

/** The float64 kernels; of WebAssembly's, every array lies in one memory (see `createFloat64Arena`). */
export type Float64Kernels = typeof plainKernels;
