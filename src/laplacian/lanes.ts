/**
 * Right-hand sides are solved for side by side: a block is [V, LANES], the values of one vertex next to each other, so that an entry of
 * a matrix is read once for all of them. Inner loops over lanes are written out.
 */
export const LANES = 8;
