import { InputError } from "../errors.js";

/** The largest prime below 2^26. */
export const LARGEST_PRIME = 67_108_859;

/** Integers modulo a prime, in doubles. Operands are integers in [0, prime) unless stated otherwise. */
export interface PrimeField {
  readonly prime: number;
  /**
   * The element that a finite double stands for, without rounding: m 2^e, with m an integer, is m (1 / 2)^(-e) for e < 0.
   *
   * @throws InputError for a number that is not finite, and for one that is no integer where the prime is 2
   */
  reduce(value: number): number;
  /** a b + c. */
  multiplyAdd(a: number, b: number, c: number): number;
  /** 1 / a, of a > 0. */
  invert(a: number): number;
}

/**
 * The field of integers modulo a prime below 2^26, so that a b + c stays below 2^53 and is exact in doubles.
 *
 * @param prime in [2, 2^26); by default the largest, 67,108,859
 *
 * Complexity: O(sqrt(prime)) once, to check it; O(1) for multiplyAdd and reduce of integers, O(log prime) for invert.
 * @throws InputError where the number is no prime in that range
 *
 * @example
 * ```ts
 * import { createPrimeField } from "seprank/separation-rank";
 *
 * const field = createPrimeField(7);
 * field.multiplyAdd(3, 4, 5); // => 3
 * field.invert(3); // => 5
 * ```
 */
export function createPrimeField(prime: number = LARGEST_PRIME): PrimeField {
  if (!isPrime(prime))
    throw new InputError(`prime: expected a prime from 2 to ${LARGEST_PRIME}, got ${prime}`);
  const inverse = 1 / prime;
  const half = (prime + 1) / 2;
  const multiplyAdd = (a: number, b: number, c: number) => {
    const value = a * b + c;
    // The quotient may be off by one, the remainder then by one prime; `%` on doubles is some ten times slower.
    const rest = value - Math.floor(value * inverse) * prime;
    return rest < 0 ? rest + prime : rest >= prime ? rest - prime : rest;
  };
  return {
    prime,
    reduce(value) {
      if (Number.isInteger(value)) return ((value % prime) + prime) % prime;
      if (!Number.isFinite(value) || prime === 2)
        throw new InputError(
          `number modulo ${prime}: expected ${prime === 2 ? "an integer" : "a finite number"}, got ${value}`,
        );
      let mantissa = value;
      let product = 1;
      // Doubling is exact, and makes an integer of any finite double after at most 1,074 steps.
      for (; !Number.isInteger(mantissa); mantissa *= 2) product = multiplyAdd(product, half, 0);
      return multiplyAdd(((mantissa % prime) + prime) % prime, product, 0);
    },
    multiplyAdd,
    invert(a) {
      // Fermat: a^(prime - 2).
      let power = a;
      let product = 1;
      for (let left = prime - 2; left > 0; left = Math.floor(left / 2)) {
        if (left % 2 === 1) product = multiplyAdd(product, power, 0);
        power = multiplyAdd(power, power, 0);
      }
      return product;
    },
  };
}

function isPrime(value: number): boolean {
  if (!Number.isInteger(value) || value < 2 || value > LARGEST_PRIME) return false;
  for (let divisor = 2; divisor * divisor <= value; divisor++) if (value % divisor === 0) return false;
  return true;
}
