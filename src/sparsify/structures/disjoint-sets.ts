/** Disjoint sets of the numbers 0 .. count - 1 (union by size, path halving). */
export interface DisjointSets {
  /** The set that holds a number. Almost O(1). */
  find(item: number): number;
  /** Unites two sets; false where they are one already. Almost O(1). */
  unite(a: number, b: number): boolean;
}

/** Every number in a set of its own. O(count). */
export function createDisjointSets(count: number): DisjointSets {
  const parent = Uint32Array.from({ length: count }, (_, k) => k);
  const size = new Uint32Array(count).fill(1);
  const find = (item: number) => {
    let k = item;
    while (parent[k] !== k) {
      parent[k] = parent[parent[k]];
      k = parent[k];
    }
    return k;
  };
  return {
    find,
    unite(a, b) {
      let large = find(a);
      let small = find(b);
      if (large === small) return false;
      if (size[large] < size[small]) [large, small] = [small, large];
      parent[small] = large;
      size[large] += size[small];
      return true;
    },
  };
}
