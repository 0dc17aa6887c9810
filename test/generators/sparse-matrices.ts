import type { Float32Csr } from "../../src/kernels/float32/csr.js";
import { createRandom } from "../../src/random.js";

/** A random sparse matrix: each entry is there with probability `density`. */
export function randomCsr(rows: number, columns: number, density: number, seed: number): Float32Csr {
  const random = createRandom(seed, "csr");
  const offsets = [0];
  const indices: number[] = [];
  const values: number[] = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++)
      if (random.uniform() < density) {
        indices.push(column);
        values.push(random.normal());
      }
    offsets.push(indices.length);
  }
  return {
    rows,
    columns,
    offsets: Int32Array.from(offsets),
    indices: Int32Array.from(indices),
    values: Float32Array.from(values),
  };
}

/** [rows * columns] the same matrix written out, in float64. */
export function dense({ rows, columns, offsets, indices, values }: Float32Csr): Float64Array {
  const result = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++)
    for (let k = offsets[row]; k < offsets[row + 1]; k++) result[row * columns + indices[k]] += values[k];
  return result;
}

/** Product of dense matrices by the definition: each element an inner product. */
export function product(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  rows: number,
  inner: number,
  columns: number,
): Float64Array {
  return Float64Array.from({ length: rows * columns }, (_, at) => {
    const [row, column] = [Math.floor(at / columns), at % columns];
    let sum = 0;
    for (let k = 0; k < inner; k++) sum += a[row * inner + k] * b[k * columns + column];
    return sum;
  });
}

/** [columns * rows] the transpose of a dense matrix [rows, columns]. */
export function transpose(a: ArrayLike<number>, rows: number, columns: number): Float64Array {
  return Float64Array.from(
    { length: rows * columns },
    (_, at) => a[(at % rows) * columns + Math.floor(at / rows)],
  );
}
