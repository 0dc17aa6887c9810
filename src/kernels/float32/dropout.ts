/**
 * Sets each element to zero with a given probability and scales the others; the element's index and a seed decide,
 * so that the same call is its own adjoint and no mask is stored.
 *
 * out[k] = x[k] scale [h(k, seed) >= threshold], h a hash to 32 bits (murmur3's finalizer).
 *
 * @param x [count]
 * @param out [count] overwritten
 * @param seed 32 bits; a fresh one for each layer and epoch
 * @param threshold probability of zero, times 2^32
 * @param scale 1 / (1 - probability)
 *
 * Complexity: O(count).
 */
export function dropout(
  x: Float32Array,
  out: Float32Array,
  count: number,
  seed: number,
  threshold: number,
  scale: number,
): void {
  for (let k = 0; k < count; k++) {
    let h = (Math.imul(k, 0x9e3779b1) + seed) | 0;
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    h ^= h >>> 16;
    out[k] = h >>> 0 >= threshold ? x[k] * scale : 0;
  }
}
