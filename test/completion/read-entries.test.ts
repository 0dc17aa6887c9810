import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { indexOfPlace, knownEntries } from "../../src/completion/known-entries.js";
import { type ReadEntriesOptions, readEntries } from "../../src/completion/read-entries.js";
import { FormatError, InputError } from "../../src/errors.js";
import { writeNpy } from "../../src/graph/formats/numpy/npy.js";
import { writeNpz } from "../../src/graph/formats/numpy/npz.js";
import { int64Npy, npyBytes } from "../generators/npz-bytes.js";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const read = (content: string | Uint8Array, name: string, options: Partial<ReadEntriesOptions> = {}) =>
  readEntries(typeof content === "string" ? bytesOf(content) : content, name, {
    oneBased: false,
    missingNan: false,
    ...options,
  });
const float64 = (values: readonly number[]) => writeNpy("<f8", [values.length], values);
const entries = (shape: readonly number[], places: readonly number[], values: readonly number[]) => ({
  shape,
  places: Float64Array.from(places),
  values: Float64Array.from(values),
});

describe("tables", () => {
  const expected = entries([2, 3, 2], [1, 10], [0.5, -2e3]);

  test.each([
    ["commas and a header", "a.csv", "i,j,k,value\n1,2,0,-2e3\n0,0,1,0.5\n", {}],
    ["semicolons", "a.csv", "1;2;0;-2e3\n0;0;1;.5", {}],
    [
      "tabs, a comment, a repeated observation",
      "a.tsv",
      "# x\n1\t2\t0\t-2e3\n0\t0\t1\t.5\n0\t0\t1\t0.5\n",
      {},
    ],
    ["blanks", "a.txt", "1 2 0 -2e3\r\n0 0  1 0.5\r\n", {}],
    ["indices from one", "a.csv", "2,3,1,-2e3\n1,1,2,.5\n", { oneBased: true }],
  ])("%s", (_, name, text, options) => {
    expect(read(text, name, options)).toEqual(expected);
    expect(read(text, name, { ...options, order: 3, shape: [2, 3, 2] })).toEqual(expected);
  });

  test("a shape larger than the indices ask for", () => {
    expect(read("0,1,5\n", "a.csv", { shape: [2, 4] })).toEqual(entries([2, 4], [1], [5]));
  });
});

describe("arrays", () => {
  test("a dense array, row-major, whatever its order in memory", () => {
    const plain = writeNpy("<f8", [2, 3], [1, 2, 3, 4, 5, 6]);
    expect(read(plain, "a.npy")).toEqual(entries([2, 3], [0, 1, 2, 3, 4, 5], [1, 2, 3, 4, 5, 6]));
    expect(read(writeNpz(new Map([["x", plain]])), "a.npz")).toEqual(read(plain, "a.npy"));
    const two = writeNpz(
      new Map([
        ["x", plain],
        ["y", writeNpy("<f8", [1, 2], [7, 8])],
      ]),
    );
    expect(read(two, "a.npz", { key: "y" })).toEqual(entries([1, 2], [0, 1], [7, 8]));
  });

  test("NaN as an entry that is not known", () => {
    const gaps = writeNpy("<f8", [2, 2], [1, Number.NaN, 3, 4]);
    expect(read(gaps, "a.npy", { missingNan: true })).toEqual(entries([2, 2], [0, 2, 3], [1, 3, 4]));
  });

  // [[0, 5, 0], [7, 0, 9]] as SciPy 1.17 stores it.
  const format = (name: string) => npyBytes("|S3", [], bytesOf(name));
  const common: [string, Uint8Array][] = [["shape", int64Npy([2, 3])]];
  test.each<[string, [string, Uint8Array][]]>([
    [
      "csr",
      [
        ["indptr", int64Npy([0, 1, 3])],
        ["indices", int64Npy([1, 0, 2])],
        ["data", float64([5, 7, 9])],
      ],
    ],
    [
      "csc",
      [
        ["indptr", int64Npy([0, 1, 2, 3])],
        ["indices", int64Npy([1, 0, 1])],
        ["data", float64([7, 5, 9])],
      ],
    ],
    [
      "coo",
      [
        ["row", int64Npy([1, 0, 1])],
        ["col", int64Npy([2, 1, 0])],
        ["data", float64([9, 5, 7])],
      ],
    ],
  ])("a sparse matrix in %s form", (name, arrays) => {
    const npz = writeNpz(new Map([...common, ["format", format(name)], ...arrays]));
    expect(read(npz, "a.npz")).toEqual(entries([2, 3], [1, 3, 5], [5, 7, 9]));
  });

  test("index tuples and values", () => {
    const arrays: [string, Uint8Array][] = [
      ["indices", int64Npy([1, 0, 1, 0, 2, 0], [2, 3])],
      ["values", float64([4, 3])],
    ];
    expect(read(writeNpz(new Map(arrays)), "a.npz")).toEqual(entries([2, 3, 2], [4, 7], [3, 4]));
    const sized = writeNpz(new Map([...arrays, ["shape", int64Npy([2, 3, 4])]]));
    expect(read(sized, "a.npz").shape).toEqual([2, 3, 4]);
  });
});

test("a table of all entries, in any order, is the dense array", () => {
  const shapes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 4 });
  fc.assert(
    fc.property(
      shapes,
      fc.infiniteStream(fc.double({ noNaN: true, noDefaultInfinity: true })),
      (shape, numbers) => {
        const count = shape.reduce((product, size) => product * size, 1);
        const values = Array.from({ length: count }, () => numbers.next().value as number);
        const places = values.map((_, place) => place);
        // The places times a number without a common divisor with their count: another order.
        const order = places.map((place) => (place * 1009 + 5) % count);
        const table = order
          .map((place) => [...indexOfPlace(shape, place), values[place]].join(","))
          .join("\n");
        const dense = read(writeNpy("<f8", shape, values), "a.npy");
        expect(Array.from(dense.values)).toEqual(values);
        const listed = read(table, "a.csv");
        expect(listed.shape).toEqual(shape);
        expect(listed.places).toEqual(dense.places);
        expect(Array.from(listed.values, (value) => value + 0)).toEqual(values.map((value) => value + 0));
      },
    ),
    { numRuns: 50 },
  );
});

