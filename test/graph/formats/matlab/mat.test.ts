import fc from "fast-check";
import { zlibSync } from "fflate";
import { expect, test } from "vitest";
import { FormatError, InputError } from "../../../../src/errors.js";
import { featureNonzeros } from "../../../../src/graph/attributes/features.js";
import { adler32, inflateZlib } from "../../../../src/graph/formats/compression/zlib.js";
import { readGraph } from "../../../../src/graph/formats/formats.js";
import { readMat } from "../../../../src/graph/formats/matlab/mat.js";
import type { MatArray } from "../../../../src/graph/formats/matlab/mat-values.js";
import { edgesOf } from "../../../generators/arbitrary-graphs.js";
import {
  doubles,
  ints,
  matArray,
  matElement,
  matFile,
  SCIPY_MAT,
  sparseMat,
  text,
} from "../../../generators/mat-bytes.js";
import { realData } from "../../../support/real-data.js";

test("reads a file that SciPy wrote: numbers of several types, sparse, text, cells; a structure and complex numbers are told", () => {
  const variables = readMat(SCIPY_MAT);
  expect([...variables.keys()]).toEqual(["x", "t", "A", "c", "s", "z", "e", "u", "b"]);
  const numbers = (shape: number[], values: number[]): MatArray => ({
    kind: "numbers",
    shape,
    values: Float64Array.from(values),
  });
  expect(variables.get("x")).toEqual(numbers([2, 3], [1, 4, 2, 5, 3, 300]));
  expect(variables.get("t")).toEqual({ kind: "text", shape: [1, 3], text: "abc" });
  expect(variables.get("A")).toEqual({
    kind: "sparse",
    shape: [3, 3],
    rowIndices: Float64Array.of(1, 0, 2, 1),
    columnPointers: Float64Array.of(0, 1, 3, 4),
    values: Float64Array.of(1, 1, 2, 2),
  });
  expect(variables.get("c")).toEqual({
    kind: "cells",
    shape: [1, 2],
    cells: [{ kind: "text", shape: [1, 3], text: "héy" }, numbers([2, 2], [1.5, 3, 2.5, 4])],
  });
  expect(variables.get("s")).toEqual({ kind: "other", description: "a structure" });
  expect(variables.get("z")).toEqual({ kind: "other", description: "complex numbers" });
  expect(variables.get("e")).toEqual(numbers([0, 3], []));
  expect(variables.get("u")).toEqual(numbers([1, 1], [2 ** 40]));
  expect(variables.get("b")).toEqual(numbers([1, 2], [1, 0]));
});

test("a MAT-file is known by its content, and is a graph by its matrix A", async () => {
  const dataset = await readGraph(SCIPY_MAT, { name: "x.bin" });
  expect(edgesOf(dataset)).toEqual([
    ["1", "0", 1],
    ["2", "1", 2],
  ]);
  expect(dataset).toMatchObject({ labels: null, features: null, dropped: { selfLoops: 0, duplicates: 2 } });
});

test("the only square sparse matrix is the graph, whatever its name; of several one is chosen", async () => {
  const entry = (name: string, value: number) =>
    matArray(
      5,
      name,
      [2, 2],
      matElement(5, ints(0)),
      matElement(5, ints(0, 0, 1)),
      matElement(9, doubles(value)),
    );
  const extra = matArray(6, "x", [1, 1], matElement(9, doubles(1)));
  const alone = await readGraph(matFile(extra, entry("Problem", 2)), { name: "a.mat" });
  expect(edgesOf(alone)).toEqual([["0", "1", 2]]);
  expect(alone.notices).toEqual(['variable "Problem" read as the adjacency matrix']);
  const two = matFile(entry("B", 2), entry("C", 3));
  await expect(readGraph(two, { name: "a.mat" })).rejects.toThrow(
    /got B \(sparse\), C \(sparse\); choose one/,
  );
  expect(edgesOf(await readGraph(two, { name: "a.mat", variable: "C" }))).toEqual([["0", "1", 3]]);
  await expect(readGraph(two, { name: "a.mat", variable: "D" })).rejects.toThrow(
    'expected a matrix named "D", got B (sparse), C (sparse)',
  );
});

