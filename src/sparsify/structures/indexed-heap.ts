/**
 * A binary heap of item numbers whose order the caller keeps elsewhere; any item can be moved or taken out.
 *
 * Several heaps may share one `places` array as long as an item is in one of them at most.
 *
 * Complexity: O(log n) comparisons for each operation.
 */
export class IndexedHeap {
  readonly items: number[] = [];
  readonly #places: Int32Array;
  readonly #isBefore: (a: number, b: number) => boolean;

  /**
   * @param places [items] where each item stands, -1 outside; kept by the heap
   * @param isBefore strict order of two items
   */
  constructor(places: Int32Array, isBefore: (a: number, b: number) => boolean) {
    this.#places = places;
    this.#isBefore = isBefore;
  }

  add(item: number): void {
    this.items.push(item);
    this.#rise(this.items.length - 1, item);
  }

  /** Restores the order after the item's key has changed. */
  update(item: number): void {
    const place = this.#places[item];
    this.#rise(place, item);
    if (this.#places[item] === place) this.#sink(place, item);
  }

  remove(item: number): void {
    const place = this.#places[item];
    this.#places[item] = -1;
    const last = this.items.pop() as number;
    if (last === item) return;
    this.#places[last] = place;
    this.items[place] = last;
    this.update(last);
  }

  #rise(place: number, item: number): void {
    const { items } = this;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = items[parent];
      if (!this.#isBefore(item, above)) break;
      items[place] = above;
      this.#places[above] = place;
      place = parent;
    }
    items[place] = item;
    this.#places[item] = place;
  }

  /** Down to a leaf along the better children, then up to where the item belongs: what sinks mostly sinks far. */
  #sink(place: number, item: number): void {
    const { items } = this;
    const size = items.length;
    let hole = place;
    for (let child = 2 * hole + 1; child < size; child = 2 * hole + 1) {
      if (child + 1 < size && this.#isBefore(items[child + 1], items[child])) child++;
      const below = items[child];
      items[hole] = below;
      this.#places[below] = hole;
      hole = child;
    }
    this.#rise(hole, item);
  }
}
