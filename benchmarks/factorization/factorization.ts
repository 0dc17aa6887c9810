// One gradient step of each factorization (float64, one thread), beside PyTorch; and matrix products beside its BLAS.
import { main } from "assemblyscript/asc";
import {
  completionTask,
  cpFactorization,
  createObjective,
  deepCpFactorization,
  type Factorization,
  gaussianInitialization,
  gradientDescent,
  halfSquareLoss,
  hierarchicalFactorization,
  matrixFactorization,
  sampleEntries,
} from "../../src/factorization/index.js";
import { createFloat64Arena } from "../../src/kernels/float64/arena.js";
import { webAssembly } from "../../src/kernels/wasm/web-assembly.js";
import { createRandom } from "../../src/random.js";
import { perfectModeTree } from "../../src/tensor/index.js";
import { type Benchmark, medianTime, pythonPeer, type Row } from "../support/measure.js";

/** Rows, inner dimension, columns. */
type Sizes = readonly [rows: number, inner: number, columns: number];

/** A factorization, and how many steps of it are timed at once. */
interface Case {
  /** its name at the peer */
  readonly peer: string;
  readonly name: string;
  readonly factorization: () => Factorization;
  readonly observed: number;
  readonly stepsAtOnce: number;
  readonly headline?: boolean;
  /** floating-point operations of its matrix products, where they are most of a step */
  readonly operations?: number;
}

const PRODUCTS: readonly Sizes[] = [
  [64, 64, 64],
  [100, 1000, 100],
  [64, 512, 512],
  [512, 64, 512],
];
const CASES: readonly Case[] = [
  {
    peer: "matrix 2x2",
    name: "deep matrix 2 x 2, depth 3, 3 observed",
    factorization: () => matrixFactorization([2, 2], 3),
    observed: 3,
    stepsAtOnce: 2000,
    headline: true,
  },
  {
    peer: "matrix 64x64",
    name: "deep matrix 64 x 64, depth 3, 2,048 observed",
    factorization: () => matrixFactorization([64, 64], 3),
    observed: 2048,
    stepsAtOnce: 10,
  },
  {
    peer: "cp",
    name: "CP 10^4, R = 1000, 2,000 observed",
    factorization: () => cpFactorization([10, 10, 10, 10], 1000),
    observed: 2000,
    stepsAtOnce: 1,
    headline: true,
  },
  {
    peer: "hierarchical",
    name: "hierarchical 8^4, width 512, 2,048 observed",
    factorization: () => hierarchicalFactorization([8, 8, 8, 8], perfectModeTree(4, 2), 512),
    observed: 2048,
    stepsAtOnce: 1,
    headline: true,
    // Of two nodes the products of 64 pairs of rows with 512 x 512 weights: forward, and the gradients of both.
    operations: 2 * 3 * 2 * 64 * 512 * 512,
  },
  {
    peer: "deep cp",
    name: "deep CP 10^4, R = 500, depth 3, 2,000 observed",
    factorization: () => deepCpFactorization([10, 10, 10, 10], 500, 3),
    observed: 2000,
    stepsAtOnce: 1,
  },
];

export const run: Benchmark = async () => {
  const ours = CASES.map((item) => ({ ...item, ms: stepTime(item), plain: stepTime(item, "plain") }));
  const speeds = PRODUCTS.map((sizes) => gemmSpeed(sizes));
  const peak = await registerPeak();
  const peer = pythonPeer<Peer>("factorization.py");
  const steps = peer.absent === undefined ? peer.steps : {};
  const rows: Row[] = ours.flatMap(({ name, peer: key, ms, plain, headline, operations }) => {
    const theirs = Object.entries(steps[key] ?? {}).map(([form, time]) => ({
      case: `${name}: PyTorch, ${form}`,
      ms: time,
      note: peer.absent ?? peer.torch,
    }));
    const best = Math.min(...theirs.map((row) => row.ms));
    const against = theirs.length > 0 ? `; PyTorch's best takes ${factor(best / ms)}` : "";
    const speed = 1e-6 * ((operations ?? 0) / ms);
    const share = operations
      ? `; its matrix products alone make ${speed.toFixed(1)} GFLOP/s of it, ${Math.round((100 * speed) / peak)} % of what two lanes do in registers`
      : "";
    return [
      { case: name, ms, note: `plain TypeScript takes ${factor(plain / ms)}${against}${share}`, headline },
      ...theirs,
    ];
  });
  if (peer.absent !== undefined) rows.push({ case: "PyTorch", ms: null, note: peer.absent });
  PRODUCTS.forEach((sizes, k) => {
    const [rowCount, inner, columns] = sizes;
    const theirs = peer.absent === undefined ? peer.gflops[sizes.join("x")] : undefined;
    const share = Math.round((100 * speeds[k]) / peak);
    rows.push({
      case: `product ${sizes.join(" x ")}`,
      ms: (2e-6 * rowCount * inner * columns) / speeds[k],
      note: `${speeds[k].toFixed(1)} GFLOP/s, ${share} % of what two lanes do in registers (${peak.toFixed(1)})${theirs ? `; PyTorch's BLAS ${theirs.toFixed(1)}` : ""}`,
    });
  });
  return { name: "Factorizations, one gradient step in float64", rows };
};

