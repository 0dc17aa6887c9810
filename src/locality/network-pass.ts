import { InputError } from "../errors.js";
import type { HierarchicalFactorization } from "../factorization/models/hierarchical-factorization.js";

/** A direction in which a network's inputs move. */
export interface InputDirection {
  /** those that move */
  readonly modes: Iterable<number>;
  /** [inputLength], v^(n) at its place; read at the modes only */
  readonly direction: Float64Array;
  readonly scale: number;
}

/**
 * One input's way through the product-pooling network of a hierarchical factorization, with derivatives by the input and, of these, by the
 * weights. Owns its workspace: for one input at a time.
 */
export interface NetworkPass {
  /** Numbers of one input: sum of the D_n; x^(n) stands at `offsets[n]`. */
  readonly inputLength: number;
  /** [N + 1] */
  readonly offsets: Uint32Array;
  /** The output f(X), and what the other functions need. @param at where the input begins */
  run(weights: Float64Array, inputs: Float64Array, at: number): number;
  /** Writes the gradient of f by x^(n), of the input last run, to its place; leaves other modes alone. @param gradient [inputLength] */
  inputGradient(modes: Iterable<number>, gradient: Float64Array): void;
  /**
   * Adds scale times the gradient, by the weights, of the sum over the modes of <v^(n), gradient of f by x^(n)>, of the input last run.
   *
   * @param gradient [weightCount], added to
   */
  pullBackDirection(weights: Float64Array, along: InputDirection, gradient: Float64Array): void;
}

/**
 * Prepares passes of {@link productPoolingNetwork}.
 *
 * h of a leaf is x^(n), of an interior node the product of its children's z; z = W^T h; f = z of the root. With dots for derivatives along
 * v, which is what <v, gradient of f by X> is, z' = W^T h' and h' = sum over children c of z_c' times the others' z. Backwards from the
 * root, with a = df'/dz' (which is df/dz too) and b = df'/dz: a_root = 1, b_root = 0, p = W a, q = W b, and of a child a = p times
 * the others' z, b = q times the others' z + p times the derivative of that product; dW = h b^T + h' a^T, and the gradient by x^(n) is p
 * at its leaf. Source: thesis Figure 3.2 and appendix C.1; derived by hand.
 *
 * Complexity: O(weights) for each function.
 *
 * @example
 * ```ts
 * import { hierarchicalFactorization } from "seprank/factorization";
 * import { createNetworkPass } from "seprank/locality";
 * import { perfectModeTree } from "seprank/tensor";
 *
 * const model = hierarchicalFactorization([2, 2], perfectModeTree(2, 2), 1);
 * const pass = createNetworkPass(model);
 * // All weights 1: the product of both inputs' sums.
 * pass.run(new Float64Array(model.weightCount).fill(1), Float64Array.of(1, 2, 3, 4), 0); // => 21
 * ```
 */
