/**
 * A binary heap of numbers, smallest first. Composite keys are packed into one number (exact below 2^53).
 *
 * Complexity: O(log n) push and pop, 8 bytes an entry.
 */
export class MinHeap {
  size = 0;
  #values: Float64Array;

  constructor(capacity = 1024) {
    this.#values = new Float64Array(Math.max(16, capacity));
  }

  push(value: number): void {
    if (this.size === this.#values.length) {
      const grown = new Float64Array(2 * this.size);
      grown.set(this.#values);
      this.#values = grown;
    }
    const values = this.#values;
    let place = this.size++;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (values[parent] <= value) break;
      values[place] = values[parent];
      place = parent;
    }
    values[place] = value;
  }

  /** The smallest number; Infinity in an empty heap. */
  peek(): number {
    return this.size === 0 ? Number.POSITIVE_INFINITY : this.#values[0];
  }

  /** Removes and returns the smallest number; Infinity from an empty heap. */
  pop(): number {
    if (this.size === 0) return Number.POSITIVE_INFINITY;
    const values = this.#values;
    const top = values[0];
    const last = values[--this.size];
    // Sift the hole down to a leaf along the smaller children, then the last value up from there: fewer comparisons.
    const size = this.size;
    let place = 0;
    for (let child = 1; child < size; child = 2 * place + 1) {
      if (child + 1 < size && values[child + 1] < values[child]) child++;
      values[place] = values[child];
      place = child;
    }
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (values[parent] <= last) break;
      values[place] = values[parent];
      place = parent;
    }
    values[place] = last;
    return top;
  }
}
