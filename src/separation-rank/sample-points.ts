import { InputError } from "../errors.js";
import type { Random } from "../random.js";
import type { PrimeField } from "./prime-field.js";
import type { Templates } from "./templates.js";

/** Points of a grid's one side that stand for all of them, drawn at random for each side. */
export interface Sampling {
  /** K, how many points a side: the rank found is at most K. */
  readonly points: number;
  readonly random: Random;
  /**
   * - `"combinations"` (default): for every variable a random combination of its templates (standard normal coefficients;
   *   uniform ones over a prime field);
   * - `"choices"`: for every variable one of its templates, each as likely: a sample of the grid's own rows and columns.
   */
  readonly by?: "combinations" | "choices";
}

/**
 * Random points of one side: for every point, a vector for each of the side's variables.
 *
 * @returns [points][variables]; with a field, templates must be of integers and so are the combinations
 *
 * Complexity: O(points * variables * M * D).
 * @throws InputError where the number of points is no integer >= 1, a variable's templates differ in length, or, over a
 *   field, an entry of one is no integer
 */
export function samplePoints(
  templates: Templates,
  variables: readonly number[],
  { points, random, by = "combinations" }: Sampling,
  field?: PrimeField,
): Float64Array[][] {
  if (!(Number.isSafeInteger(points) && points >= 1))
    throw new InputError(`points a side: expected an integer >= 1, got ${points}`);
  return Array.from({ length: points }, () =>
    variables.map((n) =>
      by === "choices"
        ? templates[n][random.integer(templates[n].length)]
        : combine(templates[n], n, random, field),
    ),
  );
}

function combine(
  vectors: readonly Float64Array[],
  variable: number,
  random: Random,
  field?: PrimeField,
): Float64Array {
  const sum = new Float64Array(vectors[0].length);
  for (const vector of vectors) {
    if (vector.length !== sum.length)
      throw new InputError(
        `templates of variable ${variable}: expected ${sum.length} numbers as in the first, got ${vector.length}`,
      );
    const coefficient = field === undefined ? random.normal() : random.integer(field.prime);
    vector.forEach((value, d) => {
      if (field === undefined) sum[d] += coefficient * value;
      else if (Number.isSafeInteger(value))
        sum[d] = field.multiplyAdd(coefficient, field.reduce(value), sum[d]);
      else
        throw new InputError(`templates of variable ${variable}: expected integers below 2^53, got ${value}`);
    });
  }
  return sum;
}