test("a directed graph's entry (i, j) is the edge from i to j; Facebook100's columns become label and features", async () => {
  // local_info by columns: status 1 0 1, gender 2 0 1, major 7 7 9.
  const info = matArray(
    6,
    "local_info",
    [3, 3],
    matElement(4, new Uint8Array(Uint16Array.of(1, 0, 1, 2, 0, 1, 7, 7, 9).buffer)),
  );
  const matrix = matArray(
    5,
    "A",
    [3, 3],
    matElement(5, ints(2, 0)),
    matElement(5, ints(0, 1, 2, 2)),
    matElement(9, doubles(1, 1)),
  );
  const dataset = await readGraph(matFile(matrix, info), { name: "a.mat", directed: true });
  expect(edgesOf(dataset)).toEqual([
    ["2", "0", null],
    ["0", "1", null],
  ]);
  expect(Array.from(dataset.labels!)).toEqual([1, -1, 0]);
  expect(dataset.classNames).toEqual(["1", "2"]);
  // status 0, status 1, major 7, major 9
  expect(dataset.features).toMatchObject({
    kind: "dense",
    columns: 4,
    values: Float32Array.of(0, 1, 1, 0, 1, 0, 1, 0, 0, 1, 0, 1),
  });
});

test("a big-endian file reads as the little-endian one", () => {
  const little = matFile(matArray(6, "x", [1, 2], matElement(9, doubles(1.5, -2))));
  const big = little.slice();
  big.set([0x01, 0x00, 0x4d, 0x49], 124);
  const swap = (at: number, size: number) => big.subarray(at, at + size).reverse();
  // Words of tags, flags and dimensions; the name is bytes; then the tag and two doubles.
  for (const at of [128, 132, 136, 140, 144, 148, 152, 156, 160, 164, 168, 172, 184, 188]) swap(at, 4);
  swap(192, 8);
  swap(200, 8);
  expect(readMat(big)).toEqual(readMat(little));
});

test.each([
  [
    "no MAT-file",
    new Uint8Array(200),
    /byte 0: mat: expected a MATLAB 5.0 MAT-file; save it in MATLAB with -v7/,
  ],
  [
    "a graph without A",
    matFile(matArray(6, "B", [1, 1], matElement(9, doubles(1)))),
    /expected an adjacency matrix named A, or one square sparse matrix, got B \(numbers\); choose one/,
  ],
  [
    "a matrix that is not square",
    sparseMat([0], [0, 1, 1], [1], [3, 2]),
    /expected a square matrix A, got 3 x 2/,
  ],
  ["a row out of range", sparseMat([2], [0, 1, 1], [1]), /entry 0: expected a row from 0 to 1, got 2/],
  ["pointers that fall", sparseMat([0, 1], [0, 2, 1], [1, 1]), /column pointer 2 is lower/],
  ["too few entries", sparseMat([0], [0, 1, 2], [1]), /expected 2 entries, got 1 row indices/],
  ["too few pointers", sparseMat([0], [0, 1], [1]), /expected 3 column pointers from 0, got 2/],
  [
    "a claim of huge size",
    matFile(matArray(6, "A", [2 ** 30, 2 ** 30], matElement(9, doubles(1)))),
    /expected 1152921504606847000 numbers for/,
  ],
  [
    "a weight that is not finite",
    sparseMat([1], [0, 1, 1], [Number.NaN]),
    /expected a finite weight, got NaN/,
  ],
  [
    "twice one name",
    matFile(
      matArray(6, "A", [1, 1], matElement(9, doubles(0))),
      matArray(6, "A", [1, 1], matElement(9, doubles(0))),
    ),
    /appears twice/,
  ],
  [
    "an element cut off",
    matFile(matElement(14, new Uint8Array(64)).slice(0, 40)),
    /byte 128: mat: an element of 64 bytes is cut off/,
  ],
  [
    "local_info of another size",
    matFile(
      matArray(6, "A", [1, 1], matElement(9, doubles(0))),
      matArray(6, "local_info", [2, 2], matElement(9, doubles(1, 2, 3, 4))),
    ),
    /expected local_info as a matrix with 1 rows/,
  ],
])("%s is refused with its place", async (_, bytes, message) => {
  await expect(readGraph(bytes, { name: "a.mat", format: "mat" })).rejects.toThrow(message);
  await expect(readGraph(bytes, { name: "a.mat", format: "mat" })).rejects.toThrow(FormatError);
});

