/** Samples of binary variables, [count, variables] row-major, and what is to be predicted of each. */
export interface BinarySamples {
  readonly count: number;
  readonly variables: number;
  /** 0 or 1 */
  readonly bits: Uint8Array;
  /** [count] */
  readonly targets: Float64Array;
}

/** A tensor of order `variables` and dimension 2 in every mode, read as a function of binary variables. */
export interface BinaryPredictor {
  readonly weightCount: number;
  /** [samples of the data] the tensor's entries */
  predict(weights: Float64Array, data: BinarySamples): Float64Array;
  /** The mean squared error over some of the samples, and its gradient, which is overwritten. */
  valueAndGradient(
    weights: Float64Array,
    gradient: Float64Array,
    data: BinarySamples,
    batch: Uint32Array,
  ): number;
}

/**
 * CP factorization of hundreds of binary modes, evaluated at batches of entries: y = sum over r of the product over n of W^(n)[x_n, r].
 *
 * The same function and weights as {@link cpFactorization}; its evaluators prepare for one set of entries, where here another batch comes
 * at every step. The gradient takes products of what stands before and behind a mode, so that no weight is divided by.
 *
 * @param variables order of the tensor
 * @param components R
 *
 * Complexity: O(batch * variables * R) time, O(variables * R) memory beside the weights.
 */
export function createBinaryPredictor(variables: number, components: number): BinaryPredictor {
  /** [R, variables] products of a sample's weights that stand before a mode */
  const before = new Float64Array(components * variables);
  const forward = (weights: Float64Array, bits: Uint8Array, from: number) => {
    let sum = 0;
    for (let r = 0; r < components; r++) {
      let product = 1;
      for (let n = 0; n < variables; n++) {
        before[r * variables + n] = product;
        product *= weights[(2 * n + bits[from + n]) * components + r];
      }
      sum += product;
    }
    return sum;
  };
  return {
    weightCount: 2 * variables * components,
    predict: (weights, { count, bits }) =>
      Float64Array.from({ length: count }, (_, i) => forward(weights, bits, i * variables)),
    valueAndGradient(weights, gradient, { bits, targets }, batch) {
      gradient.fill(0);
      let squares = 0;
      for (const i of batch) {
        const from = i * variables;
        const residual = forward(weights, bits, from) - targets[i];
        squares += residual * residual;
        for (let r = 0; r < components; r++) {
          let behind = (2 * residual) / batch.length;
          for (let n = variables - 1; n >= 0; n--) {
            const w = (2 * n + bits[from + n]) * components + r;
            gradient[w] += before[r * variables + n] * behind;
            behind *= weights[w];
          }
        }
      }
      return squares / batch.length;
    },
  };
}
