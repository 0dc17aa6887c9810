import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createFloat64Arena, type KernelChoice, type Reserved } from "../../../src/kernels/float64/arena.js";
import { type Float64Kernels, plainKernels } from "../../../src/kernels/float64/plain-kernels.js";
import { wasmAvailable } from "../../../src/kernels/float64/wasm-kernels.js";
import { createRandom } from "../../../src/random.js";

type Numbers = Float64Array | Uint32Array;
type Operation = (...parameters: (Numbers | number)[]) => void;

const gaussian = (length: number, seed: number) => {
  const random = createRandom(seed, "float64 kernels");
  return Float64Array.from({ length }, () => random.normal());
};
const rowNumbers = (length: number, below: number, seed: number) => {
  const random = createRandom(seed, "float64 rows");
  return Uint32Array.from({ length }, () => random.integer(below));
};

/** What a kernel writes to its outputs; everything else in its arena must stay as it was. */
function run(
  choice: KernelChoice,
  name: keyof Float64Kernels,
  inputs: readonly Numbers[],
  outputs: readonly Float64Array[],
  numbers: readonly number[],
  product?: readonly [rows: number, inner: number],
): Float64Array[] {
  const arena = createFloat64Arena(choice);
  if (product) arena.planMatMul(...product);
  const guards: Reserved[] = [];
  const guarded = <T>(reserved: T): T => {
    guards.push(arena.reserve(2, Float64Array.of(Math.PI, Math.E)));
    return reserved;
  };
  const placed = inputs.map((content) =>
    guarded(
      content instanceof Float64Array
        ? arena.reserve(content.length, content)
        : arena.reserveIndices(content),
    ),
  );
  const results = outputs.map((content) => guarded(arena.reserve(content.length, content)));
  arena.seal();
  expect(arena.kernels === plainKernels).toBe(choice === "plain");
  (arena.kernels[name] as Operation)(...[...placed, ...results].map(({ values }) => values), ...numbers);
  for (const { values } of guards) expect(values).toEqual(Float64Array.of(Math.PI, Math.E));
  placed.forEach(({ values }, k) => {
    expect(values).toEqual(inputs[k]);
  });
  return results.map(({ values }) => values.slice());
}

/** Both kernels against an oracle. */
function check(
  name: keyof Float64Kernels,
  inputs: readonly Numbers[],
  outputs: readonly Float64Array[],
  numbers: readonly number[],
  expected: readonly Float64Array[],
  product?: readonly [number, number],
): void {
  for (const choice of ["plain", "wasm"] as const)
    run(choice, name, inputs, outputs, numbers, product).forEach((found, k) => {
      const wrong = found.findIndex((value, at) => !(Math.abs(value - expected[k][at]) < 1e-11));
      expect(wrong, `${choice} ${name}: ${found[wrong]} instead of ${expected[k][wrong]}`).toBe(-1);
    });
}

const rubbish = (length: number) => new Float64Array(length).fill(Number.NaN);
const size = fc.integer({ min: 1, max: 13 });
const seed = fc.integer({ min: 0, max: 2 ** 31 - 9 });

it("WebAssembly is there, so that its kernels are what is tested", () => {
  expect(wasmAvailable()).toBe(true);
});

describe("matrix products", () => {
  const literal = (
    a: (i: number, k: number) => number,
    b: (k: number, j: number) => number,
    [rows, inner, columns]: readonly number[],
  ) =>
    Float64Array.from({ length: rows * columns }, (_, at) => {
      let sum = 0;
      for (let k = 0; k < inner; k++) sum += a(Math.floor(at / columns), k) * b(k, at % columns);
      return sum;
    });
  const checkAll = (sizes: readonly [number, number, number], start: number) => {
    const [rows, inner, columns] = sizes;
    const a = gaussian(rows * inner, start);
    const b = gaussian(inner * columns, start + 1);
    const out = [rubbish(rows * columns)];
    const plan = [rows, inner] as const;
    const plain = (x: Float64Array, width: number) => (i: number, j: number) => x[i * width + j];
    const flipped = (x: Float64Array, width: number) => (i: number, j: number) => x[j * width + i];
    const expected = (left: typeof a, right: typeof b, form: "AB" | "A'B" | "AB'") => [
      literal(
        form === "A'B" ? flipped(left, rows) : plain(left, inner),
        form === "AB'" ? flipped(right, inner) : plain(right, columns),
        sizes,
      ),
    ];
    check("matMul", [a, b], out, sizes, expected(a, b, "AB"), plan);
    check("matMulTransposedLeft", [a, b], out, sizes, expected(a, b, "A'B"), plan);
    check("matMulTransposedRight", [a, b], out, sizes, expected(a, b, "AB'"), plan);
  };

  it("are sums of products, whatever the sizes", () => {
    fc.assert(
      fc.property(size, size, size, seed, (rows, inner, columns, start) =>
        checkAll([rows, inner, columns], start),
      ),
      { numRuns: 60 },
    );
  });

  it.each([
    [5, 513, 6], // more inner indices than a packed panel is deep
    [4, 1025, 4],
    [33, 64, 31],
  ] as const)("of %i x %i x %i", (...sizes) => {
    checkAll(sizes, 5);
  });
});

