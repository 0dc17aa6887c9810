import { InputError } from "../errors.js";
import { checkMatrix, createTensor, type Tensor } from "./tensor.js";

/**
 * Mode product W ×_n U: every fibre of mode n is multiplied by the matrix.
 *
 * (W ×_n U)_{..., j, ...} = sum over d of U_{j,d} W_{..., d, ...}. Source: Kolda and Bader (2009), section 2.5.
 *
 * @param matrix [J, D_n]
 * @param mode n, from 0
 * @returns the tensor's shape with D_n replaced by J
 *
 * Complexity: O(J * entries).
 * @throws InputError where the mode is out of range or the matrix has another number of columns than the mode's dimension
 */
export function modeProduct(tensor: Tensor, matrix: Tensor, mode: number): Tensor {
  checkMatrix(matrix, "mode product");
  const { shape, data } = tensor;
  const dimension = shape[mode];
  const [rows, columns] = matrix.shape;
  if (columns !== dimension)
    throw new InputError(
      `mode product with mode ${mode} of [${shape.join(", ")}]: expected a matrix of ${dimension ?? "no"} columns, got ${columns}`,
    );
  const result = createTensor(shape.map((size, n) => (n === mode ? rows : size)));
  const inner = shape.slice(mode + 1).reduce((product, size) => product * size, 1);
  const outer = data.length / (inner * dimension);
  for (let o = 0; o < outer; o++)
    for (let j = 0; j < rows; j++)
      for (let d = 0; d < dimension; d++) {
        const value = matrix.data[j * dimension + d];
        const source = (o * dimension + d) * inner;
        const target = (o * rows + j) * inner;
        for (let k = 0; k < inner; k++) result.data[target + k] += value * data[source + k];
      }
  return result;
}
