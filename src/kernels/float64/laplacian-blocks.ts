/**
 * Vectors that are worked on side by side: a block is [count, BLOCK_WIDTH], the numbers of one vertex next to each other, so that an entry
 * of a matrix is read once for all of them. Every vector's numbers are added in the same order here and in WebAssembly: the results are the same
 * to the last bit.
 */
export const BLOCK_WIDTH = 8;

/**
 * y = L x for a block of vectors, L a Laplacian as rows: (L x)_u = d_u x_u - sum over v of w_uv x_v.
 *
 * @param offsets [count + 1] row u has the entries offsets[u] .. offsets[u + 1] - 1
 * @param neighbors [entries]
 * @param weights [entries]
 * @param diagonal [count]
 * @param x [count, BLOCK_WIDTH]
 * @param y [count, BLOCK_WIDTH], overwritten
 * @param products [BLOCK_WIDTH] <x, y> of every vector, overwritten
 *
 * Complexity: O((count + entries) BLOCK_WIDTH).
 */
export function laplacianProduct(
  offsets: Uint32Array,
  neighbors: Uint32Array,
  weights: Float64Array,
  diagonal: Float64Array,
  x: Float64Array,
  y: Float64Array,
  products: Float64Array,
  count: number,
): void {
  products.fill(0);
  for (let u = 0; u < count; u++) {
    const at = u * BLOCK_WIDTH;
    for (let lane = 0; lane < BLOCK_WIDTH; lane++) y[at + lane] = diagonal[u] * x[at + lane];
    for (let k = offsets[u]; k < offsets[u + 1]; k++)
      for (let lane = 0; lane < BLOCK_WIDTH; lane++)
        y[at + lane] -= weights[k] * x[neighbors[k] * BLOCK_WIDTH + lane];
    for (let lane = 0; lane < BLOCK_WIDTH; lane++) products[lane] += y[at + lane] * x[at + lane];
  }
}

/**
 * z = U^-T D^-1 U^-1 r for a block of vectors: a preconditioner M = U D U^T applied.
 *
 * @param starts [count + 1] column u of U has the entries starts[u] .. starts[u + 1] - 1 beside its diagonal of ones
 * @param uppers [entries] their rows: above u, as vertices are numbered in the order of their elimination
 * @param shares [entries] minus the entries
 * @param inverses [count] the diagonal of D^-1
 * @param r [count, BLOCK_WIDTH]
 * @param z [count, BLOCK_WIDTH], overwritten
 * @param products [BLOCK_WIDTH] <r, z> of every vector, overwritten
 *
 * Complexity: O((count + entries) BLOCK_WIDTH).
 */
export function solveFactored(
  starts: Uint32Array,
  uppers: Uint32Array,
  shares: Float64Array,
  inverses: Float64Array,
  r: Float64Array,
  z: Float64Array,
  products: Float64Array,
  count: number,
): void {
  z.set(r);
  for (let u = 0; u < count; u++)
    for (let k = starts[u]; k < starts[u + 1]; k++)
      for (let lane = 0; lane < BLOCK_WIDTH; lane++)
        z[uppers[k] * BLOCK_WIDTH + lane] += shares[k] * z[u * BLOCK_WIDTH + lane];
  products.fill(0);
  for (let u = count - 1; u >= 0; u--) {
    const at = u * BLOCK_WIDTH;
    for (let lane = 0; lane < BLOCK_WIDTH; lane++) z[at + lane] *= inverses[u];
    for (let k = starts[u + 1] - 1; k >= starts[u]; k--)
      for (let lane = 0; lane < BLOCK_WIDTH; lane++)
        z[at + lane] += shares[k] * z[uppers[k] * BLOCK_WIDTH + lane];
    for (let lane = 0; lane < BLOCK_WIDTH; lane++) products[lane] += z[at + lane] * r[at + lane];
  }
}

/**
 * A step of conjugate gradients for a block of vectors: x += steps p, r -= steps q.
 *
 * @param x [count, BLOCK_WIDTH] solutions, changed in place
 * @param p [count, BLOCK_WIDTH] directions
 * @param r [count, BLOCK_WIDTH] residuals, changed in place
 * @param q [count, BLOCK_WIDTH] the directions' images
 * @param steps [BLOCK_WIDTH] one number for every vector
 * @param products [BLOCK_WIDTH] <r, r> of every vector, overwritten
 *
 * Complexity: O(count BLOCK_WIDTH).
 */
export function stepAlong(
  x: Float64Array,
  p: Float64Array,
  r: Float64Array,
  q: Float64Array,
  steps: Float64Array,
  products: Float64Array,
  count: number,
): void {
  products.fill(0);
  for (let k = 0; k < count * BLOCK_WIDTH; k++) {
    const lane = k % BLOCK_WIDTH;
    x[k] += steps[lane] * p[k];
    r[k] -= steps[lane] * q[k];
    products[lane] += r[k] * r[k];
  }
}

/**
 * The next directions of conjugate gradients: p = z + ratios p.
 *
 * @param p [count, BLOCK_WIDTH] changed in place
 * @param z [count, BLOCK_WIDTH] preconditioned residuals
 * @param ratios [BLOCK_WIDTH] one number for every vector
 *
 * Complexity: O(count BLOCK_WIDTH).
 */
export function nextDirection(p: Float64Array, z: Float64Array, ratios: Float64Array, count: number): void {
  for (let k = 0; k < count * BLOCK_WIDTH; k++) p[k] = z[k] + ratios[k % BLOCK_WIDTH] * p[k];
}
