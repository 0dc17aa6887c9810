import type { Program } from "./run-program.js";

/** A group of 64 threads computes a square of a dense product with this side, four by four elements a thread, from so many terms at a time. */
export const [SIDE, DEPTH] = [32, 16];

/** What tells one product of {@link productSquares} from another, in WGSL; `group` is the place of the square. */
export interface ProductOfSquares {
  readonly name: string;
  /** names of the numbers; `height` and `width` of the product are told by {@link height} and {@link width} */
  readonly integers: readonly string[];
  /** code that tells `top` and `start`, the square's first row and column, and `begin` and `end` of the terms that it adds up */
  readonly place: string;
  readonly height: string;
  readonly width: string;
  /** which thread takes which element of the left factor, so that neighbours read neighbours: `i` in the square and `k` of the terms, by `at` */
  readonly takes: string;
  /** term `term` of row `row` of the left factor, and of column `column` of the right one */
  readonly left: string;
  readonly right: string;
  /** where in `result` the element at `row` and `column` goes */
  readonly into: string;
}

/** A dense product of `a` and `b`, square by square. */
export function productSquares(product: ProductOfSquares): Program {
  const { name, integers, place, height, width, takes, left, right, into } = product;
  return {
    name,
    inputs: ["a", "b"],
    integers,
    byGroup: true,
    declarations: `
      var<workgroup> ofA : array<f32, ${SIDE * DEPTH}>;
      var<workgroup> ofB : array<f32, ${SIDE * DEPTH}>;`,
    code: `
      ${place}
      let y = (local / 8) * 4;
      let x = (local % 8) * 4;
      var sums : array<vec4<f32>, 4>;
      for (var first = begin; first < end; first += ${DEPTH}) {
        for (var at = local; at < ${SIDE * DEPTH}; at += 64) {
          {
            ${takes}
            let term = first + k;
            let row = top + i;
            ofA[k * ${SIDE} + i] = 0.0;
            if (term < end && row < ${height}) { ofA[k * ${SIDE} + i] = ${left}; }
          }
          {
            let term = first + at / ${SIDE};
            let column = start + at % ${SIDE};
            ofB[at] = 0.0;
            if (term < end && column < ${width}) { ofB[at] = ${right}; }
          }
        }
        workgroupBarrier();
        for (var k = 0; k < ${DEPTH}; k++) {
          let at = k * ${SIDE} + x;
          let ofRow = vec4<f32>(ofB[at], ofB[at + 1], ofB[at + 2], ofB[at + 3]);
          for (var r = 0; r < 4; r++) { sums[r] += ofA[k * ${SIDE} + y + r] * ofRow; }
        }
        workgroupBarrier();
      }
      for (var r = 0; r < 4; r++) {
        for (var c = 0; c < 4; c++) {
          let row = top + y + r;
          let column = start + x + c;
          if (row < ${height} && column < ${width}) { result[${into}] = sums[r][c]; }
        }
      }`,
  };
}
