/** Vertices by degree: the one taken next has about the least, those of equal degree in the order in which they got it. */
export interface DegreeQueue {
  /** Takes a vertex of the least degree out; -1 where none is left. */
  take(): number;
  /** Adds `change` to a waiting vertex's degree. O(1). */
  change(u: number, change: number): void;
}

/** Up to here every degree has a class of its own; above, sixteen classes share each doubling. */
const EXACT = 32;
const CLASSES = 32 * 16;

/**
 * A queue of vertices by degree, in classes of which the largest holds degrees within a sixteenth of each other.
 *
 * @param degrees [V] changed as the queue is told
 *
 * Complexity: O(V) to make, O(1) a change, O(1) amortised to take; O(V) memory.
 */
export function createDegreeQueue(degrees: Uint32Array): DegreeQueue {
  const count = degrees.length;
  // Doubly linked lists; the head of class c stands at count + c.
  const next = new Uint32Array(count + CLASSES);
  const previous = new Uint32Array(count + CLASSES);
  for (let c = count; c < next.length; c++) {
    next[c] = c;
    previous[c] = c;
  }
  const append = (u: number) => {
    const head = count + classOf(degrees[u]);
    const tail = previous[head];
    next[tail] = u;
    previous[u] = tail;
    next[u] = head;
    previous[head] = u;
  };
  const unlink = (u: number) => {
    next[previous[u]] = next[u];
    previous[next[u]] = previous[u];
  };
  for (let u = 0; u < count; u++) append(u);
  let least = 0;
  return {
    take() {
      while (least < CLASSES && next[count + least] === count + least) least++;
      if (least === CLASSES) return -1;
      const u = next[count + least];
      unlink(u);
      return u;
    },
    change(u, change) {
      if (change === 0) return;
      const before = classOf(degrees[u]);
      degrees[u] += change;
      const after = classOf(degrees[u]);
      if (after === before) return;
      unlink(u);
      append(u);
      if (after < least) least = after;
    },
  };
}

function classOf(degree: number): number {
  if (degree < EXACT) return degree;
  const exponent = 31 - Math.clz32(degree);
  return ((exponent - 3) << 4) | ((degree >>> (exponent - 4)) & 15);
}
