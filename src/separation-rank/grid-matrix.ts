import { InputError } from "../errors.js";
import { createTensor, type Tensor } from "../tensor/tensor.js";
import type { VertexSet } from "../walks/vertex-set.js";
import type { PrimeField } from "./prime-field.js";
import { type Sampling, samplePoints } from "./sample-points.js";
import { sidesOf, type Templates, type VectorFunction } from "./templates.js";

/** Most values of a function that are asked for. */
const MAX_VALUES = 2 ** 24;

/** Options of {@link gridMatrix}. */
export interface GridMatrixOptions {
  /** points that stand for all of a side; default: all */
  readonly sampling?: Sampling | undefined;
  /** for combinations over a prime field; default: over the reals */
  readonly field?: PrimeField | undefined;
}

/**
 * The matricization [[B(f); I]] of a function's grid tensor, or a random sample of it.
 *
 * B(f)_{d_1, ..., d_N} = f(v^(1, d_1), ..., v^(N, d_N)) for template vectors v^(n, d); a row for every way to put templates
 * in for the variables in I, a column for every way to do so for the others, last variable fastest. Its rank is at most
 * the separation rank of f with respect to (I, rest), for any f: a sum of R products g(x_I) h(x_rest) fills it with a
 * sum of R matrices of rank 1. The same holds of the matrix of f at any points of the two sides.
 *
 * With `sampling`, K points a side stand for all. Combinations are a Khatri-Rao projection S^T [[B(f); I]] T of the whole
 * where f is multilinear in its N vectors. For any f that is a polynomial (or analytic) in them, the rank is min(K,
 * separation rank of f on the span of the templates) for almost every draw.
 *
 * Source: thesis appendix D.7.3 and Lemma 53, where all variables have the same templates.
 *
 * @param f called once for every entry
 * @param subset I, indices of variables; may be empty or all (one row, or one column)
 * @returns [product of numbers of templates over I, the same over the rest]; [points, points] with sampling
 *
 * Complexity: O(entries) calls of f.
 * @throws InputError where templates, subset or sampling do not fit, or there are more than 2^24 entries
 *
 * @example
 * ```ts
 * import { gridMatrix } from "seprank/separation-rank";
 *
 * const product = ([x, y]: readonly Float64Array[]) => x[0] * y[0];
 * const points = [Float64Array.of(1), Float64Array.of(2)];
 * [...gridMatrix(product, [points, points], [0]).data]; // => [1, 2, 2, 4]
 * ```
 */
export function gridMatrix(
  f: VectorFunction,
  templates: Templates,
  subset: VertexSet,
  { sampling, field }: GridMatrixOptions = {},
): Tensor {
  const { inside, outside } = sidesOf(templates, subset);
  const count = (side: readonly number[]) =>
    // An empty side has one point, sampled or not.
    side.length === 0
      ? 1
      : (sampling?.points ?? side.reduce((product, n) => product * templates[n].length, 1));
  const shape = [count(inside), count(outside)];
  if (shape[0] * shape[1] > MAX_VALUES)
    throw new InputError(
      `grid tensor: expected at most 2^24 entries, got ${shape[0]} x ${shape[1]}; ask for fewer ${sampling === undefined ? "templates, or for a sampling of K points a side" : "points a side"}`,
    );
  const points = (side: readonly number[]) =>
    sampling === undefined || side.length === 0
      ? allPoints(templates, side)
      : samplePoints(templates, side, sampling, field);
  const rows = points(inside);
  const columns = points(outside);
  const matrix = createTensor(shape);
  const vectors = new Array<Float64Array>(templates.length);
  let k = 0;
  for (const row of rows) {
    inside.forEach((n, at) => {
      vectors[n] = row[at];
    });
    for (const column of columns) {
      for (let at = 0; at < outside.length; at++) vectors[outside[at]] = column[at];
      matrix.data[k++] = f(vectors);
    }
  }
  return matrix;
}

/** Every way to put templates in for the variables of a side. */
function allPoints(templates: Templates, side: readonly number[]): Float64Array[][] {
  return side.reduce<Float64Array[][]>(
    (points, n) => points.flatMap((point) => templates[n].map((vector) => [...point, vector])),
    [[]],
  );
}
