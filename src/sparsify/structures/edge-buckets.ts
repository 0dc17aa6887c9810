/**
 * Edges in buckets by an integer level, highest level first.
 *
 * Complexity: O(1) to put and take; `top` walks down over empty levels.
 */
export class EdgeBuckets {
  /** no edge is above this level */
  top: number;
  /** [E] the level each edge was last put at */
  readonly levels: Int32Array;
  readonly #heads: Int32Array;
  readonly #next: Int32Array;
  readonly #previous: Int32Array;

  /** @param levels [E] the edges' first levels, >= 0; later ones are never above the highest of these */
  constructor(levels: Int32Array) {
    this.levels = levels;
    this.top = levels.reduce((a, b) => Math.max(a, b), 0);
    this.#heads = new Int32Array(this.top + 1).fill(-1);
    this.#next = new Int32Array(levels.length);
    this.#previous = new Int32Array(levels.length);
    for (let e = levels.length - 1; e >= 0; e--) this.put(e, levels[e]);
  }

  /** An edge of this level, or -1. */
  peek(level: number): number {
    return this.#heads[level];
  }

  put(edge: number, level: number): void {
    const head = this.#heads[level];
    this.levels[edge] = level;
    this.#next[edge] = head;
    this.#previous[edge] = -1;
    if (head >= 0) this.#previous[head] = edge;
    this.#heads[level] = edge;
    if (level > this.top) this.top = level;
  }

  take(edge: number): void {
    const next = this.#next[edge];
    const previous = this.#previous[edge];
    if (previous >= 0) this.#next[previous] = next;
    else this.#heads[this.levels[edge]] = next;
    if (next >= 0) this.#previous[next] = previous;
  }
}