describe("products of rows", () => {
  it("and their adjoint", () => {
    fc.assert(
      fc.property(size, size, size, seed, (count, rows, width, start) => {
        const left = gaussian(rows * width, start);
        const right = gaussian(3 * width, start + 1);
        const leftRows = rowNumbers(count, rows, start);
        const rightRows = rowNumbers(count, 3, start + 1);
        const received = gaussian(count * width, start + 2);
        const product = new Float64Array(count * width);
        const [dLeft, dRight] = [gaussian(rows * width, 1), gaussian(3 * width, 2)]; // added to
        const expected = [dLeft.slice(), dRight.slice()];
        for (let k = 0; k < count; k++)
          for (let c = 0; c < width; c++) {
            const [l, r, at] = [leftRows[k] * width + c, rightRows[k] * width + c, k * width + c];
            product[at] = left[l] * right[r];
            expected[0][l] += received[at] * right[r];
            expected[1][r] += received[at] * left[l];
          }
        const operands = [left, leftRows, right, rightRows];
        check("multiplyRows", operands, [rubbish(count * width)], [count, width], [product]);
        check("multiplyRowsGradient", [received, ...operands], [dLeft, dRight], [count, width], expected);
      }),
      { numRuns: 60 },
    );
  });
});

describe("pairs of rows", () => {
  it("inner products, and weighted sums of partners, rows without partners and repeated pairs among them", () => {
    fc.assert(
      fc.property(size, fc.integer({ min: 1, max: 40 }), seed, fc.nat(12), (rows, width, start, most) => {
        const random = createRandom(start, "pairs");
        const others = 4;
        const counts = Array.from({ length: rows }, () => random.integer(most + 1));
        const starts = new Uint32Array(rows + 1);
        counts.forEach((count, row) => {
          starts[row + 1] = starts[row] + count;
        });
        const pairs = starts[rows];
        const partners = rowNumbers(pairs, others, start);
        const places = Uint32Array.from({ length: pairs }, (_, k) => pairs - 1 - k);
        const left = gaussian(rows * width, start);
        const right = gaussian(others * width, start + 1);
        const weights = gaussian(pairs, start + 2);
        const products = new Float64Array(pairs);
        const sums = new Float64Array(rows * width);
        for (let row = 0; row < rows; row++)
          for (let k = starts[row]; k < starts[row + 1]; k++)
            for (let c = 0; c < width; c++) {
              products[places[k]] += left[row * width + c] * right[partners[k] * width + c];
              sums[row * width + c] += weights[places[k]] * right[partners[k] * width + c];
            }
        const lists = [starts, partners, places];
        check("pairProducts", [left, right, ...lists], [rubbish(pairs)], [rows, width], [products]);
        check("pairSums", [weights, right, ...lists], [rubbish(rows * width)], [rows, width], [sums]);
      }),
      { numRuns: 60 },
    );
  });
});

it("a step along a vector has the very bits of the plain one", () => {
  fc.assert(
    fc.property(size, seed, (count, start) => {
      const [target, vector] = [gaussian(count, start), gaussian(count, start + 1)];
      const expected = target.map((value, k) => value - 0.3 * vector[k]);
      for (const choice of ["plain", "wasm"] as const)
        expect(run(choice, "subtractScaled", [], [target, vector], [0.3, count])[0]).toEqual(expected);
    }),
    { numRuns: 60 },
  );
});

