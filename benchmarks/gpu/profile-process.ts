// A child of check.ts: where a training step of some models spends its time on webgpu, by kernel, as a line of JSON after each model.
import { readFileSync } from "node:fs";
import * as tf from "@tensorflow/tfjs-core";
import { createVertexTrainer, type ModelName, selectBackend } from "../../src/nn/index.js";
import { trainSettings } from "../../src/nn/training/train-options.js";
import { openGpu } from "../../src/nn/webgpu/open-gpu.js";
import { milliseconds } from "../support/measure.js";
import { LAYERS, SIZES, type SizeName, taskOfSize } from "./sizes.js";

/** What is read from standard input. */
export interface ProfileRequest {
  readonly size: SizeName;
  readonly models: readonly ModelName[];
}

/** A line of standard output. */
export interface ProfileRow {
  readonly model: ModelName;
  /** milliseconds of a step without timers, and of the kernels of a step, all together */
  readonly step: number;
  readonly kernels: number;
  /** kernels run in a step */
  readonly runs: number;
  /** milliseconds and runs of each kernel, the slowest first */
  readonly byKernel: readonly { readonly kernel: string; readonly ms: number; readonly runs: number }[];
}

/** What is used of TensorFlow.js's backend (4.22.0), and of WebGPU. */
interface Backend {
  readonly device: {
    createComputePipeline(options: object): object;
    createCommandEncoder(): Encoder;
    createQuerySet(options: object): object;
    createBuffer(options: object): Buffer;
    readonly queue: { submit(commands: readonly object[]): void };
  };
  runWebGPUProgram(
    program: { readonly shaderKey: string; readonly pipeline: object },
    ...rest: unknown[]
  ): unknown;
}
interface Encoder {
  beginComputePass(options?: object): { setPipeline(pipeline: object): void };
  resolveQuerySet(queries: object, first: number, count: number, into: object, at: number): void;
  copyBufferToBuffer(from: object, at: number, into: object, to: number, size: number): void;
  finish(): object;
}
interface Buffer {
  mapAsync(mode: number): Promise<void>;
  getMappedRange(): ArrayBuffer;
  unmap(): void;
}

const STEPS = 3;
const MOST = 2048;
/** GPUBufferUsage.QUERY_RESOLVE | COPY_SRC, COPY_DST | MAP_READ; GPUMapMode.READ */
const [RESOLVE, STAGING, READ] = [0x204, 9, 1];

// Dawn rounds time to 0.1 ms otherwise.
await openGpu(["disable-dawn-features=timestamp_quantization"]);
await selectBackend("webgpu");
// One pass for each program, so that each has its times.
tf.env().set("WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE", 1);
const backend = tf.backend() as unknown as Backend;
const { device } = backend;
const queries = device.createQuerySet({ type: "timestamp", count: 2 * MOST });
const resolved = device.createBuffer({ size: 16 * MOST, usage: RESOLVE });
const staging = device.createBuffer({ size: 16 * MOST, usage: STAGING });

const names = new Map<object, string>();
let ran: (string | undefined)[] | undefined;

const createComputePipeline = device.createComputePipeline.bind(device);
device.createComputePipeline = (options) => {
  const made = createComputePipeline(options);
  names.set(made, (options as { label?: string }).label ?? "");
  return made;
};
const createCommandEncoder = device.createCommandEncoder.bind(device);
device.createCommandEncoder = () => {
  const encoder = createCommandEncoder();
  const beginComputePass = encoder.beginComputePass.bind(encoder);
  encoder.beginComputePass = (options = {}) => {
    if (ran === undefined || ran.length >= MOST) return beginComputePass(options);
    const at = ran.push(undefined) - 1;
    const timestampWrites = {
      querySet: queries,
      beginningOfPassWriteIndex: 2 * at,
      endOfPassWriteIndex: 2 * at + 1,
    };
    const pass = beginComputePass({ ...options, timestampWrites });
    const setPipeline = pass.setPipeline.bind(pass);
    pass.setPipeline = (pipeline) => {
      (ran as (string | undefined)[])[at] = names.get(pipeline);
      setPipeline(pipeline);
    };
    return pass;
  };
  return encoder;
};
const run = backend.runWebGPUProgram.bind(backend);
backend.runWebGPUProgram = (program, ...rest) => {
  const result = run(program, ...rest);
  // The label TensorFlow.js gives its pipelines is the class of the program.
  const name = names.get(program.pipeline);
  if (name !== undefined && !name.includes(":"))
    names.set(program.pipeline, `${name}: ${program.shaderKey.split("\n")[0]}`);
  return result;
};

const { size, models } = JSON.parse(readFileSync(0, "utf8")) as ProfileRequest;
const task = taskOfSize(SIZES[size]);
for (const model of models) process.stdout.write(`${JSON.stringify(await profile(model))}\n`);

async function profile(model: ModelName): Promise<ProfileRow> {
  const trainer = createVertexTrainer(task, trainSettings({ model, hidden: 64, ...LAYERS[model] }));
  trainer.step();
  trainer.step();
  const step = milliseconds(trainer.step);
  const found = new Map<string, { ms: number; runs: number }>();
  for (let k = 0; k < STEPS; k++) {
    ran = [];
    trainer.step();
    const seen = ran;
    ran = undefined;
    const times = await timesOf(seen.length);
    for (const [at, kernel = "unnamed"] of seen.entries()) {
      const { ms, runs } = found.get(kernel) ?? { ms: 0, runs: 0 };
      found.set(kernel, { ms: ms + times[at] / STEPS, runs: runs + 1 / STEPS });
    }
  }
  trainer.dispose();
  const byKernel = [...found]
    .map(([kernel, { ms, runs }]) => ({ kernel, ms, runs }))
    .sort((a, b) => b.ms - a.ms);
  const sum = (of: (row: { ms: number; runs: number }) => number) =>
    byKernel.reduce((all, row) => all + of(row), 0);
  return { model, step, kernels: sum(({ ms }) => ms), runs: Math.round(sum(({ runs }) => runs)), byKernel };
}

async function timesOf(count: number): Promise<number[]> {
  const encoder = createCommandEncoder();
  encoder.resolveQuerySet(queries, 0, 2 * count, resolved, 0);
  encoder.copyBufferToBuffer(resolved, 0, staging, 0, 16 * count);
  device.queue.submit([encoder.finish()]);
  await staging.mapAsync(READ);
  const stamps = new BigUint64Array(staging.getMappedRange().slice(0));
  staging.unmap();
  return Array.from({ length: count }, (_, k) => Number(stamps[2 * k + 1] - stamps[2 * k]) / 1e6);
}
