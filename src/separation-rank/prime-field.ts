import { InputError } from "../errors.js";

/** The largest prime below 2^26. */
export const LARGEST_PRIME = 67_108_859;

/** Integers modulo a prime, in doubles. Operands are integers in [0, prime) where nothing else is said. */
export interface PrimeField {
  readonly prime: number;
  /** The element that a safe integer, of either sign, stands for. */
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
 * Complexity: O(sqrt(prime)) once, to check it; O(1) for reduce and multiplyAdd, O(log prime) for invert.
 * @throws InputError where the number is no prime in that range
 */
export function createPrimeField(prime: number = LARGEST_PRIME): PrimeField {
  if (!isPrime(prime))
    throw new InputError(`prime: expected a prime from 2 to ${LARGEST_PRIME}, got ${prime}`);
  const inverse = 1 / prime;
  const multiplyAdd = (a: number, b: number, c: number) => {
    const value = a * b + c;
    // The quotient may be off by one, the remainder then by one prime; `%` on doubles is some ten times slower.
    const rest = value - Math.floor(value * inverse) * prime;
    return rest < 0 ? rest + prime : rest >= prime ? rest - prime : rest;
  };
  return {
    prime,
    reduce: (value) => ((value % prime) + prime) % prime,
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
