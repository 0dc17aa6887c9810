import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InputError } from "../../src/errors.js";
import { createRandom } from "../../src/random.js";
import { modularRank } from "../../src/separation-rank/modular-rank.js";
import { createPrimeField, LARGEST_PRIME } from "../../src/separation-rank/prime-field.js";
import { createTensor } from "../../src/tensor/index.js";
import { arbitrarySeed } from "../generators/tensors.js";
import { rationalRank, spanRank } from "../oracles/exact-rank.js";

/** A product [rows, inner] [inner, columns] of integers. */
function integerProduct(rows: number, inner: number, columns: number, bound: number, seed: number) {
  const random = createRandom(seed, "integers");
  const draw = (size: number) => Array.from({ length: size }, () => random.integer(2 * bound + 1) - bound);
  const [left, right] = [draw(rows * inner), draw(inner * columns)];
  const product = createTensor([rows, columns]);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++)
      for (let k = 0; k < inner; k++)
        product.data[i * columns + j] += left[i * inner + k] * right[k * columns + j];
  return product;
}

const size = (max: number) => fc.integer({ min: 1, max });

describe("prime field", () => {
  it("multiplies, adds and inverts as integers without a limit do", () => {
    const element = fc.integer({ min: 0, max: LARGEST_PRIME - 1 });
    const extreme = fc.constantFrom(0, 1, LARGEST_PRIME - 2, LARGEST_PRIME - 1);
    const any = fc.oneof(element, extreme);
    fc.assert(
      fc.property(
        fc.constantFrom(2, 3, 101, 33_554_393, LARGEST_PRIME),
        any,
        any,
        any,
        (prime, ...values) => {
          const field = createPrimeField(prime);
          const [a, b, c] = values.map(field.reduce);
          expect(field.multiplyAdd(a, b, c)).toBe(
            Number((BigInt(a) * BigInt(b) + BigInt(c)) % BigInt(prime)),
          );
          if (a > 0) expect(field.multiplyAdd(a, field.invert(a), 0)).toBe(1);
        },
      ),
      { numRuns: 2000 },
    );
    expect(createPrimeField(7).reduce(-15)).toBe(6);
    expect(Object.is(createPrimeField(7).reduce(-14), 0)).toBe(true);
  });

  it("refuses what is no prime below 2^26", () => {
    for (const wrong of [0, 1, 4, 2.5, -3, 2 ** 26 - 1, 2 ** 31 - 1, Number.NaN])
      expect(() => createPrimeField(wrong)).toThrow(InputError);
  });
});

describe("modular rank", () => {
  it("is the rank over the rationals for the large prime, where entries are small", () => {
    fc.assert(
      fc.property(size(9), size(9), size(9), arbitrarySeed, (rows, inner, columns, seed) => {
        const matrix = integerProduct(rows, inner, columns, 3, seed);
        expect(modularRank(matrix, createPrimeField())).toBe(rationalRank(matrix));
      }),
      { numRuns: 300 },
    );
  });

  it("counts the span of the rows over small fields, never more than the rational rank", () => {
    fc.assert(
      fc.property(
        size(4),
        size(4),
        size(5),
        fc.constantFrom(2, 3, 5),
        arbitrarySeed,
        (rows, inner, columns, prime, seed) => {
          const matrix = integerProduct(rows, inner, columns, 4, seed);
          const rank = modularRank(matrix, createPrimeField(prime));
          expect(rank).toBe(spanRank(matrix, prime));
          expect(rank).toBeLessThanOrEqual(rationalRank(matrix));
        },
      ),
      { numRuns: 150 },
    );
  });

  it("falls short where the prime divides a minor, and refuses what is no integer", () => {
    const matrix = createTensor([2, 2], Float64Array.of(1, 2, 3, 1));
    expect(modularRank(matrix, createPrimeField(5))).toBe(1);
    expect(modularRank(matrix, createPrimeField(7))).toBe(2);
    expect(modularRank(createTensor([3, 2]), createPrimeField(7))).toBe(0);
    for (const wrong of [0.5, Number.NaN, 2 ** 53, Number.POSITIVE_INFINITY])
      expect(() => modularRank(createTensor([1, 2], Float64Array.of(1, wrong)), createPrimeField())).toThrow(
        "entry 1",
      );
  });
});
