import { InputError } from "../errors.js";
import { frobeniusNorm } from "../tensor/frobenius-norm.js";
import { matMul } from "../tensor/mat-mul.js";
import { matMulTransposedLeft } from "../tensor/mat-mul-transposed-left.js";
import { matMulTransposedRight } from "../tensor/mat-mul-transposed-right.js";
import { createTensor } from "../tensor/tensor.js";
import { createCpEvaluator } from "./cp-evaluator.js";
import { createDensePairEvaluator } from "./dense-pair-evaluator.js";
import { blockViews, checkCount, type Factorization, layOut } from "./factorization.js";

/** Part of all entries from which on whole matrix products are faster than the rows and columns asked for; measured. */
const DENSE_FROM = 0.2;

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
 * Where a fifth of all entries or more is asked for, predictions are taken from W_L (W_{L-1} ... W_1), else from the rows
 * of W_L and the columns of W_{L-1} ... W_1 that the inputs ask for; one step costs O(min(count, D_L D_0) * D_{L-1} + sum
 * over l < L of D_l D_{l-1} D_0).
 *
 * @param shape [rows, columns] of the end matrix
 * @param depth L >= 2
 * @param hidden sizes of all hidden layers; default min(rows, columns), the least that restricts nothing
 * @throws InputError where the shape has not two dimensions, or a size or the depth is out of range
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
  const room = () => blocks.slice(0, -1).map((block) => new Float64Array(block.rows * columns));
  return {
    kind: "matrix",
    shape,
    depth,
    sizes,
    blocks,
    weightCount,
    evaluator(inputs) {
      const dense = inputs.vectors === undefined && inputs.count >= DENSE_FROM * rows * columns;
      const evaluator = dense
        ? createDensePairEvaluator([rows, columns], hidden, inputs)
        : createCpEvaluator(shape, hidden, inputs);
      const factors = blockViews(blocks);
      const gradients = blockViews(blocks);
      const products = room();
      const received = room();
      const right = new Float64Array(columns * hidden); // (W_{L-1} ... W_1)^T
      const rightGradient = new Float64Array(columns * hidden);
      return {
        predict(weights, predictions) {
          const matrices = factors(weights);
          multiply(matrices, products);
          transpose(products[depth - 2], right, hidden, columns);
          evaluator.predict([matrices[depth - 1], right], predictions);
        },
        pullBack(weights, residuals, gradient) {
          const matrices = factors(weights);
          const parts = gradients(gradient);
          evaluator.pullBack(residuals, [parts[depth - 1], rightGradient]);
          transpose(rightGradient, received[depth - 2], columns, hidden);
          for (let l = depth - 2; l >= 1; l--) {
            matMulTransposedRight(received[l], products[l - 1], parts[l], sizes[l + 1], columns, sizes[l]);
            matMulTransposedLeft(matrices[l], received[l], received[l - 1], sizes[l], sizes[l + 1], columns);
          }
          parts[0].set(received[0]);
        },
      };
    },
    endTensor(weights) {
      const matrices = blockViews(blocks)(weights);
      const products = room();
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
        largest = Math.max(largest, frobeniusNorm(above.map((value, k) => value - below[k])));
      }
      return largest;
    },
  };
}

function transpose(matrix: Float64Array, out: Float64Array, rows: number, columns: number): void {
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) out[j * rows + i] = matrix[i * columns + j];
}
