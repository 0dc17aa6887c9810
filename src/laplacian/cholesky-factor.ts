/** M = U D U^T, U unit triangular: vertices are numbered by their place in the elimination. */
export interface CholeskyFactor {
  /** [V] the vertex of every place */
  readonly order: Uint32Array;
  /** [V] the place of every vertex */
  readonly places: Uint32Array;
  /** [V + 1] column k holds the entries starts[k] .. starts[k + 1] - 1 */
  readonly starts: Uint32Array;
  /** [F] the places, all above the column's own */
  readonly uppers: Uint32Array;
  /** [F] minus U's entries off the diagonal, w_ki / d_k */
  readonly shares: Float64Array;
  /** [V] 1 / d_k; 0 where nothing is left to divide by: at the last vertex of a component that is eliminated without rounding errors */
  readonly inverses: Float64Array;
}