test.each<[string, string, string | Uint8Array, Partial<ReadEntriesOptions>, RegExp]>([
  ["nothing", "a.csv", "", {}, /^a\.csv: expected at least one observation, got none/],
  ["a header alone", "a.csv", "i,j,v\n", {}, /at least one observation/],
  ["one index", "a.csv", "0,1\n", {}, /^a\.csv:1: expected at least two indices and a value.* got 2/],
  ["a shorter row", "a.csv", "0,0,1\n0,1\n", {}, /^a\.csv:2: expected 3 fields, as in the first row, got 2/],
  ["text", "a.csv", "0,0,1\n0,one,2\n", {}, /^a\.csv:2: expected an integer as index 2, got "one"/],
  ["NaN", "a.csv", "0,0,NaN\n", {}, /^a\.csv:1: expected a finite number as the value, got "NaN"/],
  ["infinity", "a.csv", "0,0,1\n0,1,1e999\n", {}, /^a\.csv:2: expected a finite number as the value/],
  ["a broken index", "a.csv", "0,0.5,1\n", {}, /^a\.csv:1: index 2 .*expected an integer >= 0, got 0.5/],
  ["a negative index", "a.csv", "0,-1,1\n", {}, /index 2 .*>= 0, got -1/],
  ["0 of 1", "a.csv", "0,1,1\n", { oneBased: true }, /index 1 .*>= 1, got 0; leave --one-based out/],
  ["out of range", "a.csv", "0,0,1\n0,3,1\n", { shape: [2, 3] }, /^a\.csv:2: index 2 .* from 0 to 2, got 3/],
  [
    "two values",
    "a.csv",
    "0,0,1\n0,1,1\n0,0,2\n",
    {},
    /^a\.csv:3: entry \(0, 0\): expected one value, got 1 \(observation 1\) and 2 \(observation 3\)/,
  ],
  ["another order", "a.csv", "0,0,1\n", { order: 3 }, /^a\.csv: expected a tensor of order 3.*got 2/],
  ["another shape's order", "a.csv", "0,0,1\n", { shape: [2, 2, 2] }, /^a\.csv:1: expected 3 indices/],
  ["order against shape", "a.csv", "0,0,1\n", { shape: [2, 2], order: 3 }, /--order: expected 2.*got 3/],
  ["too many places", "a.csv", "4000000000,4000000000,1\n", {}, /product up to 2\^53/],
  ["a size of zero", "a.csv", "0,0,1\n", { shape: [0, 2] }, /index 1 .*got 0/],
  ["binary", "a.csv", new Uint8Array([0, 1, 2]), {}, /^a\.csv:byte 0: expected text/],
  ["another ending", "a.xls", "0,0,1\n", {}, /^a\.xls: expected a file name ending in \.csv/],
  ["a vector", "a.npy", writeNpy("<f8", [3], [1, 2, 3]), {}, /order 2 or more, got shape \(3\)/],
  ["no entry", "a.npy", writeNpy("<f8", [0, 3], []), {}, /positive dimensions/],
  [
    "NaN in an array",
    "a.npy",
    writeNpy("<f8", [2, 2], [1, 2, Number.NaN, 3]),
    {},
    /^a\.npy: entry \(1, 0\): .*got NaN; --missing-nan/,
  ],
  [
    "infinity in an array",
    "a.npy",
    writeNpy("<f8", [1, 2], [1, Number.POSITIVE_INFINITY]),
    { missingNan: true },
    /entry \(0, 1\): .*got Infinity$/,
  ],
  ["NaN alone", "a.npy", writeNpy("<f8", [1, 2], [Number.NaN, Number.NaN]), { missingNan: true }, /NaN only/],
  [
    "another shape",
    "a.npy",
    writeNpy("<f8", [1, 2], [1, 2]),
    { shape: [2, 1] },
    /expected shape \(2, 1\).*\(1, 2\)/,
  ],
  ["text in an array", "a.npy", writeNpy("<U", [1, 2], ["a", "b"]), {}, /expected numbers, got text/],
  [
    "damage",
    "a.npy",
    writeNpy("<f8", [2, 2], [1, 2, 3, 4]).subarray(0, 140),
    {},
    /^a\.npy:.*expected 32 bytes/,
  ],
  [
    "several arrays",
    "a.npz",
    writeNpz(new Map(["x", "y"].map((key) => [key, writeNpy("<f8", [1, 2], [1, 2])]))),
    {},
    /got x, y; name one by --key/,
  ],
  [
    "another sparse form",
    "a.npz",
    writeNpz(
      new Map(
        ["indptr", "indices", "data", "shape", "format"].map((key) => [
          key,
          key === "format" ? npyBytes("|S3", [], bytesOf("bsr")) : int64Npy([0]),
        ]),
      ),
    ),
    {},
    /csr, csc or coo form, got bsr/,
  ],
])("bad input: %s", (_, name, content, options, says) => {
  const attempt = () => read(content, name, options);
  expect(attempt).toThrow(InputError);
  expect(attempt).toThrow(says);
});

test("knownEntries refuses what is not finite by itself", () => {
  const given = { order: 2, indices: [0, 0], values: [Number.NaN], first: 0, where: () => ({}) };
  expect(() => knownEntries(given)).toThrow(FormatError);
});
