/** A full array of real numbers; the first index runs fastest, as in MATLAB. */
export interface MatNumbers {
  readonly kind: "numbers";
  readonly shape: readonly number[];
  readonly values: Float64Array;
}

/** A sparse matrix by compressed columns. */
export interface MatSparse {
  readonly kind: "sparse";
  readonly shape: readonly number[];
  /** [entries] from 0 */
  readonly rowIndices: Float64Array;
  /** [columns + 1] */
  readonly columnPointers: Float64Array;
  /** [entries] */
  readonly values: Float64Array;
}

/** A character array, all of it as one string, the first index fastest. */
export interface MatText {
  readonly kind: "text";
  readonly shape: readonly number[];
  readonly text: string;
}

/** A cell array; the first index runs fastest. */
export interface MatCells {
  readonly kind: "cells";
  readonly shape: readonly number[];
  readonly cells: readonly MatArray[];
}

/** What is not read: structures, objects, functions, complex numbers. */
export interface MatOther {
  readonly kind: "other";
  readonly description: string;
}

export type MatArray = MatNumbers | MatSparse | MatText | MatCells | MatOther;