export function createNetworkPass({
  tree,
  blocks,
  shape,
  weightCount,
}: HierarchicalFactorization): NetworkPass {
  const offsets = new Uint32Array(shape.length + 1);
  shape.forEach((size, n) => {
    offsets[n + 1] = offsets[n] + size;
  });
  const inputLength = offsets[shape.length];
  const byRows = () => blocks.map(({ rows }) => new Float64Array(rows));
  const byColumns = () => blocks.map(({ columns }) => new Float64Array(columns));
  const [hidden, hiddenDot, p, q] = [byRows(), byRows(), byRows(), byRows()];
  const [linear, linearDot, a, b] = [byColumns(), byColumns(), byColumns(), byColumns()];
  const [others, othersDot] = [byColumns(), byColumns()];
  const root = tree.nodes.length - 1;

  /** z = W^T h */
  const apply = (weights: Float64Array, v: number, from: Float64Array, to: Float64Array) => {
    const { offset, rows, columns } = blocks[v];
    to.fill(0);
    for (let r = 0; r < rows; r++)
      for (let s = 0; s < columns; s++) to[s] += weights[offset + r * columns + s] * from[r];
  };
  /** p = W a */
  const applyTransposed = (weights: Float64Array, v: number, from: Float64Array, to: Float64Array) => {
    const { offset, rows, columns } = blocks[v];
    for (let r = 0; r < rows; r++) {
      let sum = 0;
      for (let s = 0; s < columns; s++) sum += weights[offset + r * columns + s] * from[s];
      to[r] = sum;
    }
  };
  /** others = product of the other children's z, by child of a node. */
  const multiplyOthers = (children: readonly number[]) => {
    for (const child of children) {
      others[child].fill(1);
      for (const other of children)
        if (other !== child)
          for (let r = 0; r < others[child].length; r++) others[child][r] *= linear[other][r];
    }
  };
  /** othersDot = derivative of that product. */
  const differentiateOthers = (children: readonly number[]) => {
    for (const child of children) {
      othersDot[child].fill(0);
      for (const moved of children) {
        if (moved === child) continue;
        for (let r = 0; r < othersDot[child].length; r++) {
          let term = linearDot[moved][r];
          for (const other of children) if (other !== child && other !== moved) term *= linear[other][r];
          othersDot[child][r] += term;
        }
      }
    }
  };

  return {
    inputLength,
    offsets,
    run(weights, inputs, at) {
      if (weights.length !== weightCount)
        throw new InputError(`weights: expected ${weightCount}, got ${weights.length}`);
      if (at + inputLength > inputs.length)
        throw new InputError(`network input: expected ${inputLength} numbers, got ${inputs.length - at}`);
      tree.nodes.forEach(({ children }, v) => {
        const own = hidden[v];
        if (children.length === 0) own.set(inputs.subarray(at + offsets[v], at + offsets[v + 1]));
        else {
          multiplyOthers(children);
          const [first] = children;
          for (let r = 0; r < own.length; r++) own[r] = linear[first][r] * others[first][r];
        }
        apply(weights, v, own, linear[v]);
      });
      // Derivatives of the output by every z and h.
      a[root][0] = 1;
      for (let v = root; v >= 0; v--) {
        applyTransposed(weights, v, a[v], p[v]);
        const { children } = tree.nodes[v];
        for (const child of children)
          for (let r = 0; r < p[v].length; r++) a[child][r] = p[v][r] * others[child][r];
      }
      return linear[root][0];
    },
    inputGradient(modes, gradient) {
      for (const n of modes) gradient.set(p[n], offsets[n]);
    },
    pullBackDirection(weights, { modes, direction, scale }, gradient) {
      for (let n = 0; n < shape.length; n++) hiddenDot[n].fill(0);
      for (const n of modes) hiddenDot[n].set(direction.subarray(offsets[n], offsets[n + 1]));
      tree.nodes.forEach(({ children }, v) => {
        const own = hiddenDot[v];
        if (children.length > 0) {
          differentiateOthers(children);
          const [first] = children;
          for (let r = 0; r < own.length; r++)
            own[r] = linearDot[first][r] * others[first][r] + linear[first][r] * othersDot[first][r];
        }
        apply(weights, v, own, linearDot[v]);
      });
      b[root][0] = 0;
      for (let v = root; v >= 0; v--) {
        const { offset, rows, columns } = blocks[v];
        for (let r = 0; r < rows; r++)
          for (let s = 0; s < columns; s++)
            gradient[offset + r * columns + s] +=
              scale * (hidden[v][r] * b[v][s] + hiddenDot[v][r] * a[v][s]);
        const { children } = tree.nodes[v];
        if (children.length === 0) continue;
        applyTransposed(weights, v, b[v], q[v]);
        for (const child of children)
          for (let r = 0; r < rows; r++)
            b[child][r] = q[v][r] * others[child][r] + p[v][r] * othersDot[child][r];
      }
    },
  };
}
