import { InputError } from "../errors.js";
import type { HierarchicalFactorization } from "../factorization/models/hierarchical-factorization.js";
import { createNetworkPass } from "./network-pass.js";
import type { RegionPair } from "./region-pair.js";
import { checkRegionPair } from "./region-pair.js";

/** What the locality regulariser is evaluated at. */
export interface AlignmentSamples {
  /** [count, sum of the D_n], x^(n) of every mode after one another */
  readonly inputs: Float64Array;
  readonly count: number;
  /** sets of modes; I may be, but need not be, all that J is not */
  readonly regions: RegionPair;
  /** [count]: sample s gets x^(j), j in J, of sample `exchange[s]` */
  readonly exchange: Uint32Array;
}

/** The locality regulariser of a product-pooling network. */
export interface GradientAlignment {
  /**
   * Its value; `scale` times its gradient by the weights is added to `gradient`.
   *
   * @param gradient [weightCount], added to
   */
  addValueAndGradient(
    weights: Float64Array,
    samples: AlignmentSamples,
    scale: number,
    gradient: Float64Array,
  ): number;
}

/**
 * Mean over samples of |cos(grad_{X_I} f(X), grad_{X_I} f(X'))|, where X' has the x^(j), j in J, of another sample: 1 where the network is
 * separable between I and J, small where what it makes of I depends on J.
 *
 * With unit vectors u = g / |g|, u' = g' / |g'| and c = <u, u'>, dc = <(u' - c u) / |g|, dg> + <(u - c u') / |g'|, dg'>; the products
 * <v, dg> are pulled back to the weights by {@link createNetworkPass}: exact second derivatives, without the weights' Hessian. A sample
 * counts 0 where a gradient is zero, and the derivative of |c| at 0 is taken as 0. Source: thesis section 3.6.1 and appendix C.4.2.2.
 *
 * Complexity: O(samples * weights) for every evaluation.
 *
 * @example
 * ```ts
 * import { createRandom } from "seprank";
 * import { gaussianInitialization, hierarchicalFactorization } from "seprank/factorization";
 * import { createGradientAlignment } from "seprank/locality";
 * import { perfectModeTree } from "seprank/tensor";
 *
 * const model = hierarchicalFactorization([2, 2, 2, 2], perfectModeTree(4, 2), 2);
 * const weights = gaussianInitialization(model, 1, createRandom(0));
 * const inputs = Float64Array.from({ length: 2 * 8 }, (_, k) => Math.sin(k + 1));
 * const regions = { i: Uint32Array.of(0), j: Uint32Array.of(3) };
 * const samples = { inputs, count: 2, regions, exchange: Uint32Array.of(1, 0) };
 * const gradient = new Float64Array(weights.length);
 * const alignment = createGradientAlignment(model).addValueAndGradient(weights, samples, 1, gradient);
 * alignment >= 0 && alignment <= 1; // => true
 * ```
 */
export function createGradientAlignment(factorization: HierarchicalFactorization): GradientAlignment {
  const passes = [createNetworkPass(factorization), createNetworkPass(factorization)] as const;
  const { inputLength, offsets } = passes[0];
  const order = factorization.shape.length;
  const gradients = [new Float64Array(inputLength), new Float64Array(inputLength)] as const;
  const direction = new Float64Array(inputLength);
  const exchanged = new Float64Array(inputLength);
  return {
    addValueAndGradient(weights, { inputs, count, regions, exchange }, scale, gradient) {
      if (inputs.length !== count * inputLength || exchange.length !== count || count < 1)
        throw new InputError(
          `regulariser: expected ${inputLength} numbers and one exchange for each of ${count} samples, got ${inputs.length} and ${exchange.length}`,
        );
      checkRegionPair(regions, order);
      const { i, j } = regions;
      const dot = (x: Float64Array, y: Float64Array) => {
        let sum = 0;
        for (const n of i) for (let k = offsets[n]; k < offsets[n + 1]; k++) sum += x[k] * y[k];
        return sum;
      };
      let total = 0;
      for (let s = 0; s < count; s++) {
        const at = s * inputLength;
        exchanged.set(inputs.subarray(at, at + inputLength));
        const other = exchange[s] * inputLength;
        for (const n of j)
          exchanged.set(inputs.subarray(other + offsets[n], other + offsets[n + 1]), offsets[n]);
        passes[0].run(weights, inputs, at);
        passes[1].run(weights, exchanged, 0);
        passes.forEach((pass, k) => {
          pass.inputGradient(i, gradients[k]);
        });
        const norms = gradients.map((own) => Math.sqrt(dot(own, own)));
        if (norms[0] === 0 || norms[1] === 0) continue;
        const cosine = dot(gradients[0], gradients[1]) / (norms[0] * norms[1]);
        total += Math.abs(cosine);
        for (const k of [0, 1] as const) {
          const [own, than] = [gradients[k], gradients[1 - k]];
          for (const n of i)
            for (let d = offsets[n]; d < offsets[n + 1]; d++)
              direction[d] = (than[d] / norms[1 - k] - (cosine * own[d]) / norms[k]) / norms[k];
          passes[k].pullBackDirection(
            weights,
            { modes: i, direction, scale: (scale * Math.sign(cosine)) / count },
            gradient,
          );
        }
      }
      return total / count;
    },
  };
}
