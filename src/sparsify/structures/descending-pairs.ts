/**
 * A sorter of up to `capacity` pairs of a value and an id: highest value first, equal ones by ascending id.
 *
 * Made for many short rows: runs of 16 by insertion, longer ones merged; a call allocates nothing and calls no comparator.
 *
 * @returns sorts the first `count` of `values` and `ids`, in place. O(count log count) time.
 */
export function createPairSorter(
  capacity: number,
): (values: Float64Array, ids: Uint32Array, count: number) => void {
  const heldValues = new Float64Array(capacity);
  const heldIds = new Uint32Array(capacity);
  return (values, ids, count) => {
    for (let start = 0; start < count; start += RUN)
      sortByInsertion(values, ids, start, Math.min(start + RUN, count));
    for (let width = RUN; width < count; width *= 2)
      for (let start = 0; start + width < count; start += 2 * width) {
        // The left half is moved out; what is written never overtakes what is still to be read of the right one.
        for (let k = 0; k < width; k++) {
          heldValues[k] = values[start + k];
          heldIds[k] = ids[start + k];
        }
        const end = Math.min(start + 2 * width, count);
        let to = start;
        let right = start + width;
        for (let left = 0; left < width; to++) {
          const isRight =
            right < end &&
            (values[right] > heldValues[left] ||
              (values[right] === heldValues[left] && ids[right] < heldIds[left]));
          values[to] = isRight ? values[right] : heldValues[left];
          ids[to] = isRight ? ids[right++] : heldIds[left++];
        }
      }
  };
}

const RUN = 16;

function sortByInsertion(values: Float64Array, ids: Uint32Array, from: number, end: number): void {
  for (let k = from + 1; k < end; k++) {
    const value = values[k];
    const id = ids[k];
    let to = k;
    for (; to > from; to--) {
      if (values[to - 1] > value || (values[to - 1] === value && ids[to - 1] < id)) break;
      values[to] = values[to - 1];
      ids[to] = ids[to - 1];
    }
    values[to] = value;
    ids[to] = id;
  }
}
