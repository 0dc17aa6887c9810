import { describe, expect, test } from "vitest";
import { convolution } from "../../oracles/image-ops.js";
import { distance, normals, runPlain, runPlain64, runWasm } from "../../support/kernel-harness.js";

/** images, height, width, channels, filters, window height and width, stride, padding */
const CASES = [
  [2, 5, 7, 3, 8, 3, 3, 1, 1],
  [2, 6, 9, 4, 12, 3, 3, 2, 1],
  [1, 9, 8, 3, 5, 7, 5, 2, 2],
  [3, 4, 4, 8, 16, 1, 1, 2, 0],
  [2, 5, 3, 1, 4, 3, 3, 1, 1],
  [2, 3, 3, 5, 2, 3, 3, 1, 1],
  [1, 6, 70, 4, 9, 3, 3, 1, 1],
  [1, 2, 2, 2, 3, 2, 2, 1, 0],
] as const;

describe.each(CASES)(
  "%i images of %i x %i x %i by %i filters of %i x %i, stride %i, padding %i",
  (images, height, width, channels, filters, filterHeight, filterWidth, stride, padding) => {
    const outHeight = Math.floor((height + 2 * padding - filterHeight) / stride) + 1;
    const outWidth = Math.floor((width + 2 * padding - filterWidth) / stride) + 1;
    const x = normals(images * height * width * channels, 1);
    const filter = normals(filterHeight * filterWidth * channels * filters, 2);
    const dy = normals(images * outHeight * outWidth * filters, 3);
    const padded = (height + 2 * padding) * (width + 2 * padding) * channels;
    const literal = (a: ArrayLike<number>, f: ArrayLike<number>) =>
      convolution(
        Float64Array.from(a),
        Float64Array.from(f),
        [images, height, width, channels],
        [filterHeight, filterWidth, channels, filters],
        stride,
        padding,
      );
    const inner = (a: ArrayLike<number>, b: ArrayLike<number>) =>
      Array.from(a).reduce((sum, value, k) => sum + value * b[k], 0);

    test("convolve is the definition", async () => {
      const numbers = [images, height, width, channels, filterHeight, filterWidth, filters, stride, padding];
      const call = ["convolve", [x, filter], [dy.length, padded + filter.length], numbers] as const;
      const expected = literal(x, filter);
      expect(distance(runPlain(...call)[0], expected)).toBeLessThan(2e-6);
      expect(distance((await runWasm(...call))[0], expected)).toBeLessThan(2e-6);
    });

    test("convolveInputGradient is its adjoint in the image", async () => {
      const sizes = [
        x.length,
        (height + filterHeight - 1) * (width + filterWidth - 1) * filters + filter.length,
      ];
      const numbers = [images, outHeight, outWidth, filters, filterHeight, filterWidth, channels];
      const call = [
        "convolveInputGradient",
        [dy, filter],
        sizes,
        [...numbers, stride, padding, height, width],
      ] as const;
      const [dx] = runPlain64(...call);
      // <A x, y> = <x, A' y> for this x and y, and for the unit vectors of some pixels
      const scale = Math.sqrt(inner(dx, dx));
      expect(Math.abs(inner(literal(x, filter), dy) - inner(x, dx))).toBeLessThan(1e-5 * scale);
      for (let k = 0; k < x.length; k += 1 + Math.floor(x.length / 20)) {
        const unit = new Float64Array(x.length).fill(1, k, k + 1);
        expect(Math.abs(inner(literal(unit, filter), dy) - dx[k])).toBeLessThan(1e-6 * scale);
      }
      expect(distance((await runWasm(...call))[0], dx)).toBeLessThan(2e-6);
    });

    test("convolveFilterGradient is its adjoint in the filter", async () => {
      const numbers = [images, height, width, channels, outHeight, outWidth, filters, stride, padding];
      const call = [
        "convolveFilterGradient",
        [x, dy],
        [filter.length, padded],
        [...numbers, filterHeight, filterWidth],
      ] as const;
      const [df] = runPlain64(...call);
      const scale = Math.sqrt(inner(df, df));
      for (let k = 0; k < filter.length; k += 1 + Math.floor(filter.length / 20)) {
        const unit = new Float64Array(filter.length).fill(1, k, k + 1);
        expect(Math.abs(inner(literal(x, unit), dy) - df[k])).toBeLessThan(1e-6 * scale);
      }
      expect(distance((await runWasm(...call))[0], df)).toBeLessThan(2e-6);
    });
  },
);
