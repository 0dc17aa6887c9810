import { createFloat64Arena, type KernelChoice } from "../../kernels/float64/arena.js";
import type { ModeTree } from "../../tensor/mode-tree.js";
import type { Evaluator, WeightBlock } from "../factorization.js";
import type { Inputs } from "../inputs.js";
import { createLift, type WideOperand } from "../lift.js";
import { createWeightWorkspace } from "../weight-workspace.js";
import { productPlan } from "./product-plan.js";
import { createProductTreeEvaluator } from "./product-tree-evaluator.js";

/** The weights of a hierarchical form. */
export interface HierarchicalWeights {
  readonly tree: ModeTree;
  /** by node, W^(v) of shape [R_v, R_Pa(v)] */
  readonly blocks: readonly WeightBlock[];
  readonly weightCount: number;
}

/**
 * Predictions of a hierarchical form at given inputs, and their gradient (see {@link createProductTreeEvaluator}).
 *
 * Complexity: O(sum over interior nodes of rows_v R_v R_Pa(v)) for each call; rows_v as in {@link productPlan}.
 */
export function createHierarchicalEvaluator(
  { tree, blocks, weightCount }: HierarchicalWeights,
  inputs: Inputs,
  kernels?: KernelChoice,
): Evaluator {
  const arena = createFloat64Arena(kernels);
  const workspace = createWeightWorkspace(arena, blocks, weightCount, inputs.count);
  const matrices = blocks.map(
    ({ rows, columns }, v): WideOperand => ({
      rows,
      columns,
      values: workspace.weights[v],
      gradient: workspace.gradients[v],
    }),
  );
  const lifts = matrices.slice(0, tree.order).map((matrix, n) => createLift(arena, inputs, n, matrix));
  const plan = productPlan(
    tree,
    inputs,
    lifts.map(({ lifted }) => lifted.rows),
  );
  // Factors are as wide as the tree node that they are children of, also where only some of the children are multiplied.
  const widths = tree.nodes.slice(0, tree.order).map((_, n) => blocks[n].columns);
  for (const { left, treeNode } of plan.products)
    widths.push(treeNode === undefined ? widths[left] : blocks[treeNode].columns);
  const { forward, backward } = createProductTreeEvaluator(
    arena,
    plan,
    {
      lifts,
      mixings: matrices.map((matrix, v) => (v < tree.order ? undefined : matrix)),
      width: ({ left }) => widths[left],
    },
    workspace,
  );
  return workspace.evaluator(forward, backward);
}
