import { matMul } from "../tensor/mat-mul.js";
import { matMulTransposedLeft } from "../tensor/mat-mul-transposed-left.js";
import { matMulTransposedRight } from "../tensor/mat-mul-transposed-right.js";
import type { ModeTree } from "../tensor/mode-tree.js";
import { blockViews, type Evaluator, type WeightBlock } from "./factorization.js";
import { hierarchicalPlan } from "./hierarchical-plan.js";
import type { Inputs } from "./inputs.js";
import { createLift } from "./lift.js";

/**
 * Predictions of a hierarchical form at given inputs, and their gradient: the product-pooling network of the mode tree.
 *
 * At an interior node v: products_v = entrywise product of the children's values, values_v = products_v W^(v); a leaf's
 * values are its (lifted) weight matrix; the root's value is the prediction. Source: thesis appendix C.1, Proposition 8.
 *
 * @param blocks by node, W^(v) of shape [R_v, R_Pa(v)]
 *
 * Complexity: O(sum over interior nodes of rows_v R_v R_Pa(v)) for each call; rows_v as in {@link hierarchicalPlan}.
 */
export function createHierarchicalEvaluator(
  tree: ModeTree,
  blocks: readonly WeightBlock[],
  inputs: Inputs,
): Evaluator {
  const { nodes, order } = tree;
  const lifts = blocks.slice(0, order).map(({ rows, columns }, n) => createLift(inputs, n, rows, columns));
  const { rowCounts, childRows, rootRows } = hierarchicalPlan(
    tree,
    inputs,
    lifts.map(({ rows }) => rows),
  );
  const interiorRoom = (width: (block: WeightBlock) => number): Float64Array[] =>
    nodes.map((_, v) => new Float64Array(v < order ? 0 : rowCounts[v] * width(blocks[v])));
  const products = interiorRoom(({ rows }) => rows);
  const productGradients = interiorRoom(({ rows }) => rows);
  const values = interiorRoom(({ columns }) => columns);
  const valueGradients = interiorRoom(({ columns }) => columns);
  const matrices = blockViews(blocks);
  const parts = blockViews(blocks);
  const root = nodes.length - 1;

  return {
    predict(weights, predictions) {
      const W = matrices(weights);
      for (let n = 0; n < order; n++) values[n] = lifts[n].forward(W[n]);
      for (let v = order; v <= root; v++) {
        const { rows, columns } = blocks[v];
        products[v].fill(1);
        nodes[v].children.forEach((child, c, { length }) => {
          multiplyRows(products[v], values[child], childRows[v], c, length, rows);
        });
        matMul(products[v], W[v], values[v], rowCounts[v], rows, columns);
      }
      for (let i = 0; i < inputs.count; i++) predictions[i] = values[root][rootRows[i]];
    },
    pullBack(weights, residuals, gradient) {
      const W = matrices(weights);
      const dW = parts(gradient);
      for (let n = 0; n < order; n++) valueGradients[n] = lifts[n].room(dW[n]);
      for (let v = order; v <= root; v++) valueGradients[v].fill(0);
      for (let i = 0; i < inputs.count; i++) valueGradients[root][rootRows[i]] += residuals[i];
      for (let v = root; v >= order; v--) {
        const { rows, columns } = blocks[v];
        matMulTransposedLeft(products[v], valueGradients[v], dW[v], rows, rowCounts[v], columns);
        const { children } = nodes[v];
        matMulTransposedRight(valueGradients[v], W[v], productGradients[v], rowCounts[v], columns, rows);
        for (let c = 0; c < children.length; c++) {
          // products[v] has served: its room takes the product over the other children.
          products[v].set(productGradients[v]);
          children.forEach((other, o, { length }) => {
            if (o !== c) multiplyRows(products[v], values[other], childRows[v], o, length, rows);
          });
          addRows(valueGradients[children[c]], products[v], childRows[v], c, children.length, rows);
        }
      }
      for (let n = 0; n < order; n++) lifts[n].backward(dW[n]);
    },
  };
}

/** Multiplies row k of `product` by the row of `values` that `childRows` names for child c. */
function multiplyRows(
  product: Float64Array,
  values: Float64Array,
  childRows: Uint32Array,
  c: number,
  children: number,
  width: number,
): void {
  for (let k = c, at = 0; k < childRows.length; k += children, at += width) {
    const from = childRows[k] * width;
    for (let r = 0; r < width; r++) product[at + r] *= values[from + r];
  }
}

/** Adds row k of `received` to the row of `sums` that `childRows` names for child c: the adjoint of taking that row. */
function addRows(
  sums: Float64Array,
  received: Float64Array,
  childRows: Uint32Array,
  c: number,
  children: number,
  width: number,
): void {
  for (let k = c, at = 0; k < childRows.length; k += children, at += width) {
    const to = childRows[k] * width;
    for (let r = 0; r < width; r++) sums[to + r] += received[at + r];
  }
}
