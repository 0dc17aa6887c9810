import { describe, expect, test } from "vitest";
import { expectKernel, normals, runWasm } from "../../support/kernel-harness.js";

/** By the definition. */
function lossOf(
  logits: ArrayLike<number>,
  classes: number,
  labels: Int32Array,
  vertices: Int32Array,
): number {
  let total = 0;
  for (const vertex of vertices) {
    const row = Array.from({ length: classes }, (_, c) => logits[vertex * classes + c]);
    const powers = row.map((value) => Math.exp(value));
    total -= Math.log(powers[labels[vertex]] / powers.reduce((a, b) => a + b, 0));
  }
  return total / vertices.length;
}

describe.each([1, 2, 7, 40])("%i classes", (classes) => {
  const rows = 12;
  const labels = Int32Array.from({ length: rows }, (_, vertex) => (vertex * 5) % classes);
  const vertices = Int32Array.of(0, 3, 4, 11);
  const logits = normals(rows * classes, classes).map((value) => 3 * value);

  test("the mean over some vertices, and its gradient by finite differences", async () => {
    const exact = Float64Array.from(logits);
    const gradient = exact.map((value, k) => {
      const moved = (by: number) => lossOf(exact.with(k, value + by), classes, labels, vertices);
      return (moved(1e-5) - moved(-1e-5)) / 2e-5;
    });
    const expected = [[lossOf(exact, classes, labels, vertices)], gradient];
    const numbers = [rows, classes, vertices.length];
    await expectKernel("softmaxCrossEntropy", [logits, labels, vertices], expected, numbers, 1e-6);
  });
});

test("logits far apart neither overflow nor vanish", () => {
  // Row 0: the label's logit lies 20000 below the top. Row 1: 90 against 88, label 88, and one that is all but minus
  // infinity.
  const logits = Float32Array.of(1e4, -1e4, 0, -3e38, 88, 90);
  const high = 1 / (1 + Math.exp(-2));
  const loss = (2e4 + 2 + Math.log1p(Math.exp(-2))) / 2;
  const gradient = [0.5, -0.5, 0, 0, -high / 2, high / 2];
  const inputs = [logits, Int32Array.of(1, 1), Int32Array.of(0, 1)];
  return expectKernel("softmaxCrossEntropy", inputs, [[loss], gradient], [2, 3, 2]);
});

test.each([Number.NaN, Number.POSITIVE_INFINITY])(
  "a logit of %d gives a loss that is not finite",
  async (bad) => {
    const inputs = [Float32Array.of(1, bad), Int32Array.of(0), Int32Array.of(0)];
    const [[loss]] = await runWasm("softmaxCrossEntropy", inputs, [1, 2], [1, 2, 1]);
    expect(Number.isFinite(loss)).toBe(false);
  },
);
