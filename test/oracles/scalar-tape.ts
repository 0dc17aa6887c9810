/** Reverse-mode differentiation of single float64 numbers, for tests: slow, and short enough to be read. */
export interface ScalarTape {
  /** each a place on the tape */
  readonly input: (value: number) => number;
  readonly add: (a: number, b: number) => number;
  readonly multiply: (a: number, b: number) => number;
  /** f(a), whose derivative at a is `slope` */
  readonly apply: (a: number, value: number, slope: number) => number;
  readonly value: (a: number) => number;
  /** the derivatives of a number in everything before it */
  readonly gradient: (of: number) => Float64Array;
}

export function createScalarTape(): ScalarTape {
  const values: number[] = [];
  const [left, right]: [number[], number[]] = [[], []];
  const [toLeft, toRight]: [number[], number[]] = [[], []];
  const push = (value: number, a = -1, slopeA = 0, b = -1, slopeB = 0): number => {
    left.push(a);
    right.push(b);
    toLeft.push(slopeA);
    toRight.push(slopeB);
    return values.push(value) - 1;
  };
  return {
    input: (value) => push(value),
    add: (a, b) => push(values[a] + values[b], a, 1, b, 1),
    multiply: (a, b) => push(values[a] * values[b], a, values[b], b, values[a]),
    apply: (a, value, slope) => push(value, a, slope),
    value: (a) => values[a],
    gradient(of) {
      const adjoint = new Float64Array(of + 1);
      adjoint[of] = 1;
      for (let k = of; k >= 0; k--) {
        if (adjoint[k] === 0) continue;
        if (left[k] >= 0) adjoint[left[k]] += adjoint[k] * toLeft[k];
        if (right[k] >= 0) adjoint[right[k]] += adjoint[k] * toRight[k];
      }
      return adjoint;
    },
  };
}
