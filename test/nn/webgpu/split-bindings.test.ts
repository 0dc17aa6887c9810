// Tensors that are more than the GPU binds at once: the limit that the programs see is lowered, and every binding watched.
import * as tf from "@tensorflow/tfjs-core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { buildAdjacency } from "../../../src/graph/adjacency.js";
import { selectBackend } from "../../../src/nn/backend/backend.js";
import { MODEL_NAMES } from "../../../src/nn/models/model-names.js";
import type { VertexTask } from "../../../src/nn/training/task.js";
import { trainSettings } from "../../../src/nn/training/train-options.js";
import { createVertexTrainer } from "../../../src/nn/training/vertex-trainer.js";
import {
  isAligned,
  readThroughWindows,
  windowFunctions,
  windowsOf,
  writeThroughWindows,
} from "../../../src/nn/webgpu/split-bindings.js";
import { createRandom } from "../../../src/random.js";
import { webgpuAbsence } from "../../support/backends.js";

describe("a program through windows", () => {
  test("windows cover a buffer, begin at multiples of 256 bytes and are within the limit", () => {
    expect(windowsOf(1000, 700)).toEqual([
      { offset: 0, size: 512 },
      { offset: 512, size: 488 },
    ]);
    expect(windowsOf(1024, 512).map(({ offset }) => offset)).toEqual([0, 512]);
  });

  test("reads within reads, and writes, are found", () => {
    expect(readThroughWindows("v = x[ends[x[i]] * 2] + xx[0] + uniforms.x;", "x")).toBe(
      "v = read_x(ends[read_x(i)] * 2) + xx[0] + uniforms.x;",
    );
    expect(writeThroughWindows("y[k[0]] = a; if (b) { y[1] = c[y0]; }", "y")).toBe(
      "write_y(k[0], a); if (b) { write_y(1, c[y0]); }",
    );
    expect(isAligned("result[index] = x[index] + x[ index ];", "x")).toBe(true);
    expect(isAligned("result[index] = x[index] + x[0];", "x")).toBe(false);
    expect(windowFunctions("x", { windows: 2, elements: 64, kind: "i32", written: false })).toBe(
      "fn read_x(at : i32) -> i32 { if (at < 64) { return x_window0[at]; } return x_window1[at - 64]; }",
    );
  });
});

/** Sixty vertices and 150 edges; 20 features of each: two windows of 2,560 bytes for what has a row a vertex. */
function task(): VertexTask {
  const random = createRandom(3, "split bindings");
  const [vertexCount, columns] = [60, 20];
  const draw = () => Math.floor(random.uniform() * vertexCount);
  const pairs = Array.from({ length: 150 }, () => [draw(), draw()]).filter(([a, b]) => a !== b);
  const { adjacency } = buildAdjacency({
    vertexCount,
    sources: pairs.map(([a]) => a),
    targets: pairs.map(([, b]) => b),
  });
  const range = (from: number, to: number) => Uint32Array.from({ length: to - from }, (_, k) => from + k);
  return {
    adjacency,
    features: {
      kind: "dense",
      rows: vertexCount,
      columns,
      values: Float32Array.from({ length: vertexCount * columns }, () => random.uniform() - 0.3),
    },
    labels: Int32Array.from({ length: vertexCount }, (_, vertex) => vertex % 5),
    classCount: 5,
    split: { train: range(0, 30), validation: range(30, 45), test: range(45, 60) },
  };
}

interface Device {
  limits: Record<string, number>;
  createBindGroup(options: { entries: { resource: { buffer: { size: number }; size?: number } }[] }): object;
}

describe.skipIf(webgpuAbsence !== undefined)("a device that binds little at once", () => {
  const LIMIT = 2560;
  let device: Device;
  let before: Device;
  let largest = 0;
  let pieces = 0;

  beforeEach(async () => {
    await selectBackend("webgpu");
    device = (tf.backend() as unknown as { device: Device }).device;
    const { limits } = device;
    const { createBindGroup } = device;
    before = { limits, createBindGroup };
    const low = {
      maxStorageBufferBindingSize: LIMIT,
      maxBufferSize: limits.maxBufferSize,
      maxStorageBuffersPerShaderStage: limits.maxStorageBuffersPerShaderStage,
      maxComputeWorkgroupsPerDimension: limits.maxComputeWorkgroupsPerDimension,
    };
    [largest, pieces] = [0, 0];
    Object.defineProperty(device, "limits", { value: low, configurable: true });
    device.createBindGroup = (options) => {
      for (const { resource } of options.entries) {
        largest = Math.max(largest, resource.size ?? resource.buffer.size);
        if (resource.size !== undefined && resource.size < resource.buffer.size) pieces++;
      }
      return createBindGroup.call(device, options);
    };
  });
  afterEach(() => {
    Object.defineProperty(device, "limits", { value: before.limits, configurable: true });
    device.createBindGroup = before.createBindGroup;
  });

  const losses = (model: (typeof MODEL_NAMES)[number], backend: "webgpu" | "cpu") => {
    const settings = trainSettings({ model, hidden: 16, layers: 2, dropout: 0.5, backend });
    const trainer = createVertexTrainer(task(), settings);
    const found = [trainer.step().loss, trainer.step().loss, trainer.step().loss];
    trainer.dispose();
    return found;
  };

  test.each(MODEL_NAMES)("trains %s in pieces, as cpu does", async (model) => {
    // Of the second layer of attention, what is of the entries has three windows: no GPU needs more than four of 2 GiB.
    const limit = model === "gatv2" ? 3 * LIMIT : LIMIT;
    device.limits.maxStorageBufferBindingSize = limit;
    const found = losses(model, "webgpu");
    expect(largest).toBeLessThanOrEqual(limit);
    expect(pieces).toBeGreaterThan(0);
    await selectBackend("cpu");
    const expected = losses(model, "cpu");
    for (const [k, loss] of expected.entries()) expect(Math.abs(found[k] - loss)).toBeLessThan(1e-5 * loss);
  });

  test("an op that cannot be split is refused with both numbers", () => {
    expect(() => tf.tidy(() => tf.sin(tf.ones([30, 30])))).toThrow(
      /^backend webgpu: a tensor \[30, 30\] takes 3600 bytes, and an op .* at most 2560 .*"wasm"$/,
    );
  });

  test("a program that takes more pieces than the GPU gives buffers is refused with both numbers", async () => {
    device.limits.maxStorageBuffersPerShaderStage = 4;
    expect(() => losses("gcn", "webgpu")).toThrow(
      /^backend webgpu: .* takes \d+ buffers of at most 2560 bytes, and this GPU gives a program 4; .*"wasm"$/,
    );
  });
});
