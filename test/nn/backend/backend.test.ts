import * as tf from "@tensorflow/tfjs-core";
import { expect, test, vi } from "vitest";
import { BackendError } from "../../../src/errors.js";
import { relaxedSimdSupported } from "../../../src/kernels/wasm/simd-supported.js";
import { selectBackend } from "../../../src/nn/backend/backend.js";
import { restoreNodeUtil } from "../../../src/nn/backend/node-repairs.js";
import { wasmBackendMemory } from "../../../src/nn/backend/wasm-backend.js";
import { matMul } from "../../../src/nn/ops/mat-mul.js";
import { hasTensorflow } from "../../support/backends.js";

test("wasm runs our kernels in its own memory, and says so", async () => {
  expect(await selectBackend("wasm")).toEqual({ name: "wasm", version: "4.22.0", kernels: "wasm" });
  expect(tf.getBackend()).toBe("wasm");
});

test.skipIf(relaxedSimdSupported())("wasm-relaxed says which engines it needs", async () => {
  const run = selectBackend("wasm-relaxed");
  await expect(run).rejects.toThrow(BackendError);
  await expect(run).rejects.toThrow(
    /expected an engine with relaxed SIMD \(Node 22 and up, browsers\).*use "wasm"$/,
  );
});

test.skipIf(!relaxedSimdSupported())(
  "wasm-relaxed rounds once where wasm rounds twice, and wasm stays what it is",
  async () => {
    const numbers = Float32Array.from({ length: 64 * 64 }, (_, k) => Math.fround(((k * 7919) % 1000) / 997));
    const product = async (name: string) => {
      const { kernels } = await selectBackend(name);
      expect(kernels).toBe(name);
      expect(tf.getBackend()).toBe("wasm");
      return tf.tidy(() => {
        const a = tf.tensor2d(numbers, [64, 64]);
        return matMul(a, a).dataSync();
      });
    };
    const plain = await product("wasm");
    const relaxed = await product("wasm-relaxed");
    expect(await product("wasm")).toEqual(plain);
    expect(relaxed).not.toEqual(plain);
    relaxed.forEach((value, k) => {
      expect(Math.abs(value / plain[k] - 1)).toBeLessThan(1e-5);
    });
  },
);

test("one can go from backend to backend and back", async () => {
  for (const name of ["cpu", "wasm", "cpu"]) {
    expect((await selectBackend(name)).name).toBe(name);
    expect(tf.getBackend()).toBe(name);
  }
});

// Where the native library is installed, there is nothing to see of its absence.
test.skipIf(hasTensorflow)("a named backend that does not load says why and what to use", async () => {
  const run = selectBackend("tensorflow");
  await expect(run).rejects.toThrow(BackendError);
  await expect(run).rejects.toThrow(/tfjs-node-gpu does not load \(.*\); npm install .*, or use "wasm"$/);
});

// Where the native library is installed, there is nothing to see of its absence.
test.skipIf(hasTensorflow)("auto falls back to wasm and says one line about it", async () => {
  const lines: string[] = [];
  const { name } = await selectBackend("auto", { onMessage: (line) => lines.push(line) });
  expect(name).toBe("wasm");
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^backend wasm: @tensorflow\/tfjs-node-gpu does not load .*[^\n]$/);
});

test("nothing is printed, on any backend", async () => {
  const spies = (["log", "warn", "error", "info"] as const).map((method) => vi.spyOn(console, method));
  for (const name of ["wasm", "cpu"]) {
    await selectBackend(name);
    tf.tidy(() => tf.add(tf.ones([2]), 1).dataSync());
  }
  for (const spy of spies) {
    expect(spy).not.toHaveBeenCalled();
    spy.mockRestore();
  }
});

test("loading wasm leaves no handler of uncaught errors on the process", async () => {
  await selectBackend("wasm");
  for (const event of ["uncaughtException", "unhandledRejection"] as const)
    expect(
      process
        .listeners(event as "uncaughtException")
        .filter((listener) => /ExitStatus|throw reason/.test(`${listener}`)),
    ).toEqual([]);
});

test("a clone on wasm shares its tensor's bytes and outlives it", async () => {
  await selectBackend("wasm");
  const before = tf.memory();
  const tensor = tf.tensor1d([1, 2, 3]);
  const clone = tensor.clone();
  expect(tf.memory().numDataBuffers - before.numDataBuffers).toBe(1);
  tensor.dispose();
  expect([...clone.dataSync()]).toEqual([1, 2, 3]);
  clone.dispose();
  expect(tf.memory()).toEqual(before);
});

test("the memory is taken only where it is what it seems", async () => {
  await selectBackend("wasm");
  const { wasm, dataIdMap } = tf.backend() as unknown as {
    wasm: { asm: object; HEAPU8: Uint8Array };
    dataIdMap: object;
  };
  const { asm, HEAPU8 } = wasm;
  expect(wasmBackendMemory(tf.backend())?.buffer).toBe(HEAPU8.buffer);
  for (const backend of [
    undefined,
    null,
    {},
    { wasm: {}, dataIdMap },
    { wasm: { asm: {}, HEAPU8 }, dataIdMap },
    { wasm: { asm: { memory: { buffer: HEAPU8.buffer } }, HEAPU8 }, dataIdMap },
    { wasm: { asm, HEAPU8: new Uint8Array(8) }, dataIdMap },
    { wasm: { asm }, dataIdMap },
    { wasm: { asm, HEAPU8 } },
  ])
    expect(wasmBackendMemory(backend)).toBeUndefined();
});

test("what Node 23 dropped from util is put back, and what is there stays", async () => {
  const { default: util } = (await import("node:util")) as unknown as { default: Record<string, unknown> };
  const before = { isArray: util.isArray, isNullOrUndefined: util.isNullOrUndefined };
  delete util.isNullOrUndefined;
  delete util.isArray;
  expect(["isNullOrUndefined", "isArray"].filter((name) => name in util)).toEqual([]);
  await restoreNodeUtil();
  const { isArray, isNullOrUndefined } = util as Record<string, (value: unknown) => boolean>;
  expect([null, undefined, 0, ""].map(isNullOrUndefined)).toEqual([true, true, false, false]);
  expect([[], {}].map(isArray)).toEqual([true, false]);
  await restoreNodeUtil();
  expect(util.isArray).toBe(isArray);
  Object.assign(util, before);
});

test.each(["wasm", "cpu"])("TensorFlow.js's own ops have their gradients, on %s", async (name) => {
  await selectBackend(name);
  const gradient = tf.tidy(() => {
    const f = (x: tf.Tensor) => tf.sum(tf.mul(tf.sigmoid(x), tf.transpose(tf.reshape(x, [2, 1]))));
    return tf
      .grad(f)(tf.tensor([0.5, -1]))
      .arraySync() as number[];
  });
  const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
  for (const [k, x] of [0.5, -1].entries()) {
    const expected = sigmoid(x) + x * sigmoid(x) * (1 - sigmoid(x));
    expect(gradient[k]).toBeCloseTo(expected, 6);
  }
});
