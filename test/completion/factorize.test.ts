import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tableFromIPC } from "apache-arrow";
import { describe, expect, test } from "vitest";
import { type FactorizeRun, factorize } from "../../src/completion/factorize.js";
import type { KnownEntries } from "../../src/completion/known-entries.js";
import { decodeRunState, encodeRunState } from "../../src/completion/run-state.js";
import { type FactorizationName, type FactorizeOptions, settingsFor } from "../../src/completion/settings.js";
import { FormatError, InterruptedError } from "../../src/errors.js";
import { lockFolder } from "../../src/evaluate/records/folder-lock.js";
import { decodeCheckpoint } from "../../src/factorization/index.js";
import { readZipEntry, zipEntries } from "../../src/graph/formats/compression/zip.js";
import { readNpy } from "../../src/graph/formats/numpy/npy.js";
import { openNpz, writeNpz } from "../../src/graph/formats/numpy/npz.js";
import { createRandom } from "../../src/random.js";
import { temporaryFolder } from "../support/temporary-folder.js";

/** All entries of a sum of outer products of Gaussian vectors, a thousand times a unit. */
function lowRank(shape: readonly number[], rank: number): KnownEntries {
  const random = createRandom(11);
  const count = shape.reduce((product, size) => product * size, 1);
  const values = new Float64Array(count);
  for (let r = 0; r < rank; r++) {
    const vectors = shape.map((size) => Array.from({ length: size }, () => random.normal()));
    for (let place = 0; place < count; place++) {
      let rest = place;
      let product = 1000;
      for (let n = shape.length - 1; n >= 0; n--) {
        product *= vectors[n][rest % shape[n]];
        rest = Math.floor(rest / shape[n]);
      }
      values[place] += product;
    }
  }
  return { shape, places: Float64Array.from(values, (_, place) => place), values };
}

function runOf(
  model: FactorizationName,
  known: KnownEntries,
  options: Partial<FactorizeOptions> = {},
  more: Partial<FactorizeRun> & { completed?: boolean } = {},
): FactorizeRun {
  const { completed = true, ...rest } = more;
  return {
    known,
    identity: {
      seprank: "0.0.0",
      input: { name: "data.npy", sha256: "00" },
      seed: 3,
      start: null,
      completed,
      settings: settingsFor(model, known.shape, {
        observe: { fraction: 0.6 },
        optimizer: "adaptive",
        iterations: 6000,
        stopBelow: 1e-6,
        ...options,
      }),
    },
    folder: temporaryFolder(),
    onProgress: () => {},
    ...rest,
  };
}

const completedOf = (folder: string) => readNpy(readFileSync(join(folder, "completed.npy")));
const npyOf = (archive: Uint8Array, key: string) =>
  readZipEntry(archive, zipEntries(archive).get(`${key}.npy`)!);
const fileOf = (folder: string, name: string) => readFileSync(join(folder, name));

describe("recovers a tensor of low rank from some of its entries, by a small start", () => {
  test.each<[FactorizationName, number[], number, Partial<FactorizeOptions>]>([
    ["matrix", [24, 20], 2, {}],
    ["tensor", [7, 8, 9], 2, { width: 12 }],
    ["deep-tensor", [7, 8, 9], 2, { width: 8, iterations: 2500 }],
    [
      "hierarchical",
      [5, 5, 5, 5],
      2,
      { width: 6, iterations: 4000, observe: { fraction: 0.7 }, initScale: 0.15 },
    ],
  ])("%s %j", async (model, shape, rank, options) => {
    const known = lowRank(shape, rank);
    const run = runOf(model, known, options);
    const { summary, figure } = await factorize(run);
    expect(summary.heldOut!.relative).toBeLessThan(0.03);
    expect(summary.heldOut!.relative).toBeLessThan(summary.heldOutOfMean!.relative / 20);
    for (const learned of summary.ranks) expect(learned).toMatchObject({ rank });
    // The errors told are those of the tensor written.
    const { values, shape: written } = completedOf(run.folder);
    expect(written).toEqual(shape);
    const squares = Array.from(known.values, (value, place) => (value - Number(values[place])) ** 2);
    const total = squares.reduce((sum, square) => sum + square, 0);
    const { train, heldOut } = summary;
    expect(train.entries + heldOut!.entries).toBe(known.values.length);
    expect(
      train.entries * train.rootMeanSquare ** 2 + heldOut!.entries * heldOut!.rootMeanSquare ** 2,
    ).toBeCloseTo(total, 6);
    // So is the last row of the trajectory, and the picture has it.
    const table = tableFromIPC(fileOf(run.folder, "trajectory.arrow"));
    const last = (name: string) => Number(table.getChild(name)!.get(table.numRows - 1));
    expect(last("iteration")).toBe(summary.iterations);
    expect(Math.sqrt(last("loss"))).toBeCloseTo(train.relative, 10);
    expect(last("held-out error")).toBeCloseTo(heldOut!.relative, 10);
    expect(figure.panels.length).toBeGreaterThan(1);
    for (const { series } of figure.panels) for (const { y } of series) expect(y).toHaveLength(table.numRows);
  });
});

