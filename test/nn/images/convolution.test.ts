import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { selectBackend } from "../../../src/nn/backend/backend.js";
import { convolution, valid } from "../../../src/nn/images/convolution.js";
import { distance, normals } from "../../support/kernel-harness.js";

beforeAll(async () => {
  await selectBackend("cpu");
});

test.each([
  [5, 6, 3, 1, 1],
  [6, 7, 3, 2, 1],
  [7, 7, 1, 2, 0],
])(
  "TensorFlow.js's own ops, for the native library, give what the kernels give: %i x %i, window %i, stride %i, padding %i",
  (height, width, window, stride, padding) => {
    const x = tf.tensor4d(normals(2 * height * width * 3, 1), [2, height, width, 3]);
    const filter = tf.tensor4d(normals(window * window * 3 * 4, 2), [window, window, 3, 4]);
    const y = convolution(x, filter, stride, padding);
    const dy = tf.tensor4d(normals(y.size, 3), y.shape);
    const [dx, df] = tf.grads((a: tf.Tensor, f: tf.Tensor) =>
      convolution(a as tf.Tensor4D, f as tf.Tensor4D, stride, padding),
    )([x, filter], dy);
    const pairs = [
      [valid.forward(x, filter, { stride, padding }), y],
      [valid.inputGradient(dy, filter, { stride, padding }, [height, width]), dx],
      [valid.filterGradient(x, dy, { stride, padding }, [window, window]), df],
    ];
    for (const [own, expected] of pairs) {
      expect(own.shape).toEqual(expected.shape);
      expect(distance(own.dataSync(), expected.dataSync())).toBeLessThan(2e-6);
    }
  },
);
