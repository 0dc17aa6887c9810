import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InputError } from "../../src/errors.js";
import { createPrimeField } from "../../src/separation-rank/prime-field.js";

/** The double's own bits as a fraction n / 2^k, and that fraction modulo the prime by the inverse of 2^k in BigInt. */
function literalElement(value: number, prime: bigint): bigint {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const exponent = Number((bits >> 52n) & 2047n);
  const fraction = bits & ((1n << 52n) - 1n);
  const mantissa = exponent === 0 ? fraction : fraction | (1n << 52n);
  const power = Math.max(exponent, 1) - 1075;
  const signed = bits >> 63n === 1n ? -mantissa : mantissa;
  if (power >= 0) return (((signed << BigInt(power)) % prime) + prime) % prime;
  const two = 1n << BigInt(-power);
  let inverse = 1n;
  for (let base = two % prime, left = prime - 2n; left > 0n; left >>= 1n, base = (base * base) % prime)
    if (left & 1n) inverse = (inverse * base) % prime;
  return ((((signed % prime) * inverse) % prime) + prime) % prime;
}

describe("createPrimeField", () => {
  test.each([3, 7, 8191, 67_108_837, 67_108_859])("places every finite double modulo %i", (prime) => {
    const field = createPrimeField(prime);
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(BigInt(field.reduce(value))).toBe(literalElement(value, BigInt(prime)));
      }),
    );
    for (const value of [0, -0, 0.5, -0.75, Number.MIN_VALUE, Number.MAX_VALUE, -prime, 2 ** 60])
      expect(BigInt(field.reduce(value))).toBe(literalElement(value, BigInt(prime)));
  });

  test("refuses what has no place", () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => createPrimeField().reduce(value)).toThrow(InputError);
    expect(() => createPrimeField(2).reduce(0.5)).toThrow(/modulo 2: expected an integer, got 0.5/);
    expect(createPrimeField(2).reduce(-3)).toBe(1);
  });
});
