import type * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { InputError } from "../../../src/errors.js";
import { addSegmentMax } from "../../../src/nn/ops/add-segment-max.js";
import { segmentMax } from "../../../src/nn/ops/segment-max.js";
import type { SparseMatrix } from "../../../src/nn/ops/sparse-matrix.js";
import { weightedSegmentMax } from "../../../src/nn/ops/weighted-segment-max.js";

/** Tensors of which the shapes alone are there: whatever else is read of them fails. */
const shaped = (...shape: number[]) => ({ shape }) as unknown as tf.Tensor2D;
const pattern = (entries: number) => ({ forward: [shaped(3), shaped(entries)] }) as unknown as SparseMatrix;

test.each([
  [
    "weightedSegmentMax",
    "edges and self-loops",
    (n: number) => weightedSegmentMax(pattern(n), shaped(n, 1), shaped(2, 1)),
  ],
  ["segmentMax", "vertices", (n: number) => segmentMax(pattern(1), shaped(n, 1))],
  ["addSegmentMax", "vertices", (n: number) => addSegmentMax(pattern(1), shaped(n, 1))],
])("%s refuses more places than float32 tells apart", (op, what, run) => {
  const call = () => run(2 ** 24 + 1);
  expect(call).toThrow(InputError);
  expect(call).toThrow(
    `${op}: expected at most 16,777,216 ${what}, the places that float32 tells apart, got 16,777,217`,
  );
  // As many as it tells apart are taken, and fail here only because nothing is in them.
  expect(() => run(2 ** 24)).not.toThrow(InputError);
  // Why: the next place is the same number.
  expect(Math.fround(2 ** 24 + 1)).toBe(2 ** 24);
});
