import { InputError } from "../../errors.js";
import { interiorNodes } from "../../tensor/mode-tree.js";
import { frobeniusNorm } from "../../tensor/rank-measures.js";
import { componentNorm, componentRates } from "../dynamics/component-rates.js";
import { checkCount } from "../factorization.js";
import type { HierarchicalFactorization } from "../models/hierarchical-factorization.js";
import type { Objective } from "../objectives/objective.js";
import type { Probe } from "../probes/trajectory.js";

/** A hierarchical factorization whose smaller local components are gone, and how far that may have moved its end tensor. */
export interface Pruning {
  /** [weightCount] the same weights, those of pruned local components zero */
  readonly weights: Float64Array;
  /** By interior node, in the order of `interiorNodes`: the sum of the norms of its pruned local components. */
  readonly tails: readonly number[];
  /** Bound on |W_H - W_pruned| by Lemma 49: the sum over v of tail_v times the product of |W^(v')| over v' not in {v} u C(v). */
  readonly distanceBound: number;
  /** The least epsilon to which Proposition 5 applies: (|T| - N) times the largest tail_v B^(|T| - 1 - |C(v)|), B the largest |W^(v)|. */
  readonly epsilon: number;
}

/**
 * Keeps the largest local components at every interior node of a hierarchical tensor factorization, and bounds how far its end tensor
 * moves.
 *
 * The pruned end tensor has rank[W; v] <= R'_Pa(v) at every node v but the root, so that the distance bounds that of W_H from this
 * hierarchical tensor rank: Proposition 5's infimum is at most `distanceBound`, which is at most `epsilon`. Source: thesis Proposition 5
 * and Lemma 49 (appendix C.5.6).
 *
 * @param weights [weightCount]
 * @param kept R'_v >= 0: one number for all interior nodes, or one for each, in the order of `interiorNodes`
 *
 * Complexity: O(weights + local components log local components).
 * @throws InputError where a number is no integer >= 0, or there are not as many as interior nodes
 *
 * @example
 * ```ts
 * import { createRandom } from "seprank";
 * import { gaussianInitialization, hierarchicalFactorization, pruneLocalComponents } from "seprank/factorization";
 * import { perfectModeTree } from "seprank/tensor";
 *
 * const model = hierarchicalFactorization([3, 3, 3, 3], perfectModeTree(4, 2), 5);
 * const weights = gaussianInitialization(model, 0.5, createRandom(1));
 * const { distanceBound, epsilon } = pruneLocalComponents(model, weights, 2);
 * distanceBound <= epsilon; // => true
 * ```
 */
export function pruneLocalComponents(
  { tree, blocks, localComponents }: HierarchicalFactorization,
  weights: Float64Array,
  kept: number | readonly number[],
): Pruning {
  const interior = interiorNodes(tree);
  const perNode = typeof kept === "number" ? interior.map(() => kept) : kept;
  if (perNode.length !== interior.length)
    throw new InputError(
      `local components kept: expected ${interior.length} numbers, one for each interior node, got ${perNode.length}`,
    );
  for (const count of perNode) checkCount(count, 0, "local components kept");
  const pruned = weights.slice();
  const norms = blocks.map(({ offset, rows, columns }) =>
    frobeniusNorm(weights.subarray(offset, offset + rows * columns)),
  );
  const largest = Math.max(...norms);
  const tails: number[] = [];
  let distanceBound = 0;
  let epsilon = 0;
  interior.forEach((v, k) => {
    const ordered = localComponents[v]
      .map((slices) => ({ slices, norm: componentNorm(slices, weights) }))
      .sort((a, b) => b.norm - a.norm)
      .slice(perNode[k]);
    for (const { slices } of ordered)
      for (const { offset, stride, length } of slices)
        for (let i = 0; i < length; i++) pruned[offset + i * stride] = 0;
    const tail = ordered.reduce((sum, { norm }) => sum + norm, 0);
    const { children } = tree.nodes[v];
    const others = norms.filter((_, node) => node !== v && !children.includes(node));
    tails.push(tail);
    distanceBound += others.reduce((product, norm) => product * norm, tail);
    epsilon = Math.max(
      epsilon,
      interior.length * tail * largest ** (tree.nodes.length - 1 - children.length),
    );
  });
  return { weights: pruned, tails, distanceBound, epsilon };
}

