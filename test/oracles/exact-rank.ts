import type { Tensor } from "../../src/tensor/index.js";

/** Rank of an integer matrix over the rationals: Bareiss's elimination without fractions, in BigInt. */
export function rationalRank({ shape: [rows, columns], data }: Tensor): number {
  const m = Array.from({ length: rows }, (_, i) =>
    Array.from(data.subarray(i * columns, (i + 1) * columns), BigInt),
  );
  let rank = 0;
  let previous = 1n;
  for (let column = 0; column < columns && rank < rows; column++) {
    const pivot = m.findIndex((row, i) => i >= rank && row[column] !== 0n);
    if (pivot < 0) continue;
    [m[rank], m[pivot]] = [m[pivot], m[rank]];
    for (let i = rank + 1; i < rows; i++)
      for (let j = columns - 1; j >= column; j--)
        m[i][j] = (m[i][j] * m[rank][column] - m[i][column] * m[rank][j]) / previous;
    previous = m[rank][column];
    rank++;
  }
  return rank;
}

/** Rank modulo a small prime by definition: the logarithm of the number of different combinations of the rows. */
export function spanRank({ shape: [rows, columns], data }: Tensor, prime: number): number {
  let span = new Set<string>([new Array(columns).fill(0).join()]);
  for (let i = 0; i < rows; i++) {
    const row = Array.from(data.subarray(i * columns, (i + 1) * columns));
    const wider = new Set<string>();
    for (const key of span)
      for (let c = 0; c < prime; c++)
        wider.add(
          key
            .split(",")
            .map((value, j) => (((Number(value) + c * row[j]) % prime) + prime) % prime)
            .join(),
        );
    span = wider;
  }
  return Math.round(Math.log(span.size) / Math.log(prime));
}