describe("chains of matrices", () => {
  it("and their adjoint", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 7 }),
        seed,
        (count, depth, side, start) => {
          const matrices = gaussian(count * depth * side * side, start);
          const entry = (r: number, i: number, d: number, e: number) =>
            ((r * depth + i - 1) * side + d) * side + e;
          const at = (r: number, i: number, d: number) => (r * (depth + 1) + i) * side + d;
          const stages = gaussian(count * (depth + 1) * side, start + 1);
          const expected = stages.slice();
          for (let r = 0; r < count; r++)
            for (let i = depth; i >= 1; i--)
              for (let d = 0; d < side; d++) {
                expected[at(r, i - 1, d)] = 0;
                for (let e = 0; e < side; e++)
                  expected[at(r, i - 1, d)] += matrices[entry(r, i, d, e)] * expected[at(r, i, e)];
              }
          check("matrixChains", [matrices], [stages], [count, depth, side], [expected]);
          const received = gaussian(stages.length, start + 2);
          const back = received.slice();
          const gradients = new Float64Array(matrices.length);
          for (let r = 0; r < count; r++)
            for (let i = 1; i <= depth; i++)
              for (let e = 0; e < side; e++) {
                back[at(r, i, e)] = 0;
                for (let d = 0; d < side; d++) {
                  back[at(r, i, e)] += matrices[entry(r, i, d, e)] * back[at(r, i - 1, d)];
                  gradients[entry(r, i, d, e)] = back[at(r, i - 1, d)] * expected[at(r, i, e)];
                }
              }
          check(
            "matrixChainsGradient",
            [matrices, expected],
            [received, rubbish(matrices.length)],
            [count, depth, side],
            [back, gradients],
          );
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("arenas", () => {
  it("hold copies and views, zeros where nothing is given, and choose WebAssembly for enough numbers only", () => {
    for (const [length, plain] of [
      [2047, true],
      [2048, false],
    ] as const) {
      const arena = createFloat64Arena();
      const whole = arena.reserve(length);
      const part = arena.view(whole, 3, 2);
      const rows = arena.reserveIndices(Uint32Array.of(7, 8, 9));
      const after = arena.reserveIndices(Uint32Array.of(1));
      arena.seal();
      expect(arena.kernels === plainKernels).toBe(plain);
      expect(whole.values.every((value) => value === 0)).toBe(true);
      whole.values[4] = 5;
      expect(part.values).toEqual(Float64Array.of(0, 5));
      expect([...rows.values, ...after.values]).toEqual([7, 8, 9, 1]);
    }
  });

  it("fall back on plain arrays where a memory would be larger than WebAssembly has", () => {
    const arena = createFloat64Arena("wasm");
    arena.planMatMul(2 ** 20, 512); // scratch of 4 GiB and more
    const numbers = arena.reserve(3);
    arena.seal();
    expect(arena.kernels).toBe(plainKernels);
    expect(numbers.values).toEqual(new Float64Array(3));
  });
});

describe("blocks of eight vectors", () => {
  /** A random matrix above the diagonal, as columns: column u has rows above u. */
  const columnsAbove = (count: number, start: number) => {
    const random = createRandom(start, "columns");
    const starts = new Uint32Array(count + 1);
    const uppers: number[] = [];
    for (let u = 0; u < count; u++) {
      for (let v = u + 1; v < count; v++) if (random.uniform() < 0.4) uppers.push(v);
      starts[u + 1] = uppers.length;
    }
    return { starts, uppers: Uint32Array.from(uppers), shares: gaussian(uppers.length, start + 1) };
  };
  const lanes = (count: number, value: (u: number, lane: number) => number) =>
    Float64Array.from({ length: 8 * count }, (_, at) => value(Math.floor(at / 8), at % 8));
  const inner = (a: Float64Array, b: Float64Array) =>
    Float64Array.from({ length: 8 }, (_, lane) =>
      a.reduce((sum, value, at) => sum + (at % 8 === lane ? value * b[at] : 0), 0),
    );

  it("are multiplied by D - W", () => {
    fc.assert(
      fc.property(size, seed, (count, start) => {
        const { starts, uppers, shares } = columnsAbove(count, start);
        const [diagonal, x] = [gaussian(count, start + 2), gaussian(8 * count, start + 3)];
        const y = lanes(count, (u, lane) => {
          let sum = diagonal[u] * x[8 * u + lane];
          for (let k = starts[u]; k < starts[u + 1]; k++) sum -= shares[k] * x[8 * uppers[k] + lane];
          return sum;
        });
        const inputs = [starts, uppers, shares, diagonal, x];
        check("laplacianProduct", inputs, [rubbish(8 * count), rubbish(8)], [count], [y, inner(x, y)]);
      }),
      { numRuns: 60 },
    );
  });

  it("are solved for with U D U^T: multiplied by it, the solution is the right-hand side", () => {
    fc.assert(
      fc.property(size, seed, (count, start) => {
        const { starts, uppers, shares } = columnsAbove(count, start);
        const tame = shares.map((share) => share / 4);
        const inverses = gaussian(count, start + 2).map((value) => 1 + Math.abs(value));
        const z = gaussian(8 * count, start + 3);
        // y = D U^T z, r = U y, with U = 1 - shares
        const y = lanes(count, (u, lane) => {
          let sum = z[8 * u + lane];
          for (let k = starts[u]; k < starts[u + 1]; k++) sum -= tame[k] * z[8 * uppers[k] + lane];
          return sum / inverses[u];
        });
        const r = y.slice();
        for (let u = 0; u < count; u++)
          for (let k = starts[u]; k < starts[u + 1]; k++)
            for (let lane = 0; lane < 8; lane++) r[8 * uppers[k] + lane] -= tame[k] * y[8 * u + lane];
        const inputs = [starts, uppers, tame, inverses, r];
        for (const choice of ["plain", "wasm"] as const) {
          const [found, products] = run(
            choice,
            "solveFactored",
            inputs,
            [rubbish(8 * count), rubbish(8)],
            [count],
          );
          found.forEach((value, at) => {
            expect(Math.abs(value - z[at])).toBeLessThan(1e-8);
          });
          inner(r, found).forEach((product, lane) => {
            expect(Math.abs(products[lane] - product)).toBeLessThan(1e-9);
          });
        }
      }),
      { numRuns: 60 },
    );
  });

  it("take a step, and turn to the next direction", () => {
    fc.assert(
      fc.property(size, seed, (count, start) => {
        const [x, p, r, q] = [0, 1, 2, 3].map((k) => gaussian(8 * count, start + k));
        const factors = gaussian(8, start + 4);
        const left = r.map((value, at) => value - factors[at % 8] * q[at]);
        const reached = x.map((value, at) => value + factors[at % 8] * p[at]);
        const turned = p.map((value, at) => q[at] + factors[at % 8] * value);
        for (const choice of ["plain", "wasm"] as const) {
          const arena = createFloat64Arena(choice);
          const [xs, ps, rs, qs, fs, products] = [x, p, r, q, factors, rubbish(8)].map((content) =>
            arena.reserve(content.length, content),
          );
          arena.seal();
          const { stepAlong, nextDirection } = arena.kernels;
          stepAlong(xs.values, ps.values, rs.values, qs.values, fs.values, products.values, count);
          nextDirection(ps.values, qs.values, fs.values, count);
          expect(xs.values).toEqual(reached);
          expect(rs.values).toEqual(left);
          expect(ps.values).toEqual(turned);
          expect(qs.values).toEqual(q);
          products.values.forEach((product, lane) => {
            expect(Math.abs(product - inner(left, left)[lane])).toBeLessThan(1e-9);
          });
        }
      }),
      { numRuns: 60 },
    );
  });

  it("come to the same bits in WebAssembly and without", () => {
    const { starts, uppers, shares } = columnsAbove(40, 5);
    const inputs = [starts, uppers, shares, gaussian(40, 6), gaussian(320, 7)];
    for (const name of ["laplacianProduct", "solveFactored"] as const) {
      const outputs = [rubbish(320), rubbish(8)];
      expect(run("wasm", name, inputs, outputs, [40])).toEqual(run("plain", name, inputs, outputs, [40]));
    }
  });
});
