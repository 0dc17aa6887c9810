import { InputError } from "../../errors.js";
import { hierarchicalToTensor } from "../../tensor/hierarchical-tensor.js";
import { interiorNodes, type ModeTree } from "../../tensor/mode-tree.js";
import { createTensor } from "../../tensor/tensor.js";
import { createHierarchicalEvaluator } from "../evaluators/hierarchical-evaluator.js";
import { blockViews, checkCount, type Factorization, layOut } from "../factorization.js";
import { largestImbalance, type Slice } from "../slice.js";

/** A hierarchical tensor factorization. */
export interface HierarchicalFactorization extends Factorization {
  readonly kind: "hierarchical";
  readonly tree: ModeTree;
  /** By node of the tree: LC(v, r), the weight vectors of every local component (thesis Definition 5); none at leaves. */
  readonly localComponents: readonly (readonly (readonly Slice[])[])[];
}

/**
 * Hierarchical tensor factorization: local sums of components at every interior node of a mode tree.
 *
 * Source: thesis equation 3.3; unbalancedness magnitude by Definition 8. Block v, one for each node of the tree, is W^(v)
 * of shape [R_v, R_Pa(v)].
 *
 * @param shape [D_1, ..., D_N]
 * @param widths R_v: one number for all interior nodes, or one for each, in the order of {@link interiorNodes}
 * @throws InputError where the tree is over another number of modes, or a size is no positive integer
 *
 * @example
 * ```ts
 * import { hierarchicalFactorization } from "seprank/factorization";
 * import { perfectModeTree } from "seprank/tensor";
 *
 * const model = hierarchicalFactorization([2, 2, 2, 2], perfectModeTree(4, 2), 3);
 * // Four leaves of 2 x 3, two nodes of 3 x 3, a root of 3 x 1.
 * model.weightCount; // => 45
 * ```
 */
export function hierarchicalFactorization(
  shape: readonly number[],
  tree: ModeTree,
  widths: number | readonly number[],
): HierarchicalFactorization {
  const interior = interiorNodes(tree);
  if (shape.length !== tree.order)
    throw new InputError(`mode tree: expected one over ${shape.length} modes, got ${tree.order}`);
  const perNode = typeof widths === "number" ? interior.map(() => widths) : widths;
  if (perNode.length !== interior.length)
    throw new InputError(
      `numbers of local components: expected ${interior.length}, one for each interior node, got ${perNode.length}`,
    );
  const rows = [...shape, ...perNode];
  for (const size of rows) checkCount(size, 1, "dimension or number of local components");
  const { blocks, weightCount } = layOut(
    tree.nodes.map(({ modes, parent }, v) => ({
      name: `W{${modes.join(",")}}`,
      rows: rows[v],
      columns: parent < 0 ? 1 : rows[parent],
    })),
  );
  const localComponents = tree.nodes.map(({ children }, v) =>
    Array.from({ length: children.length === 0 ? 0 : rows[v] }, (_, r): Slice[] => [
      { offset: blocks[v].offset + r * blocks[v].columns, stride: 1, length: blocks[v].columns },
      ...children.map((child) => ({
        offset: blocks[child].offset + r,
        stride: blocks[child].columns,
        length: blocks[child].rows,
      })),
    ]),
  );
  return {
    kind: "hierarchical",
    shape,
    tree,
    blocks,
    weightCount,
    localComponents,
    evaluator: (inputs, kernels) =>
      createHierarchicalEvaluator({ tree, blocks, weightCount }, inputs, kernels),
    endTensor: (weights) =>
      hierarchicalToTensor({
        tree,
        weights: blockViews(blocks)(weights).map((data, v) =>
          createTensor([blocks[v].rows, blocks[v].columns], data),
        ),
      }),
    unbalancedness: (weights) => largestImbalance(weights, localComponents.flat()),
  };
}
