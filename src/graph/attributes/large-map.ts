/** The entries that one JavaScript Map takes are 2^24; half of that is left to it. */
const MOST_IN_ONE = 2 ** 23;

/** A map of any number of entries: JavaScript's own ends at 2^24. */
export interface LargeMap<K, V> {
  readonly size: number;
  get(key: K): V | undefined;
  /** Adds a key that is not there yet. */
  add(key: K, value: V): void;
  /** The keys, in the order in which they were added. */
  keys(): K[];
}

/** An empty map. A look-up takes O(1 + size / 2^23). */
export function createLargeMap<K, V>(mostInOne = MOST_IN_ONE): LargeMap<K, V> {
  const maps = [new Map<K, V>()];
  let last = maps[0];
  let size = 0;
  return {
    get size() {
      return size;
    },
    get(key) {
      for (const map of maps) {
        const value = map.get(key);
        if (value !== undefined) return value;
      }
      return undefined;
    },
    add(key, value) {
      if (last.size === mostInOne) {
        last = new Map();
        maps.push(last);
      }
      last.set(key, value);
      size++;
    },
    keys() {
      const keys: K[] = [];
      for (const map of maps) for (const key of map.keys()) keys.push(key);
      return keys;
    },
  };
}