test("cells within cells within cells, without end, are refused", () => {
  let inner = matArray(6, "", [1, 1], matElement(9, doubles(1)));
  for (let depth = 0; depth < 12; depth++) inner = matArray(1, "", [1, 1], inner);
  expect(() => readMat(matFile(inner))).toThrow(/8 deep at most/);
});

test("a zlib stream is checked, and inflates no further than allowed", () => {
  const bomb = zlibSync(new Uint8Array(5_000_000));
  expect(() => inflateZlib(bomb, 1_000_000)).toThrow(/inflates beyond 1000000 bytes/);
  expect(inflateZlib(bomb, 5_000_000)).toHaveLength(5_000_000);
  expect(() => inflateZlib(bomb.slice(0, -6), 5_000_000)).toThrow(/damaged or truncated/);
  const damaged = bomb.slice();
  damaged[damaged.length - 1] ^= 1;
  expect(() => inflateZlib(damaged, 5_000_000)).toThrow(/checksum differs/);
  // RFC 1950's checksum of a known word.
  expect(adler32(text("Wikipedia"))).toBe(0x11e60398);
});

test("damaged and cut files are refused in one line, or read", async () => {
  const samples = [SCIPY_MAT, sparseMat([1, 0], [0, 1, 2], [1, 1])];
  const changes = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...samples), changes, fc.nat(), async (sample, bytesAt, cut) => {
      const bytes = sample.slice(0, cut % 4 === 0 ? cut % sample.length : sample.length);
      for (const [at, byte] of bytesAt) if (bytes.length > 0) bytes[at % bytes.length] ^= byte;
      try {
        await readGraph(bytes, { name: "a.mat", format: "mat" });
      } catch (error) {
        expect(error, String((error as Error).stack)).toBeInstanceOf(InputError);
        expect((error as Error).message).not.toContain("\n");
      }
    }),
    { numRuns: 400 },
  );
});

// Counts of vertices, edges and labels: the data's README. Numbers of features: LINKX (Lim et al., NeurIPS 2021).
for (const [name, vertices, edges, columns, genders] of [
  ["Reed98", 962, 18_812, 745, [97, 504, 361]],
  ["Amherst41", 2_235, 90_954, 1_193, [203, 1_015, 1_017]],
  ["Johns Hopkins55", 5_180, 186_586, 2_406, [418, 2_153, 2_609]],
  ["Cornell5", 18_660, 790_777, 4_735, [1_838, 8_135, 8_687]],
] as const)
  test(`facebook100: ${name}`, async (context) => {
    const bytes = realData(context, `facebook100/${name}.mat`);
    const { adjacency, features, labels, classNames, dropped } = await readGraph(bytes, {
      name: `${name}.mat`,
    });
    expect([adjacency.vertexCount, adjacency.edgeCount, dropped.selfLoops]).toEqual([vertices, edges, 0]);
    // The matrix is symmetric: it holds every edge twice.
    expect(dropped.duplicates).toBe(edges);
    expect([-1, 0, 1].map((label) => labels!.filter((other) => other === label).length)).toEqual(genders);
    expect(classNames).toEqual(["1", "2"]);
    expect(features!.columns).toBe(columns);
    expect(featureNonzeros(features!)).toBe(6 * vertices);
  });
