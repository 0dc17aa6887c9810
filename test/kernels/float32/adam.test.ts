import { expect, test } from "vitest";
import { distance, expectKernel, normals, runWasm } from "../../support/kernel-harness.js";

const [RATE, BETA1, BETA2, EPSILON, DECAY] = [5e-4, 0.9, 0.999, 1e-8, 1e-3];

/** PyTorch's update, written out for one number. */
function oracleStep(
  p: number,
  gradient: number,
  m: number,
  v: number,
  step: number,
): [number, number, number] {
  const g = gradient + DECAY * p;
  const first = BETA1 * m + (1 - BETA1) * g;
  const second = BETA2 * v + (1 - BETA2) * g * g;
  const corrected = first / (1 - BETA1 ** step);
  const deviation = Math.sqrt(second / (1 - BETA2 ** step));
  return [p - (RATE * corrected) / (deviation + EPSILON), first, second];
}

const numbers = (count: number, step: number) => [
  count,
  RATE / (1 - BETA1 ** step),
  1 / Math.sqrt(1 - BETA2 ** step),
  BETA1,
  BETA2,
  EPSILON,
  DECAY,
];

test.each([1, 3, 4, 7, 64, 101])("one step on %i numbers", async (count) => {
  const [p, g, m] = [1, 2, 3].map((seed) => normals(count, seed));
  const v = normals(count, 4).map((value) => value ** 2);
  const rows = Array.from(p, (_, k) => oracleStep(p[k], g[k], m[k], v[k], 10));
  const expected = [0, 1, 2].map((k) => rows.map((row) => row[k]));
  await expectKernel("adam", [p, g, m, v], expected, numbers(count, 10));
});

test("a hundred steps stay with PyTorch's update in float64", async () => {
  const count = 6;
  let state = [normals(count, 1), new Float32Array(count), new Float32Array(count)];
  let exact = Array.from(state[0], (p): [number, number, number] => [p, 0, 0]);
  for (let step = 1; step <= 100; step++) {
    const gradient = normals(count, step);
    const [p, m, v] = state;
    state = await runWasm("adam", [p, gradient, m, v], [count, count, count], numbers(count, step));
    exact = exact.map(([q, first, second], k) => oracleStep(q, gradient[k], first, second, step));
  }
  for (const k of [0, 1, 2])
    expect(
      distance(
        state[k],
        exact.map((row) => row[k]),
      ),
    ).toBeLessThan(1e-5);
});

test("a parameter without gradient and decay stays where it is", async () => {
  const p = Float32Array.of(0, 0, 0, 0, 0);
  const zero = new Float32Array(5);
  await expectKernel("adam", [p, zero, zero, zero], [p, zero, zero], numbers(5, 1));
});