test("a large start does not find the low rank that a small one finds", async () => {
  const known = lowRank([24, 20], 2);
  const { summary } = await factorize(runOf("matrix", known, { initScale: 0.5, depth: 2 }));
  expect(summary.heldOut!.relative).toBeGreaterThan(0.1);
  expect(summary.ranks[0].rank).toBeGreaterThan(2);
});

test("without the completed tensor: the same errors, and none is written", async () => {
  const known = lowRank([7, 8, 9], 2);
  const options = { width: 12, iterations: 300 };
  const { summary } = await factorize(runOf("tensor", known, options));
  const run = runOf("tensor", known, options, { completed: false });
  const lean = (await factorize(run)).summary;
  expect(lean.train.rootMeanSquare).toBeCloseTo(summary.train.rootMeanSquare, 8);
  expect(lean.heldOut!.rootMeanSquare).toBeCloseTo(summary.heldOut!.rootMeanSquare, 8);
  expect(lean.ranks).toEqual(summary.ranks);
  expect(existsSync(join(run.folder, "completed.npy"))).toBe(false);
});

describe("a run that is interrupted", () => {
  const known = lowRank([7, 8, 9], 2);
  const options = {
    width: 12,
    iterations: 3000,
    stopBelow: 0,
    optimizer: "adam",
    learningRate: 0.003,
  } as const;

  test("goes on to the same bytes", async () => {
    const whole = runOf("tensor", known, options);
    const expected = await factorize(whole);
    const folder = temporaryFolder();
    let interrupts = 0;
    for (;;) {
      const controller = new AbortController();
      let pieces = 0;
      const run = runOf("tensor", known, options, {
        folder,
        signal: controller.signal,
        onProgress: () => ++pieces === 2 && interrupts < 3 && controller.abort(),
      });
      const outcome = await factorize(run).catch((error: unknown) => error);
      if (outcome instanceof InterruptedError) {
        interrupts++;
        expect(outcome.message).toMatch(/^interrupted at iteration \d+, loss .* the same command goes on$/);
        const { iteration } = decodeCheckpoint(fileOf(folder, "checkpoint.npz"));
        expect(iteration).toBeGreaterThan(0);
        expect(iteration).toBeLessThan(3000);
        continue;
      }
      expect(outcome).toEqual(expected);
      break;
    }
    expect(interrupts).toBe(3);
    for (const name of ["completed.npy", "factors.npz", "checkpoint.npz", "trajectory.arrow", "config.json"])
      expect(fileOf(folder, name).equals(fileOf(whole.folder, name))).toBe(true);
  });

  test("is not mixed with another one, nor with other files", async () => {
    const short = { ...options, iterations: 5 };
    const run = runOf("tensor", known, short);
    await factorize(run);
    const other = (changed: Partial<FactorizeOptions>) =>
      factorize(runOf("tensor", known, { ...short, ...changed }, { folder: run.folder }));
    await expect(other({ learningRate: 0.5 })).rejects.toThrow(
      /another configuration \(option learningRate 0\.003, now 0\.5\); choose another folder/,
    );
    await expect(other({ observe: { count: 9 } })).rejects.toThrow(/option observe/);
    await expect(factorize(runOf("hierarchical", known, short, { folder: run.folder }))).rejects.toThrow(
      /option model/,
    );
    const seeded = runOf("tensor", known, short, { folder: run.folder });
    await expect(factorize({ ...seeded, identity: { ...seeded.identity, seed: 4 } })).rejects.toThrow(
      /seed 3, now 4/,
    );
    const foreign = temporaryFolder();
    writeFileSync(join(foreign, "thesis.tex"), "");
    await expect(factorize(runOf("tensor", known, short, { folder: foreign }))).rejects.toThrow(
      /got one that holds thesis\.tex; choose another folder/,
    );
  });

  test("begins in its own folder after a crash during the first write, and sweeps what that left", async () => {
    const run = runOf("tensor", known, { ...options, iterations: 5 });
    const left = join(run.folder, ".seprank-00000000-0000-4000-8000-000000000000.tmp");
    writeFileSync(left, "{");
    const { summary } = await factorize(run);
    expect(summary.iterations).toBe(5);
    expect(existsSync(left)).toBe(false);
    expect(existsSync(join(run.folder, "run.lock"))).toBe(false);
  });

  test("is refused where another process writes to the folder", async () => {
    const run = runOf("tensor", known, { ...options, iterations: 5 });
    const lock = await lockFolder(run.folder);
    await expect(factorize(run)).rejects.toThrow(/is writing to this folder/);
    await lock.release();
  });

  test("never goes on from a state of which any byte has changed", async () => {
    const run = runOf("tensor", known, { ...options, iterations: 40, recordEvery: 10 });
    const { summary } = await factorize(run);
    const path = join(run.folder, "checkpoint.npz");
    const whole = readFileSync(path);
    const random = createRandom(5);
    let refused = 0;
    for (let trial = 0; trial < 150; trial++) {
      const bytes = Buffer.from(whole);
      for (let change = 0; change < 2; change++) bytes[random.integer(bytes.length)] = random.integer(256);
      writeFileSync(path, bytes);
      const outcome = await factorize(run).catch((error: unknown) => error);
      if (outcome instanceof FormatError) refused++;
      // A byte that says nothing (a date, a name that is not read) leaves the state as it was.
      else expect(outcome).toMatchObject({ summary });
    }
    expect(refused).toBeGreaterThan(75);
    // The zip's own checksums put right: the trajectory is checked all the same.
    const state = decodeRunState(whole);
    const forged = encodeRunState({
      ...state,
      trajectory: { ...state.trajectory, values: state.trajectory.values.map((v) => v.map((x) => -x)) },
    });
    const arrays = new Map(
      [...openNpz(whole).keys].map((key) => [key, npyOf(key === "trajectory" ? forged : whole, key)]),
    );
    writeFileSync(path, writeNpz(arrays));
    await expect(factorize(run)).rejects.toThrow(/checkpoint\.npz: .*checksum differs/);
  });

  test("does not go on from damaged files", async () => {
    const run = runOf("tensor", known, { ...options, iterations: 5 });
    await factorize(run);
    writeFileSync(join(run.folder, "checkpoint.npz"), "PK");
    await expect(factorize(run)).rejects.toThrow(
      /checkpoint\.npz: expected the state .*delete it to begin anew/,
    );
    writeFileSync(join(run.folder, "config.json"), "{");
    await expect(factorize(run)).rejects.toThrow(/config\.json: expected the state/);
    writeFileSync(join(run.folder, "config.json"), "null");
    await expect(factorize(run)).rejects.toThrow(/config\.json: expected the state/);
  });
});

