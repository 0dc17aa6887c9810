// The float64 kernels, compiled by ../../build.mjs for a memory that belongs to someone else, as the float32 ones. Each has
// a plain kernel of the same name in ../../float64/, where its formula and shapes are written down.
export { laplacianProduct, nextDirection, solveFactored, stepAlong } from "./laplacian-blocks";
export { matMul, matMulTransposedLeft, matMulTransposedRight } from "./mat-mul";
export { matrixChains, matrixChainsGradient } from "./matrix-chains";
export { pairProducts, pairSums } from "./pairs";
export { multiplyRows, multiplyRowsGradient } from "./rows";
export { subtractScaled } from "./subtract-scaled";
