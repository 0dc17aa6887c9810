import { InputError } from "../../errors.js";
import { createFloat64Arena } from "../../kernels/float64/arena.js";
import { matMul, matMulTransposedLeft, matMulTransposedRight } from "../../kernels/float64/mat-mul.js";
import { frobeniusDistance } from "../../tensor/rank-measures.js";
import { createTensor } from "../../tensor/tensor.js";
import { createCpEvaluator } from "../evaluators/cp-evaluator.js";
import { blockViews, checkCount, type Factorization, layOut } from "../factorization.js";
import type { Operand } from "../lift.js";
import { createWeightWorkspace } from "../weight-workspace.js";

/** A deep matrix factorization. */
export interface MatrixFactorization extends Factorization {
  readonly kind: "matrix";
  /** L. */
  readonly depth: number;
  /** D_0, ..., D_L: columns of the end matrix, the hidden sizes, rows of the end matrix. */
  readonly sizes: readonly number[];
}

/**
 * Deep matrix factorization: the end matrix is W_L ... W_1.
 *
 * Source: thesis equation 1.3; the unbalancedness magnitude is the largest Frobenius norm of W_{l+1}^T W_{l+1} - W_l
 * W_l^T (thesis section 3.2.1, equation 1.5). Block l - 1 is W_l, [D_l, D_{l-1}].
 *
 * Predictions are taken from W_L and W_{L-1} ... W_1 (see `createPairEvaluator`); one step costs
 * O(min(count, D_L D_0) * D_{L-1} + sum over l < L of D_l D_{l-1} D_0).
 *
 * @param shape [rows, columns] of the end matrix
 * @param depth L >= 2
 * @param hidden sizes of all hidden layers; default min(rows, columns), the least that restricts nothing
 * @throws InputError where the shape has not two dimensions, or a size or the depth is out of range
 *
 * @example
 * ```ts
 * import { matrixFactorization } from "seprank/factorization";
 *
 * const model = matrixFactorization([2, 3], 3);
 * model.sizes; // => [3, 2, 2, 2]
 * ```
 */
export function matrixFactorization(
  shape: readonly number[],
  depth: number,
  hidden: number = Math.min(...shape),
): MatrixFactorization {
  if (shape.length !== 2)
    throw new InputError(`matrix factorization: expected two dimensions, got [${shape.join(", ")}]`);
  checkCount(depth, 2, "depth of the matrix factorization");
  checkCount(hidden, 1, "hidden size");
  const [rows, columns] = shape;
  const sizes = [columns, ...new Array<number>(depth - 1).fill(hidden), rows];
  const { blocks, weightCount } = layOut(
    sizes.slice(1).map((size, l) => ({ name: `W${l + 1}`, rows: size, columns: sizes[l] })),
  );
  // products[l] = W_{l+1} ... W_1, [D_{l+1}, columns], for l < L - 1.
  const multiply = (factors: readonly Float64Array[], products: readonly Float64Array[]) => {
    products[0].set(factors[0]);
    for (let l = 1; l < depth - 1; l++)
      matMul(factors[l], products[l - 1], products[l], sizes[l + 1], sizes[l], columns);
  };
  const workspace = () => blocks.slice(0, -1).map((block) => new Float64Array(block.rows * columns));
  return {
    kind: "matrix",
    shape,
    depth,
    sizes,
    blocks,
    weightCount,
    evaluator(inputs, choice) {
      const arena = createFloat64Arena(choice);
      const workspace = createWeightWorkspace(arena, blocks, weightCount, inputs.count);
      const W = workspace.weights;
      const dW = workspace.gradients;
      // products[l] = W_{l+1} ... W_1; the first is W_1 itself.
      const inner = sizes.slice(2, -1);
      const products = [W[0], ...inner.map((size) => arena.reserve(size * columns))];
      const received = [dW[0], ...inner.map((size) => arena.reserve(size * columns))];
      const right: Operand = {
        rows: columns,
        values: arena.reserve(columns * hidden), // (W_{L-1} ... W_1)^T
        gradient: arena.reserve(columns * hidden),
      };
      const most = Math.max(...sizes);
      arena.planMatMul(most, most);
      const left: Operand = { rows, values: W[depth - 1], gradient: dW[depth - 1] };
      const pairs = createCpEvaluator(arena, { factors: [left, right], rank: hidden }, inputs, workspace);
      return workspace.evaluator(
        () => {
          const { kernels } = arena;
          for (let l = 1; l < depth - 1; l++)
            kernels.matMul(
              W[l].values,
              products[l - 1].values,
              products[l].values,
              sizes[l + 1],
              sizes[l],
              columns,
            );
          transpose(products[depth - 2].values, right.values.values, hidden, columns);
          pairs.forward();
        },
        () => {
          const { kernels } = arena;
          pairs.backward();
          transpose(right.gradient.values, received[depth - 2].values, columns, hidden);
          for (let l = depth - 2; l >= 1; l--) {
            const from = received[l].values;
            kernels.matMulTransposedRight(
              from,
              products[l - 1].values,
              dW[l].values,
              sizes[l + 1],
              columns,
              sizes[l],
            );
            kernels.matMulTransposedLeft(
              W[l].values,
              from,
              received[l - 1].values,
              sizes[l],
              sizes[l + 1],
              columns,
            );
          }
        },
      );
    },
    endTensor(weights) {
      const matrices = blockViews(blocks)(weights);
      const products = workspace();
      multiply(matrices, products);
      const end = createTensor(shape);
      matMul(matrices[depth - 1], products[depth - 2], end.data, rows, hidden, columns);
      return end;
    },
    unbalancedness(weights) {
      const matrices = blockViews(blocks)(weights);
      let largest = 0;
      for (let l = 0; l < depth - 1; l++) {
        const size = sizes[l + 1];
        const above = new Float64Array(size * size);
        const below = new Float64Array(size * size);
        matMulTransposedLeft(matrices[l + 1], matrices[l + 1], above, size, sizes[l + 2], size);
        matMulTransposedRight(matrices[l], matrices[l], below, size, sizes[l], size);
        largest = Math.max(largest, frobeniusDistance(above, below));
      }
      return largest;
    },
  };
}

function transpose(matrix: Float64Array, out: Float64Array, rows: number, columns: number): void {
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) out[j * rows + i] = matrix[i * columns + j];
}
