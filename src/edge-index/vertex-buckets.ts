import { vertexRanges } from "../graph/vertex-ranges.js";

/** Work on vertices, held back until there is much on neighbouring ones. */
export interface VertexBuckets {
  /** What is to be done at a vertex: one number, or two where there are. */
  put(vertex: number, value: number, other?: number): void;
  /** Hands out all that is held. */
  flush(): void;
}

/** How {@link createVertexBuckets} divides. */
export interface VertexBucketsOptions {
  readonly vertexCount: number;
  /** bytes of all that belongs to the vertices: a bucket's share should fit into a cache */
  readonly bytes: number;
  /** numbers beside the vertex: 1 or 2 */
  readonly values: 1 | 2;
  /** takes what concerns one bucket, in the order in which it came: vertex and values in turn, from index `begin` to `end - 1` */
  readonly take: (work: Int32Array, begin: number, end: number) => void;
}

const BUCKET_BYTES = 2 ** 20;
/** What one bucket holds. */
const HELD = 4096;

/**
 * Puts work on vertices at random into an order that memory is fast in: what concerns neighbouring vertices is done together.
 *
 * Work on random vertices of a large graph waits for memory at every step, since neither the caches nor the processor's table of pages hold
 * its arrays. Here the vertices are divided into up to 1024 ranges, and each range's work is collected, 4096 pieces of it, and done at once.
 *
 * Complexity: O(1) a piece, beside what `take` does; memory 32 or 48 KiB a bucket.
 */
export function createVertexBuckets(options: VertexBucketsOptions): VertexBuckets {
  const { vertexCount, bytes, values, take } = options;
  const { shift, count } = vertexRanges(vertexCount, bytes / BUCKET_BYTES);
  const stride = 1 + values;
  const size = stride * HELD;
  const work = new Int32Array(count * size);
  const ends = Int32Array.from({ length: count }, (_, b) => b * size);
  return {
    put(vertex, value, other = 0) {
      const b = vertex >> shift;
      const at = ends[b];
      work[at] = vertex;
      work[at + 1] = value;
      if (stride === 3) work[at + 2] = other;
      ends[b] = at + stride;
      if (at + stride === (b + 1) * size) flush(b);
    },
    flush() {
      for (let b = 0; b < count; b++) flush(b);
    },
  };

  function flush(b: number): void {
    take(work, b * size, ends[b]);
    ends[b] = b * size;
  }
}