/** What peers/factorization.py prints. */
interface Peer {
  readonly torch: string;
  /** milliseconds of a step, by case and by form */
  readonly steps: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly gflops: Readonly<Record<string, number>>;
}

function stepTime(
  { factorization: create, observed, stepsAtOnce }: Case,
  kernels: "wasm" | "plain" = "wasm",
): number {
  const factorization = create();
  const { shape } = factorization;
  const random = createRandom(1);
  const indices = sampleEntries(shape, observed, random);
  const values = indices.map(() => random.normal());
  const task = completionTask(shape, { indices, values }, halfSquareLoss);
  const objective = createObjective(factorization, task, kernels);
  if (objective.workspace === undefined) throw new Error("a factorization's objective has a workspace");
  const { weights, gradient, subtractScaled } = objective.workspace;
  weights.set(gaussianInitialization(factorization, 0.1, random));
  const optimizer = gradientDescent(1e-6);
  const state = new Float64Array(0);
  const steps = () => {
    for (let k = 0; k < stepsAtOnce; k++) {
      objective.valueAndGradient(weights, gradient);
      optimizer.step(weights, gradient, state, subtractScaled);
    }
  };
  return medianTime(steps, { repeats: 41, warmUp: 10 }) / stepsAtOnce;
}

function gemmSpeed([rows, inner, columns]: Sizes): number {
  const random = createRandom(2);
  const arena = createFloat64Arena("wasm");
  arena.planMatMul(rows, inner);
  const matrix = (length: number) =>
    arena.reserve(
      length,
      Float64Array.from({ length }, () => random.normal()),
    );
  const [a, b, out] = [matrix(rows * inner), matrix(inner * columns), matrix(rows * columns)];
  arena.seal();
  const times = Math.ceil(2e7 / (rows * inner * columns));
  const multiply = () => {
    for (let k = 0; k < times; k++)
      arena.kernels.matMul(a.values, b.values, out.values, rows, inner, columns);
  };
  return (2e-6 * rows * inner * columns * times) / medianTime(multiply, { repeats: 31, warmUp: 3 });
}

/** GFLOP/s of independent two-lane products and sums that never leave the registers: the most that WebAssembly gives here. */
async function registerPeak(): Promise<number> {
  const names = Array.from({ length: 12 }, (_, k) => `s${k}`);
  const source = `export function work(times: i32, x: f64): f64 {
    const v = f64x2.splat(x);
    ${names.map((name) => `let ${name} = v;`).join("\n")}
    for (let k = 0; k < times; k++) {
      ${names.map((name, k) => (k % 2 ? `${name} = f64x2.mul(${name}, v);` : `${name} = f64x2.add(${name}, v);`)).join("\n")}
    }
    return ${names.map((name) => `f64x2.extract_lane(${name}, 0) + f64x2.extract_lane(${name}, 1)`).join(" + ")};
  }`;
  let binary: Uint8Array | undefined;
  const { error } = await main(
    ["peak.ts", "--outFile", "peak.wasm", "-O3", "--enable", "simd", "--runtime", "stub", "--use", "abort="],
    {
      readFile: (name: string) => (name.endsWith("peak.ts") ? source : null),
      writeFile: (_: string, contents: string | Uint8Array) => {
        if (typeof contents !== "string") binary = contents;
      },
    },
  );
  if (error) throw error;
  if (binary === undefined) throw new Error("no module came");
  const { instance } = await webAssembly.instantiate(binary, {});
  const { work } = instance.exports as { work(times: number, x: number): number };
  const times = 1e6;
  return (2e-6 * names.length * times) / medianTime(() => work(times, 1), { repeats: 21, warmUp: 3 });
}

function factor(ratio: number): string {
  return `${ratio >= 10 ? ratio.toFixed(0) : ratio.toFixed(2)} times as long`;
}
