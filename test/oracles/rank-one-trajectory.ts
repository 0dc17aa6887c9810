/**
 * Theorem 4's flows and constants, word for word and slowly: nested arrays, steps of one size, no logarithms.
 *
 * Source: thesis section 2.4 and equations B.10 and B.11.
 */

/** A completion problem with Huber's loss: entries by index tuple. */
export interface LiteralProblem {
  readonly shape: readonly number[];
  readonly indices: readonly (readonly number[])[];
  readonly values: readonly number[];
  readonly delta: number;
}

/** [component][mode][coordinate] */
export type LiteralWeights = number[][][];

export function entryOf(weights: LiteralWeights, index: readonly number[]): number {
  return weights.reduce(
    (sum, vectors) => sum + index.reduce((product, d, n) => product * vectors[n][d], 1),
    0,
  );
}

/** minus the gradient of (1 / |Omega|) sum of Huber's losses. */
function force({ indices, values, delta }: LiteralProblem, weights: LiteralWeights): LiteralWeights {
  const result = weights.map((vectors) => vectors.map((vector) => vector.map(() => 0)));
  indices.forEach((index, i) => {
    const z = entryOf(weights, index) - values[i];
    const derivative = (Math.abs(z) < delta ? z : delta * Math.sign(z)) / indices.length;
    weights.forEach((vectors, r) => {
      index.forEach((d, n) => {
        let others = 1;
        index.forEach((e, m) => {
          if (m !== n) others *= vectors[m][e];
        });
        result[r][n][d] -= derivative * others;
      });
    });
  });
  return result;
}

/** One step of the classical Runge-Kutta method. */
export function rungeKuttaStep(
  problem: LiteralProblem,
  weights: LiteralWeights,
  step: number,
): LiteralWeights {
  const plus = (slope: LiteralWeights, by: number) =>
    weights.map((vectors, r) =>
      vectors.map((vector, n) => vector.map((value, d) => value + by * slope[r][n][d])),
    );
  const first = force(problem, weights);
  const second = force(problem, plus(first, step / 2));
  const third = force(problem, plus(second, step / 2));
  const fourth = force(problem, plus(third, step));
  return weights.map((vectors, r) =>
    vectors.map((vector, n) =>
      vector.map(
        (value, d) =>
          value + (step / 6) * (first[r][n][d] + 2 * second[r][n][d] + 2 * third[r][n][d] + fourth[r][n][d]),
      ),
    ),
  );
}

/** All index tuples of a shape, the last index fastest. */
export function allIndices(shape: readonly number[]): number[][] {
  return shape.reduce<number[][]>(
    (tuples, size) => tuples.flatMap((tuple) => Array.from({ length: size }, (_, d) => [...tuple, d])),
    [[]],
  );
}

/** The right-hand side of B.11, with B.10, component 0 leading. */
export function sufficientScale(
  norms: readonly number[],
  attraction: number,
  gradientNorm: number,
  asked: { rho: number; delta: number; B: number; T: number; epsilon: number; N: number },
): number {
  const { rho, delta, B, T, epsilon, N } = asked;
  const R = norms.length;
  const A = Math.max(...norms);
  const others = Math.max(...norms.slice(1));
  const reach = Math.sqrt(N) * (Math.max(B, rho) + 1) ** (1 / N);
  const beta = R * N * ((reach + 1) ** (2 * (N - 1)) + delta * (reach + 1) ** (N - 2));
  const hat = Math.min(
    2 ** (-N / 2) * R ** -N * N ** -N * (reach + 1) ** (N - N * N) * Math.exp(-N * beta * T) * epsilon ** N,
    rho / (R - 1),
  );
  const tilde = Math.min(hat, (rho - (rho ** (1 / N) - (R - 1) ** (1 / N) * hat ** (1 / N)) ** N) / (R - 1));
  return Math.min(
    R ** (-1 / N) * (1 / A) * rho ** (1 / N),
    (others ** (2 - N) - (norms[0] ** (2 - N) * gradientNorm) / attraction) ** (1 / (N - 2)) *
      tilde ** (1 / N),
  );
}