test("a run that diverges says where, keeps its last good state, and may go on from it with a smaller step", async () => {
  const known = lowRank([24, 20], 2);
  const options = { optimizer: "gradient-descent", depth: 2, recordEvery: 10, iterations: 50 } as const;
  const run = runOf("matrix", known, { ...options, learningRate: 5000 });
  await expect(factorize(run)).rejects.toThrow(
    /^diverged at iteration \d+ .* smaller learning rate .*--start .*checkpoint\.npz --learning-rate 2500/,
  );
  const { weights } = decodeCheckpoint(fileOf(run.folder, "checkpoint.npz"));
  expect(weights.every(Number.isFinite)).toBe(true);
  const next = await factorize(runOf("matrix", known, { ...options, learningRate: 0.1 }, { start: weights }));
  expect(next.summary.outcome).toBe("iterations");
  await expect(factorize(runOf("matrix", known, options, { start: weights.subarray(1) }))).rejects.toThrow(
    /--start: expected \d+ weights/,
  );
});

test("a completed tensor that would not fit is refused with its size, before anything is made", async () => {
  const known = { shape: [20_000, 20_000], places: Float64Array.of(5), values: Float64Array.of(1) };
  const run = runOf("matrix", known, { observe: { fraction: 1 }, width: 2, iterations: 2 });
  await expect(factorize(run)).rejects.toThrow(/2\.98\d* GiB would not fit in memory.*--no-completed/);
  expect(existsSync(join(run.folder, "config.json"))).toBe(false);
  const lean = runOf(
    "matrix",
    known,
    { observe: { fraction: 1 }, width: 2, iterations: 2 },
    { completed: false },
  );
  expect((await factorize(lean)).summary).toMatchObject({ heldOut: null, ranks: [], train: { entries: 1 } });
});

test("a tensor of zeros is completed by zeros", async () => {
  const known = { ...lowRank([4, 5], 1), values: new Float64Array(20) };
  const { summary } = await factorize(runOf("matrix", known, { iterations: 500 }));
  expect(summary.unit).toBe(1);
  expect(summary.heldOut!.rootMeanSquare).toBeLessThan(1e-2);
});
