/** So few entries are sorted here: a view of an array takes longer to make than they to sort. */
const FEW = 16;

/** Sorts a part of an array, ascending, in place: for the many short rows of a graph. */
export function sortRange(values: Int32Array, from: number, to: number): void {
  if (to - from > FEW) {
    values.subarray(from, to).sort();
    return;
  }
  for (let k = from + 1; k < to; k++) {
    const value = values[k];
    let place = k;
    for (; place > from && values[place - 1] > value; place--) values[place] = values[place - 1];
    values[place] = value;
  }
}
