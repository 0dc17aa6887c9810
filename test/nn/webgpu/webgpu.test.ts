import * as tf from "@tensorflow/tfjs-core";
import { afterEach, describe, expect, test, vi } from "vitest";
import { BackendError } from "../../../src/errors.js";
import { selectBackend } from "../../../src/nn/backend/backend.js";
import { openGpu } from "../../../src/nn/webgpu/open-gpu.js";
import { readSynchronously } from "../../../src/nn/webgpu/read-sync.js";
import { runProgram } from "../../../src/nn/webgpu/run-program.js";
import { releaseTransposedPattern, transposedPattern } from "../../../src/nn/webgpu/transposed-pattern.js";
import { randomCsr } from "../../generators/sparse-matrices.js";
import { webgpuAbsence } from "../../support/backends.js";

test.skipIf(webgpuAbsence === undefined)("where it does not load, it says why and what to use", async () => {
  const run = selectBackend("webgpu");
  await expect(run).rejects.toThrow(BackendError);
  await expect(run).rejects.toThrow(/^backend webgpu: [^\n]*(does not load|no adapter)[^\n]*"wasm"$/);
});

describe("the GPU of a browser", () => {
  afterEach(() => vi.unstubAllGlobals());
  const info = { vendor: "acme", architecture: "", description: "A1" };

  test("is taken as it is", async () => {
    vi.stubGlobal("navigator", { gpu: { requestAdapter: async () => ({ info }) } });
    expect(await openGpu()).toBe("acme A1");
  });

  test("is turned down where there is no adapter", async () => {
    vi.stubGlobal("navigator", { gpu: { requestAdapter: async () => null } });
    await expect(openGpu()).rejects.toThrow(/^backend webgpu: no adapter .*use "wasm"$/);
  });
});

/** A path of five vertices. */
const PATH = {
  offsets: Int32Array.of(0, 1, 3, 5, 7, 8),
  indices: Int32Array.of(1, 0, 2, 1, 3, 2, 4, 3),
};
test.each([
  ["a pattern", randomCsr(7, 5, 0.4, 1)],
  ["a symmetric pattern, of which it is two arrays", PATH],
])("the transpose of %s is what its definition says", async (_, { offsets, indices }) => {
  await selectBackend("cpu");
  const before = tf.memory().numTensors;
  const pattern = [tf.tensor1d(offsets, "int32"), tf.tensor1d(indices, "int32")];
  const { ends, rows, entries, rowOf } = transposedPattern(pattern, 5);
  expect(transposedPattern(pattern, 5).ends).toBe(ends);
  const rowsOfEntries = Array.from(indices, (_, k) => offsets.findIndex((end) => end > k) - 1);
  expect([...rowOf.dataSync()]).toEqual(rowsOfEntries);
  const expected = Array.from({ length: 5 }, (_, column) =>
    Array.from(indices.keys()).filter((k) => indices[k] === column),
  );
  expect([...entries.dataSync()]).toEqual(expected.flat());
  expect([...rows.dataSync()]).toEqual(expected.flat().map((k) => rowsOfEntries[k]));
  expect(ends.dataId === pattern[0].dataId).toBe(offsets === PATH.offsets);
  expect([...ends.dataSync()]).toEqual([0, 1, 2, 3, 4, 5].map((c) => expected.slice(0, c).flat().length));
  releaseTransposedPattern(pattern);
  tf.dispose(pattern);
  expect(tf.memory().numTensors).toBe(before);
});

