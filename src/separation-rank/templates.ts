import { InputError } from "../errors.js";
import type { Random } from "../random.js";
import type { VertexSet } from "../walks/vertex-set.js";

/** A function of N vectors. It gets the same array again and again, with other vectors in it, and must not keep it. */
export type VectorFunction = (vectors: readonly Float64Array[]) => number;

/** By variable, the vectors that are put in for it; M of them for each in the thesis, here any number >= 1. */
export type Templates = readonly (readonly Float64Array[])[];

/** How many templates there are, and how long. */
export interface TemplateSize {
  /** N */
  readonly variables: number;
  /** M, for every variable */
  readonly count: number;
  /** of each */
  readonly dimension: number;
}

/**
 * The same vectors with standard normal entries for every variable.
 *
 * Complexity: O(count * dimension).
 *
 * @example
 * ```ts
 * import { createRandom } from "seprank";
 * import { gaussianTemplates } from "seprank/separation-rank";
 *
 * const templates = gaussianTemplates({ variables: 3, count: 2, dimension: 4 }, createRandom(0));
 * [templates.length, templates[0].length, templates[0][0].length]; // => [3, 2, 4]
 * ```
 */
export function gaussianTemplates({ variables, count, dimension }: TemplateSize, random: Random): Templates {
  const vectors = Array.from({ length: count }, () =>
    Float64Array.from({ length: dimension }, () => random.normal()),
  );
  return Array.from({ length: variables }, () => vectors);
}

/**
 * The same vectors with integer entries, uniform in [0, bound), for every variable: for ranks in exact arithmetic.
 *
 * Complexity: O(count * dimension).
 *
 * @example
 * ```ts
 * import { createRandom } from "seprank";
 * import { integerTemplates } from "seprank/separation-rank";
 *
 * const [[first]] = integerTemplates({ variables: 3, count: 2, dimension: 4 }, 10, createRandom(0));
 * first.every((entry) => Number.isInteger(entry) && entry >= 0 && entry < 10); // => true
 * ```
 */
export function integerTemplates(
  { variables, count, dimension }: TemplateSize,
  bound: number,
  random: Random,
): Templates {
  const vectors = Array.from({ length: count }, () =>
    Float64Array.from({ length: dimension }, () => random.integer(bound)),
  );
  return Array.from({ length: variables }, () => vectors);
}

/** The variables on the two sides of a partition, ascending; a side may be empty. */
export interface Sides {
  readonly inside: readonly number[];
  readonly outside: readonly number[];
}

/**
 * @param subset I, indices of variables in any order
 * @throws InputError where a variable has no template, or an index is no variable
 */
export function sidesOf(templates: Templates, subset: VertexSet): Sides {
  const bare = templates.findIndex((vectors) => vectors.length === 0);
  if (bare >= 0 || templates.length === 0)
    throw new InputError(
      bare < 0
        ? "templates: expected vectors for at least one variable, got none"
        : `templates of variable ${bare}: expected at least one vector, got none`,
    );
  const chosen = new Set(Array.from(subset));
  for (const variable of chosen)
    if (!Number.isInteger(variable) || variable < 0 || variable >= templates.length)
      throw new InputError(
        `partition: expected variables from 0 to ${templates.length - 1}, got ${variable}`,
      );
  const variables = templates.map((_, n) => n);
  return {
    inside: variables.filter((n) => chosen.has(n)),
    outside: variables.filter((n) => !chosen.has(n)),
  };
}
