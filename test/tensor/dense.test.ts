import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom, shuffle } from "../../src/random.js";
import {
  createTensor,
  innerProduct,
  khatriRao,
  matricize,
  modeProduct,
  outerProduct,
  permuteModes,
  tensorize,
} from "../../src/tensor/index.js";
import {
  arbitrarySeed,
  arbitraryShape,
  entries,
  gaussian,
  largestDifference,
} from "../generators/tensors.js";

describe("dense tensors", () => {
  it("outer products multiply entry by entry", () => {
    fc.assert(
      fc.property(arbitraryShape(1, 2), arbitraryShape(0, 2), arbitrarySeed, (left, right, seed) => {
        const a = gaussian(left, seed);
        const b = gaussian(right, seed ^ 1);
        const product = outerProduct([a, b]);
        expect(product.shape).toEqual([...left, ...right]);
        const expected = [...a.data].flatMap((x) => [...b.data].map((y) => x * y));
        expect([...product.data]).toEqual(expected);
      }),
    );
  });

  it("a mode permutation moves every entry to its permuted index", () => {
    fc.assert(
      fc.property(arbitraryShape(1, 4), arbitrarySeed, (shape, seed) => {
        const tensor = gaussian(shape, seed);
        const order = shuffle(
          shape.map((_, mode) => mode),
          createRandom(seed),
        );
        const permuted = new Map([...entries(permuteModes(tensor, order))].map(([i, v]) => [i.join(), v]));
        for (const [index, value] of entries(tensor))
          expect(permuted.get(order.map((mode) => index[mode]).join())).toBe(value);
      }),
    );
  });

  it("matricization by any index set puts an entry in the row of its chosen modes, and back", () => {
    fc.assert(
      fc.property(
        arbitraryShape(1, 4),
        arbitrarySeed,
        fc.integer({ min: 0, max: 15 }),
        (shape, seed, mask) => {
          const tensor = gaussian(shape, seed);
          const modes = shape.flatMap((_, mode) => (mask & (1 << mode) ? [mode] : []));
          const matrix = matricize(tensor, modes);
          const place = (index: number[], chosen: (mode: number) => boolean) =>
            index.reduce((at, i, mode) => (chosen(mode) ? at * shape[mode] + i : at), 0);
          for (const [index, value] of entries(tensor)) {
            const row = place(index, (mode) => modes.includes(mode));
            const column = place(index, (mode) => !modes.includes(mode));
            expect(matrix.data[row * matrix.shape[1] + column]).toBe(value);
          }
          expect(tensorize(matrix, modes, shape)).toEqual(tensor);
        },
      ),
    );
  });

  it("a mode product is the matrix times the mode's matricization", () => {
    fc.assert(
      fc.property(arbitraryShape(1, 4), arbitrarySeed, fc.nat(3), (shape, seed, choice) => {
        const mode = choice % shape.length;
        const tensor = gaussian(shape, seed);
        const matrix = gaussian([3, shape[mode]], seed ^ 5);
        const expected = modeProduct(matricize(tensor, [mode]), matrix, 0);
        const found = matricize(modeProduct(tensor, matrix, mode), [mode]);
        expect(largestDifference(found.data, expected.data)).toBeLessThan(1e-12);
      }),
    );
    const product = modeProduct(
      createTensor([2, 1], Float64Array.of(1, 10)),
      createTensor([1, 2], Float64Array.of(3, 4)),
      0,
    );
    expect(product).toEqual({ shape: [1, 1], data: Float64Array.of(43) });
  });

  it("a Khatri-Rao product's columns are the outer products of the factors' columns", () => {
    const a = gaussian([3, 2], 1);
    const b = gaussian([4, 2], 2);
    const column = (matrix: typeof a, r: number) =>
      createTensor(
        [matrix.shape[0]],
        matrix.data.filter((_, k) => k % 2 === r),
      );
    const product = khatriRao([a, b]);
    for (let r = 0; r < 2; r++)
      expect(column(product, r).data).toEqual(outerProduct([column(a, r), column(b, r)]).data);
  });

  it("inner products agree with the sum over entries, whatever the arrangement", () => {
    const a = gaussian([2, 3, 4], 1);
    const b = gaussian([2, 3, 4], 2);
    const expected = [...a.data].reduce((sum, x, k) => sum + x * b.data[k], 0);
    expect(innerProduct(a, b)).toBeCloseTo(expected, 12);
    expect(innerProduct(matricize(a, [1]), matricize(b, [1]))).toBeCloseTo(expected, 12);
  });

  it.each([
    [() => createTensor([2, 0]), "tensor shape [2, 0]: expected positive integers, got 0"],
    [() => createTensor([2, 2], new Float64Array(3)), "expected 4 entries for shape [2, 2], got 3"],
    [() => createTensor([2 ** 15, 2 ** 15]), "8 GiB would not fit in memory"],
    [() => permuteModes(createTensor([2, 2]), [0, 0]), "expected a permutation of 0 .. 1"],
    [() => matricize(createTensor([2, 2]), [2]), "expected distinct modes from 0 to 1, got 2"],
    [() => matricize(createTensor([2, 2]), [1, 1]), "expected distinct modes from 0 to 1, got 1"],
    [
      () => modeProduct(createTensor([2, 2]), createTensor([2, 3]), 1),
      "expected a matrix of 2 columns, got 3",
    ],
    [
      () => khatriRao([createTensor([2, 2]), createTensor([2, 3])]),
      "expected 2 columns as in factor 0, got 3",
    ],
    [() => innerProduct(createTensor([2]), createTensor([3])), "got [2] and [3]"],
  ])("refuses what is no such thing (%#)", (act, message) => {
    expect(act).toThrow(message);
  });
});