/**
 * How well every local component at a node is aligned with the direction of steepest descent: <-gradient, C^(v,r)>, one column each.
 *
 * Equation 3.8 asks that the larger of two components be at least as aligned as the smaller; {@link smallerComponentBound} is what follows
 * where that holds all along. Source: thesis section 3.4.3.1.
 *
 * @param objective of the factorization, an own one: not that which the run computes in
 * @param node its place in `tree.nodes`, an interior one
 *
 * Complexity: one evaluation of the objective for every record.
 * @throws InputError where the node is no interior one
 *
 * @example
 * ```ts
 * import {
  alignmentProbe,
  completionTask,
  createObjective,
  hierarchicalFactorization,
  squareLoss,
} from "seprank/factorization";
 * import { perfectModeTree } from "seprank/tensor";
 *
 * const model = hierarchicalFactorization([2, 2, 2, 2], perfectModeTree(4, 2), 2);
 * const task = completionTask([2, 2, 2, 2], { indices: [[0, 0, 0, 0]], values: [1] }, squareLoss);
 * const root = model.tree.nodes.length - 1;
 * // Two local components at the root: a column each.
 * alignmentProbe(model, createObjective(model, task), root).columns.length; // => 2
 * ```
 */
export function alignmentProbe(
  { tree, localComponents }: HierarchicalFactorization,
  objective: Objective,
  node: number,
): Probe {
  const components = localComponents[node] ?? [];
  if (components.length === 0)
    throw new InputError(
      `node: expected the place of an interior node, ${interiorNodes(tree).join(", ")}, got ${node}`,
    );
  const gradient = new Float64Array(objective.weightCount);
  const name = `{${tree.nodes[node].modes.join(",")}}`;
  return {
    columns: components.map((_, r) => `alignment of component ${r + 1} of ${name}`),
    measure(weights) {
      objective.valueAndGradient(weights, gradient);
      return componentRates(components, weights, gradient).map(({ projection }) => projection);
    },
  };
}

/**
 * Upper bound on the norm of the smaller of two (local) components by that of the larger, along a gradient flow in which the larger one
 * is always at least as aligned with the direction of steepest descent (equation 3.8).
 *
 * smaller(t) <= (larger(t)^-p + smaller(0)^-p - larger(0)^-p)^(-1/p) with p = (L - 2) / L, or larger(t) smaller(0) / larger(0) for L = 2.
 * Source: thesis equation 3.9, whose alpha^-(L - 2) const is the difference of the two norms at the start, a factor alpha^L in each; it
 * goes to 0 with the start's scale, however large the larger one becomes, for L > 2. Unbalancedness magnitude zero.
 *
 * @param larger its norm at the time asked for, > 0
 * @param starts the norms at the start, > 0, the larger component's first, and not below the other
 * @param count L, the number of weight vectors whose norms multiply: N, or the node's children and one; >= 2
 *
 * Complexity: O(1).
 * @throws InputError where a norm is not positive, the second one is larger, or the count is below 2
 *
 * @example
 * ```ts
 * import { smallerComponentBound } from "seprank/factorization";
 *
 * // However the larger one grows, the smaller one stays below 5.7e-5.
 * smallerComponentBound(1, [1e-6, 0.5e-6], 3); // ≈ 0.0000508
 * ```
 */
export function smallerComponentBound(
  larger: number,
  starts: readonly [larger: number, smaller: number],
  count: number,
): number {
  checkCount(count, 2, "weight vectors of a component");
  const [first, second] = starts;
  if (!(larger > 0 && second > 0 && first >= second))
    throw new InputError(
      `norms of components: expected positive ones, at the start the larger first, got ${larger}, ${first} and ${second}`,
    );
  if (count === 2) return (larger * second) / first;
  const power = (count - 2) / count;
  return (larger ** -power + (second ** -power - first ** -power)) ** (-1 / power);
}
