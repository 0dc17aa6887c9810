import { laplacianProduct, nextDirection, solveFactored, stepAlong } from "./laplacian-blocks.js";
import { matMul, matMulTransposedLeft, matMulTransposedRight } from "./mat-mul.js";
import { matrixChains, matrixChainsGradient } from "./matrix-chains.js";
import { pairProducts, pairSums } from "./pairs.js";
import { multiplyRows, multiplyRowsGradient } from "./rows.js";
import { subtractScaled } from "./subtract-scaled.js";

/** The float64 kernels in plain TypeScript: the fallback, and the oracle of their WebAssembly kernel. */
export const plainKernels = Object.freeze({
  laplacianProduct,
  matMul,
  matMulTransposedLeft,
  matMulTransposedRight,
  matrixChains,
  matrixChainsGradient,
  multiplyRows,
  multiplyRowsGradient,
  nextDirection,
  pairProducts,
  pairSums,
  solveFactored,
  stepAlong,
  subtractScaled,
});

/** The float64 kernels; of WebAssembly's, every array lies in one memory (see `createFloat64Arena`). */
export type Float64Kernels = typeof plainKernels;
