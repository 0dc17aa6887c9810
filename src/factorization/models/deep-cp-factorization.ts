import { InputError } from "../../errors.js";
import { createFloat64Arena, type Float64Arena } from "../../kernels/float64/arena.js";
import { cpToTensor } from "../../tensor/cp-tensor.js";
import { createTensor } from "../../tensor/tensor.js";
import { createCpEvaluator } from "../evaluators/cp-evaluator.js";
import { type ComponentFactorization, checkCount, layOut } from "../factorization.js";
import { largestImbalance, type Slice } from "../slice.js";
import { createWeightWorkspace, type WeightWorkspace } from "../weight-workspace.js";
import { createDeepVectors } from "./deep-vectors.js";

/** A deep CP factorization. */
export interface DeepCpFactorization extends ComponentFactorization {
  readonly kind: "deep-cp";
  /** R, the number of components ("blocks" in the paper). */
  readonly componentCount: number;
  /** k_n, the number of matrices in front of every weight vector of mode n. */
  readonly depths: readonly number[];
  /**
   * The factor matrices [D_n, R] of the CP form that the weights stand for: column r is A_1^{n,r} ... A_k^{n,r} w_r^n.
   */
  effectiveFactors(weights: Float64Array): readonly Float64Array[];
}

/**
 * Deep CP factorization: the end tensor is sum over r of the outer product over n of A_1^{n,r} ... A_{k_n}^{n,r} w_r^n.
 *
 * Source: Hariz et al. (2022), equation 3. Blocks 0 .. N - 1 are W^(n), [D_n, R], with column r = w_r^n; block N + n
 * stacks mode n's matrices, [R k_n D_n, D_n], those of component r one after another from A_1 to A_k (left out where k_n
 * = 0). A component's slices are its N vectors, then its matrices. The unbalancedness magnitude is the largest difference
 * of two squared norms in a component, which Lemma 4.1 shows constant; the paper's Definition 3.1 takes only differences
 * between a vector and a matrix.
 *
 * One step costs O(N R count + R sum over n of k_n D_n^2).
 *
 * @param depths k_n: one number for all modes or one for each; 0 is the CP factorization
 * @throws InputError where a size is no positive integer or a depth is negative
 *
 * @example
 * ```ts
 * import { deepCpFactorization } from "seprank/factorization";
 *
 * // One component of order 2, a matrix before each of its two vectors: 2 (4 + 2) weights.
 * deepCpFactorization([2, 2], 1, 1).weightCount; // => 12
 * ```
 */
export function deepCpFactorization(
  shape: readonly number[],
  componentCount: number,
  depths: number | readonly number[],
): DeepCpFactorization {
  checkCount(componentCount, 1, "number of components");
  const perMode = typeof depths === "number" ? shape.map(() => depths) : depths;
  if (perMode.length !== shape.length)
    throw new InputError(`depths: expected ${shape.length}, one for each mode, got ${perMode.length}`);
  for (const dimension of shape) checkCount(dimension, 1, "dimension");
  for (const depth of perMode) checkCount(depth, 0, "depth");
  const deep = shape.map((_, n) => n).filter((n) => perMode[n] > 0);
  const { blocks, weightCount } = layOut([
    ...shape.map((rows, n) => ({ name: `W${n}`, rows, columns: componentCount })),
    ...deep.map((n) => ({ name: `A${n}`, rows: componentCount * perMode[n] * shape[n], columns: shape[n] })),
  ]);
  const matrices = (n: number) => (perMode[n] > 0 ? blocks[shape.length + deep.indexOf(n)] : undefined);
  const components = Array.from({ length: componentCount }, (_, r) => [
    ...shape.map((length, n): Slice => ({ offset: blocks[n].offset + r, stride: componentCount, length })),
    ...deep.flatMap((n) => {
      const size = shape[n] ** 2;
      return Array.from({ length: perMode[n] }, (__, i): Slice => {
        const offset = matrices(n)!.offset + (r * perMode[n] + i) * size;
        return { offset, stride: 1, length: size };
      });
    }),
  ]);
  const createModes = (arena: Float64Arena, workspace: WeightWorkspace) =>
    shape.map((rows, n) => {
      const place = matrices(n) === undefined ? -1 : blocks.indexOf(matrices(n)!);
      return createDeepVectors(
        arena,
        { rows, values: workspace.weights[n], gradient: workspace.gradients[n] },
        place < 0
          ? undefined
          : {
              values: workspace.weights[place],
              gradient: workspace.gradients[place],
              componentCount,
              depth: perMode[n],
            },
      );
    });
  const effectiveFactors = (weights: Float64Array) => {
    const arena = createFloat64Arena("plain");
    const workspace = createWeightWorkspace(arena, blocks, weightCount, 0);
    const modes = createModes(arena, workspace);
    const forward = () => {
      for (const mode of modes) mode.forward();
    };
    workspace.evaluator(forward, () => {}).predict(weights, new Float64Array(0));
    return modes.map(({ factor }) => factor.values.values.slice());
  };
  return {
    kind: "deep-cp",
    shape,
    componentCount,
    depths: perMode,
    blocks,
    weightCount,
    components,
    effectiveFactors,
    evaluator(inputs, kernels) {
      const arena = createFloat64Arena(kernels);
      const workspace = createWeightWorkspace(arena, blocks, weightCount, inputs.count);
      const modes = createModes(arena, workspace);
      const cp = createCpEvaluator(
        arena,
        { factors: modes.map(({ factor }) => factor), rank: componentCount },
        inputs,
        workspace,
      );
      return workspace.evaluator(
        () => {
          for (const mode of modes) mode.forward();
          cp.forward();
        },
        () => {
          cp.backward();
          for (const mode of modes) mode.backward();
        },
      );
    },
    endTensor: (weights) =>
      cpToTensor({
        factors: effectiveFactors(weights).map((data, n) => createTensor([shape[n], componentCount], data)),
      }),
    unbalancedness: (weights) => largestImbalance(weights, components),
  };
}