describe("reading at once", () => {
  /** A backend whose GPU answers with the third look. */
  function fakeBackend(state: "mapped" | "unmapped", hands = true) {
    let looks = 0;
    const tick = () => {
      if (++looks >= 3) staging.mapState = state;
      if (staging.mapState === "pending") setImmediate(tick);
    };
    const schedule = async () => {
      if (hands) setImmediate(tick);
    };
    const staging = {
      mapState: "unmapped",
      mapAsync() {
        looks = 0;
        staging.mapState = "pending";
        return schedule();
      },
      getMappedRange: () => Float32Array.of(1, 2).buffer,
      unmap: () => {},
    };
    const backend = {
      tensorMap: new Map<object, object>(),
      bufferManager: { numBytesAllocated: 5000, acquireBuffer: () => staging, releaseBuffer: () => {} },
      commandEncoder: { copyBufferToBuffer: () => {} },
      device: {
        queue: { onSubmittedWorkDone: schedule },
        createBuffer: (wanted: { size: number }) => {
          if (wanted.size > 2 ** 32) throw new RangeError("createBuffer failed");
          return staging;
        },
        onuncapturederror: null as null | ((event: object) => void),
      },
      ensureCommandEncoderReady: () => {},
      endComputePassEncoder: () => {},
      submitQueue: () => {},
      readSync: (_: object): ArrayBufferView => Float32Array.of(9),
    };
    return backend;
  }

  test.each([
    ["float32", Float32Array.of(1, 2)],
    ["int32", Int32Array.of(0x3f800000, 0x40000000)],
  ])("gives the values of a %s tensor, and keeps them", async (dtype, expected) => {
    const backend = fakeBackend("mapped");
    await readSynchronously(backend);
    const id = {};
    const data = { dtype, resource: { size: 8 }, values: undefined };
    backend.tensorMap.set(id, data);
    const { setImmediate: before } = globalThis;
    expect(backend.readSync(id)).toEqual(expected);
    expect(globalThis.setImmediate).toBe(before);
    expect(data.values).toEqual(expected);
    // What is on this side already is the backend's own affair.
    expect(backend.readSync(id)).toEqual(Float32Array.of(9));
  });

  test("says what the GPU found wrong, once", async () => {
    const backend = fakeBackend("mapped");
    await readSynchronously(backend);
    const id = {};
    backend.tensorMap.set(id, { dtype: "float32", resource: { size: 8 } });
    backend.device.onuncapturederror?.({ error: { message: "Binding is wrong\nat length" } });
    expect(() => backend.readSync(id)).toThrow('backend webgpu: Binding is wrong; use "wasm"');
    expect(backend.readSync(id)).toEqual(Float32Array.of(1, 2));
  });

  test("says how much was asked for, and how much was taken, when the GPU is out of memory", async () => {
    const backend = fakeBackend("mapped");
    await readSynchronously(backend);
    const id = {};
    backend.tensorMap.set(id, { dtype: "float32", resource: { size: 8 } });
    backend.device.createBuffer({ size: 4096 });
    class GPUOutOfMemoryError {
      message = "Failed to allocate";
    }
    backend.device.onuncapturederror?.({ error: new GPUOutOfMemoryError() });
    expect(() => backend.readSync(id)).toThrow(
      'backend webgpu: the GPU is out of memory: a buffer of 4096 bytes was asked for beside 904 bytes that are taken; take fewer columns, layers or heads, or "wasm"',
    );
    expect(() => backend.device.createBuffer({ size: 2 ** 33 })).toThrow(
      /^backend webgpu: the GPU is out of memory: a buffer of 8589934592 bytes was asked for/,
    );
  });

  test("says that the GPU is lost", async () => {
    const backend = fakeBackend("unmapped");
    await readSynchronously(backend);
    const id = {};
    backend.tensorMap.set(id, { dtype: "float32", resource: { size: 8 } });
    expect(() => backend.readSync(id)).toThrow(
      /^backend webgpu: the GPU was lost; start again, from the checkpoint .*"wasm"$/,
    );
  });

  test("is refused where there is nothing to call", async () => {
    await expect(readSynchronously(fakeBackend("mapped", false))).rejects.toThrow(/expected package webgpu/);
  });
});

test.skipIf(webgpuAbsence !== undefined)("a program that does not compile is an error of ours", async () => {
  await selectBackend("webgpu");
  const program = { name: "wrong", inputs: ["x"], code: "result[index] = nothing[index];" };
  const run = () => tf.tidy(() => runProgram(program, { inputs: [tf.ones([3])], shape: [3] }).dataSync());
  expect(run).toThrow(BackendError);
});
