import { BLOCK_WIDTH } from "../kernels/float64/laplacian-blocks.js";

/** Right-hand sides are solved for side by side: a block is [V, LANES], the values of one vertex next to each other. Inner loops are written out. */
export const LANES = BLOCK_WIDTH;
