import type { Float64Arena } from "../../kernels/float64/arena.js";
import type { Lift, Operand, WideOperand } from "../lift.js";
import type { SampleArrays } from "../weight-workspace.js";
import { createPairEvaluator, type Pass, type RowPairs } from "./pair-evaluator.js";
import type { ProductNode, ProductPlan } from "./product-plan.js";
import { createRowProducts } from "./row-products.js";

/** The matrices that a tree of products takes its rows from. */
export interface TreeMatrices {
  /** by mode */
  readonly lifts: readonly Lift[];
  /** by node of the mode tree, W^(v) of shape [R_v, R_Pa(v)]; none at leaves, and none at all for a CP form */
  readonly mixings: readonly (WideOperand | undefined)[];
  /** columns of the factors that are multiplied at a product */
  readonly width: (node: ProductNode) => number;
}

/**
 * Predictions of a CP or hierarchical form at given inputs, and their gradient: the product-pooling network of a tree.
 *
 * products = entrywise products of the children's rows, values = products W; the root's samples are <left row * w, right
 * row>, with w the root's weights. Source: thesis appendix C.1, Proposition 8.
 *
 * Complexity: O(sum over nodes of rows_v R_v R_Pa(v) + min(samples, rows of the root's pairs) R_root) for each call.
 */
export function createProductTreeEvaluator(
  arena: Float64Arena,
  { products, root }: ProductPlan,
  { lifts, mixings, width }: TreeMatrices,
  arrays: SampleArrays,
): Pass {
  const operands: Operand[] = lifts.map(({ lifted }) => lifted);
  const mixed = products.filter(({ treeNode }) => treeNode !== undefined && mixings[treeNode] !== undefined);
  // One workspace for the gradients of all products that are mixed: each is used up at once.
  const shared = arena.reserve(Math.max(0, ...mixed.map((node) => node.leftRows.length * width(node))));
  const passes = products.map((node): Pass => {
    const mixing = node.treeNode === undefined ? undefined : mixings[node.treeNode];
    const columns = width(node);
    const product = createRowProducts(arena, {
      left: operands[node.left],
      right: operands[node.right],
      width: columns,
      leftRows: node.leftRows,
      rightRows: node.rightRows,
    });
    const entries = product.rows * columns;
    if (mixing === undefined) {
      const operand = { ...product, gradient: arena.reserve(entries) };
      operands.push(operand);
      return { forward: product.forward, backward: () => product.backward(operand.gradient.values) };
    }
    const { rows } = product;
    const values = arena.reserve(rows * mixing.columns);
    const gradient = arena.reserve(rows * mixing.columns);
    arena.planMatMul(Math.max(rows, columns), Math.max(rows, columns, mixing.columns));
    operands.push({ rows, values, gradient });
    return {
      forward() {
        product.forward();
        arena.kernels.matMul(
          product.values.values,
          mixing.values.values,
          values.values,
          rows,
          columns,
          mixing.columns,
        );
      },
      backward() {
        const { kernels } = arena;
        const weights = mixing.values.values;
        kernels.matMulTransposedLeft(
          product.values.values,
          gradient.values,
          mixing.gradient.values,
          columns,
          rows,
          mixing.columns,
        );
        kernels.matMulTransposedRight(gradient.values, weights, shared.values, rows, mixing.columns, columns);
        product.backward(shared.values);
      },
    };
  });
  const summed = [root.left, root.right];
  const added = operands.filter((_, place) => !summed.includes(place)); // gradients to which products add
  const { left, right, leftRows, rightRows } = root;
  const pairs = {
    left: operands[left],
    right: operands[right],
    width: width(root),
    leftRows,
    rightRows,
  };
  const top = createRoot(arena, pairs, mixings[root.treeNode ?? -1], arrays);
  return {
    forward() {
      for (const lift of lifts) lift.forward();
      for (const pass of passes) pass.forward();
      top.forward();
    },
    backward() {
      for (const { gradient } of added) gradient.values.fill(0);
      top.backward();
      for (let k = passes.length - 1; k >= 0; k--) passes[k].backward();
      for (const lift of lifts) lift.backward();
    },
  };
}

/** The root's samples; its weights, where it has any, scale the columns of the left factor. */
function createRoot(
  arena: Float64Arena,
  pairs: RowPairs,
  weights: WideOperand | undefined,
  arrays: SampleArrays,
): Pass {
  if (weights === undefined) return createPairEvaluator(arena, pairs, arrays);
  const { left, width } = pairs;
  const product = createRowProducts(arena, {
    left,
    right: weights,
    width,
    leftRows: Uint32Array.from({ length: left.rows }, (_, k) => k),
    rightRows: new Uint32Array(left.rows),
  });
  const scaled = { ...product, gradient: arena.reserve(left.rows * width) };
  const inner = createPairEvaluator(arena, { ...pairs, left: scaled }, arrays);
  return {
    forward() {
      product.forward();
      inner.forward();
    },
    backward() {
      inner.backward();
      left.gradient.values.fill(0);
      weights.gradient.values.fill(0);
      product.backward(scaled.gradient.values);
    },
  };
}
