/** An approximate inverse M^-1 of a Laplacian, symmetric and positive definite, that speeds up conjugate gradients. */
export interface Preconditioner {
  /** z = M^-1 r for a block of vectors, [V, LANES] each. */
  apply(r: Float64Array, z: Float64Array): void;
}

/** The same for one vector at a time. */
export interface VectorPreconditioner {
  /** x <- M^-1 x, [V], in place. */
  applyTo(x: Float64Array): void;
}
