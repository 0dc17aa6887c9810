import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { signFlipTest } from "../../../src/evaluate/statistics/sign-flip.js";
import { createRandom } from "../../../src/random.js";

/** All 2^n assignments, written out as bits; whole numbers, so that sums are exact. */
function literal(differences: readonly number[]): number {
  const total = Math.abs(differences.reduce((a, b) => a + b, 0));
  let count = 0;
  for (let bits = 0; bits < 2 ** differences.length; bits++) {
    const sum = differences.reduce((s, x, k) => s + ((bits >> k) & 1 ? -x : x), 0);
    if (Math.abs(sum) >= total) count++;
  }
  return count / 2 ** differences.length;
}

test("the share of all assignments of signs, whatever the scale", () => {
  const differences = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 10 });
  fc.assert(
    fc.property(differences, (values) => {
      expect(signFlipTest(values)).toBe(literal(values));
      expect(signFlipTest(values.map((x) => x / 2708))).toBe(literal(values));
    }),
  );
});

test("exact where all assignments cannot be tried one by one: values of one size follow the binomial distribution", () => {
  for (const n of [21, 22, 27, 28])
    for (const minus of [0, 3, Math.floor(n / 2)]) {
      const values = Array.from({ length: n }, (_, k) => (k < minus ? -0.01 : 0.01));
      // |n - 2 B| >= n - 2 minus for B binomial (n, 1/2).
      let as = 0;
      for (let b = 0; b <= n; b++) if (Math.abs(n - 2 * b) >= n - 2 * minus) as += binomial(n, b);
      expect(signFlipTest(values)).toBeCloseTo(as / 2 ** n, 14);
    }
});

function binomial(n: number, k: number): number {
  let value = 1;
  for (let i = 1; i <= k; i++) value = (value * (n - k + i)) / i;
  return Math.round(value);
}

test("above 28 pairs signs are drawn: near the normal approximation, and the same each time", () => {
  const values = Array.from({ length: 40 }, (_, k) => (k % 4 === 0 ? -1 : 1));
  // 30 against 10 of one size: P(|2 B - 40| >= 20) for B binomial (40, 1/2) = 0.00222...
  expect(signFlipTest(values)).toBeGreaterThan(0.0017);
  expect(signFlipTest(values)).toBeLessThan(0.0028);
  expect(signFlipTest(values)).toBe(signFlipTest(values));
});

test("above 28 pairs the share of 100,000 draws, by the definition", () => {
  for (const n of [29, 40, 61, 90]) {
    const values = Array.from({ length: n }, (_, k) => Math.round(40 * Math.sin(7 * k + n)) + 5);
    const tables = Array.from({ length: Math.ceil(n / 8) }, (_, t) =>
      values
        .slice(8 * t, 8 * (t + 1))
        .reduce((sums, x) => sums.flatMap((sum) => [sum - x, sum + x]), [0])
        .sort((a, b) => a - b),
    );
    const random = createRandom(0, "sign flips");
    const sums = new Array<number>(100_000).fill(0);
    for (const table of tables)
      for (let draw = 0; draw < sums.length; draw++) sums[draw] += table[random.integer(256) % table.length];
    const total = Math.abs(values.reduce((a, b) => a + b, 0));
    const as = sums.filter((sum) => Math.abs(sum) >= total).length;
    expect(signFlipTest(values)).toBe((1 + as) / 100_001);
  }
});

/** How many sums a call keeps, in all: what it works through grows with them. */
function sumsKept(call: () => void): number {
  let count = 0;
  class Counted extends Float64Array {
    constructor(length: number) {
      super(length);
      count += length;
    }
  }
  vi.stubGlobal("Float64Array", Counted);
  try {
    call();
  } finally {
    vi.unstubAllGlobals();
  }
  return count;
}

test("the work is that of two halves, not of all assignments; signs are drawn once, not for every test", () => {
  const values = (n: number, k: number) => Array.from({ length: n }, (_, seed) => Math.sin(7 * seed + k));
  // 1 + 2 + 4 + ... + 2^(n/2) sums of either half, of 2^n assignments.
  for (const n of [2, 10, 22, 28])
    expect(sumsKept(() => signFlipTest(values(n, 1)))).toBe(2 * (2 ** (n / 2 + 1) - 1));
  // The sums of 4,000 draws at a time, and tables of the sums of eight signs: seven of 2^8 and one of 2^4, which is repeated to 2^8.
  const tables = 7 * (2 ** 9 - 1) + (2 ** 5 - 1) + 8 * 2 ** 8;
  for (let k = 0; k < 5; k++) expect(sumsKept(() => signFlipTest(values(60, k)))).toBe(4000 + tables);
  const drawing = vi.fn();
  const Plain = Uint32Array;
  class Drawn extends Plain {
    // Parts of one are not drawn anew.
    static get [Symbol.species]() {
      return Plain;
    }
    constructor(length: number) {
      super(length);
      drawing();
    }
  }
  vi.stubGlobal("Uint32Array", Drawn);
  signFlipTest(values(60, 5));
  expect(drawing).not.toHaveBeenCalled();
  // Of another number of tables there are other places.
  signFlipTest(values(69, 5));
  expect(drawing).toHaveBeenCalledOnce();
  vi.unstubAllGlobals();
});
