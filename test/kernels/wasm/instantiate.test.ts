import { expect, test } from "vitest";
import { plainKernels } from "../../../src/kernels/float32/plain-kernels.js";
import { kernelsOnNewMemory } from "../../support/kernel-harness.js";

test("every plain kernel has its WebAssembly kernel, and the other way round", async () => {
  const { kernels } = await kernelsOnNewMemory();
  const functions = Object.entries(kernels).filter(([, value]) => typeof value === "function");
  expect(functions.map(([name]) => name).sort()).toEqual(Object.keys(plainKernels).sort());
});

test("coming onto a memory in use changes nothing in it", async () => {
  const { memory } = await kernelsOnNewMemory();
  expect(new Uint8Array(memory.buffer).every((byte) => byte === 0)).toBe(true);
});

test("the memory may grow between calls, and the kernels reach the new bytes", async () => {
  const { memory, kernels } = await kernelsOnNewMemory();
  const end = memory.buffer.byteLength;
  memory.grow(1);
  new Float32Array(memory.buffer, end, 4).set([1, 2, 3, 4]);
  kernels.columnSums(end, end + 64, 2, 2);
  expect([...new Float32Array(memory.buffer, end + 64, 2)]).toEqual([4, 6]);
});
