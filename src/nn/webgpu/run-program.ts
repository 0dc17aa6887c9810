import * as tf from "@tensorflow/tfjs-core";
import { BackendError } from "../../errors.js";

/** A program in WGSL: `code` is run by each of some threads. */
export interface Program {
  /** one name, one code */
  readonly name: string;
  /** names of the inputs, which the code reads element by element */
  readonly inputs: readonly string[];
  /** names of the results, which the code writes element by element; default `result` alone */
  readonly results?: readonly string[];
  /** names of the numbers, which the code reads as `uniforms.NAME`, by type */
  readonly integers?: readonly string[];
  readonly floats?: readonly string[];
  /** declarations before the code: memory that a workgroup shares, functions; default none */
  readonly declarations?: string;
  /**
   * what a thread does. It reads its `index`, from 0 to below `uniforms.threads`; or, where the program works by groups, its `group`, from 0
   * to below `uniforms.groups`, and which one of {@link GROUP} it is there, `local`
   */
  readonly code: string;
  /** whether all threads of a group are run, which lets them wait for each other; default false */
  readonly byGroup?: boolean;
  /** whether the numbers are others in every run, so that keeping them on the GPU helps nobody; default false */
  readonly changing?: boolean;
}

/** What one run of a {@link Program} is given. */
export interface ProgramRun {
  readonly inputs: readonly tf.Tensor[];
  readonly integers?: readonly number[];
  readonly floats?: readonly number[];
}

interface Uniforms {
  readonly integers: readonly number[];
  readonly floats: readonly number[];
}

/** What is used of TensorFlow.js's backend (4.22.0), and of WebGPU. */
interface WebgpuBackend {
  readonly device: GpuDevice;
  readonly queue: { writeBuffer(buffer: object, at: number, data: ArrayBufferView): void };
  readonly bufferManager: { acquireBuffer(size: number, usage: number): object };
  readonly tensorMap: { get(dataId: object): { readonly dtype: string; readonly resource?: object | null } };
  readonly commandQueueOwnedIds: WeakSet<object>;
  readonly uniformPendingDisposal: object[];
  readonly commandEncoder: { beginComputePass(): PassEncoder };
  computePassEncoder: PassEncoder | null;
  dispatchCountInPass: number;
  makeTensorInfo(shape: readonly number[], dtype: string): tf.TensorInfo;
  uploadToGPU(dataId: object): void;
  ensureCommandEncoderReady(): void;
  endComputePassEncoder(): void;
  submitQueue(): void;
}
interface PassEncoder {
  setPipeline(pipeline: Pipeline): void;
  setBindGroup(index: number, group: object): void;
  dispatchWorkgroups(x: number, y: number): void;
}
interface Pipeline {
  getBindGroupLayout(index: number): object;
}
interface GpuDevice {
  readonly limits: {
    readonly maxComputeWorkgroupsPerDimension: number;
    readonly maxStorageBufferBindingSize: number;
  };
  createShaderModule(options: { readonly code: string; readonly label: string }): object;
  createComputePipeline(options: object): Pipeline;
  createBindGroup(options: object): object;
  createBuffer(options: object): { getMappedRange(): ArrayBuffer; unmap(): void };
}

/** What is kept of the programs that a device has run. */
interface Known {
  readonly pipelines: Map<string, { readonly pipeline: Pipeline; readonly layout: object }>;
  readonly uniforms: Map<string, object>;
}

/** Threads in a workgroup. */
export const GROUP = 64;
/** GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST */
const UNIFORM = 72;
/** How many different numbers are kept on the GPU; the rest is sent for each run. */
const MOST_UNIFORMS = 4096;

const known = new WeakMap<object, Known>();

/**
 * Runs a program on the current backend, which is `webgpu`, in the queue of TensorFlow.js's own.
 *
 * @param count of threads, or of groups where it works by groups; default the number of elements of the result
 * @param into a tensor to write into in place of a new one, whose elements are then what they were where none is written
 * @returns a float32 tensor of its one result
 */
export function runProgram(
  program: Program,
  run: ProgramRun & {
    readonly shape: readonly number[];
    readonly count?: number;
    readonly into?: tf.Tensor;
  },
): tf.Tensor {
  const { shape, count = tf.util.sizeFromShape([...shape]), into } = run;
  if (tf.util.sizeFromShape([...shape]) === 0) return tf.zeros([...shape]);
  return dispatch(program, run, count, [into ?? shape])[0];
}

/**
 * The same for a program of several results.
 *
 * @param shapes of the results, none of them without elements
 * @returns float32 tensors
 */
export function runForResults(
  program: Program,
  run: ProgramRun & { readonly count: number; readonly shapes: readonly (readonly number[])[] },
): tf.Tensor[] {
  return dispatch(program, run, run.count, run.shapes);
}

const NEGATIVES: Program = { name: "negatives", inputs: ["x"], code: "result[index] = -x[index];" };

/**
 * Whether reading at once gives what the GPU holds. Some browsers hand over zeros from the canvas that TensorFlow.js reads by: losses would
 * be zeros, too.
 */
export function readsBack(): boolean {
  const values = [1.5, -2.25, 3e-7, 12_345_678, 7];
  const read = tf.tidy(() =>
    runProgram(NEGATIVES, { inputs: [tf.tensor1d(values)], shape: [values.length] }).dataSync(),
  );
  return values.every((value, k) => read[k] === -Math.fround(value));
}

function dispatch(
  program: Program,
  { inputs: given, integers = [], floats = [] }: ProgramRun,
  count: number,
  results: readonly (tf.Tensor | readonly number[])[],
): tf.Tensor[] {
  const backend = tf.backend() as unknown as WebgpuBackend;
  const kept = knownOf(backend.device);
  // WebGPU binds no buffer of no bytes; of a tensor without elements the code reads none.
  const inputs = given.map((tensor) => (tensor.size === 0 ? placeholder(tensor) : tensor));
  for (const one of [...given, ...results]) checkSize(backend, "shape" in one ? one.shape : one);
  const outputs = results.map((result) =>
    result instanceof tf.Tensor
      ? result
      : tf.engine().makeTensorFromTensorInfo(backend.makeTensorInfo(result, "float32")),
  );
  const bound = [...outputs, ...inputs];
  for (const { dataId } of bound) backend.uploadToGPU(dataId);
  const kinds = inputs.map(({ dataId }) => (backend.tensorMap.get(dataId).dtype === "int32" ? "i32" : "f32"));
  const { pipeline, layout } = pipelineOf(backend.device, kept, program, kinds);
  const numbers = { integers: [count, ...integers], floats };
  const buffers = [
    ...bound.map(({ dataId }) => backend.tensorMap.get(dataId).resource as object),
    uniformBuffer(backend, kept, numbers, program.changing ?? false),
  ];
  const group = backend.device.createBindGroup({
    layout,
    entries: buffers.map((buffer, binding) => ({ binding, resource: { buffer } })),
  });
  // As what TensorFlow.js runs by itself: tensors that are in use are freed after the queue was handed over.
  for (const { dataId } of bound) backend.commandQueueOwnedIds.add(dataId);
  backend.ensureCommandEncoderReady();
  backend.computePassEncoder ??= backend.commandEncoder.beginComputePass();
  const pass = backend.computePassEncoder;
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, group);
  const groups = program.byGroup ? count : Math.ceil(count / GROUP);
  const widest = backend.device.limits.maxComputeWorkgroupsPerDimension;
  pass.dispatchWorkgroups(Math.min(groups, widest), Math.ceil(groups / widest));
  backend.dispatchCountInPass++;
  if (backend.dispatchCountInPass >= tf.env().getNumber("WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE")) {
    backend.endComputePassEncoder();
    backend.submitQueue();
  }
  return outputs;
}

/** The largest buffer that the current backend, which is `webgpu`, lets a program read or write. */
export function maxTensorBytes(): number {
  return (tf.backend() as unknown as WebgpuBackend).device.limits.maxStorageBufferBindingSize;
}

/** A buffer past the limit would be refused by the GPU, late and in its own words. */
function checkSize({ device }: WebgpuBackend, shape: readonly number[]): void {
  const bytes = 4 * tf.util.sizeFromShape([...shape]);
  const most = device.limits.maxStorageBufferBindingSize;
  if (bytes > most)
    throw new BackendError(
      `backend webgpu: a tensor [${shape.join(", ")}] takes ${bytes} bytes, and this GPU binds at most ${most}; take fewer columns, layers or heads, or "wasm"`,
    );
}

function knownOf(device: object): Known {
  const found = known.get(device) ?? { pipelines: new Map(), uniforms: new Map() };
  known.set(device, found);
  return found;
}

function pipelineOf(
  device: GpuDevice,
  { pipelines }: Known,
  program: Program,
  kinds: readonly string[],
): { readonly pipeline: Pipeline; readonly layout: object } {
  const label = `seprank ${program.name}`;
  const key = `${program.name}\n${kinds.join()}`;
  const found = pipelines.get(key);
  if (found !== undefined) return found;
  const module = device.createShaderModule({ code: source(program, kinds), label });
  const pipeline = device.createComputePipeline({
    label,
    layout: "auto",
    compute: { module, entryPoint: "main" },
  });
  const made = { pipeline, layout: pipeline.getBindGroupLayout(0) };
  pipelines.set(key, made);
  return made;
}

function source(program: Program, kinds: readonly string[]): string {
  const {
    inputs,
    results = ["result"],
    integers = [],
    floats = [],
    declarations = "",
    code,
    byGroup,
  } = program;
  const storage = [
    ...results.map((name) => ["read_write", name, "f32"]),
    ...inputs.map((name, k) => ["read", name, kinds[k]]),
  ];
  const bindings = storage.map(
    ([access, name, kind], at) =>
      `@group(0) @binding(${at}) var<storage, ${access}> ${name} : array<${kind}>;`,
  );
  const members = [
    byGroup ? "groups : i32," : "threads : i32,",
    ...integers.map((name) => `${name} : i32,`),
    ...floats.map((name) => `${name} : f32,`),
  ];
  const body = byGroup
    ? `let group = place; if (group >= uniforms.groups) { return; } ${code}`
    : `let index = place * ${GROUP} + local; if (index >= uniforms.threads) { return; } ${code}`;
  // What is not used is not bound, and must be: a layout made from the code leaves it out.
  const used = storage.map(([, name]) => `_ = &${name};`);
  return `
    struct Uniforms { ${members.join(" ")} };
    ${bindings.join("\n")}
    @group(0) @binding(${storage.length}) var<uniform> uniforms : Uniforms;
    ${declarations}
    @compute @workgroup_size(${GROUP})
    fn main(
      @builtin(workgroup_id) workgroup : vec3<u32>,
      @builtin(num_workgroups) workgroups : vec3<u32>,
      @builtin(local_invocation_index) invocation : u32,
    ) {
      ${used.join(" ")}
      let local = i32(invocation);
      let place = i32(workgroup.y * workgroups.x + workgroup.x);
      ${body}
    }`;
}

/** Numbers on the GPU: those that were there before stay there. */
function uniformBuffer(
  { device, queue, bufferManager, uniformPendingDisposal }: WebgpuBackend,
  { uniforms }: Known,
  { integers, floats }: Uniforms,
  changing: boolean,
): object {
  const bytes = new ArrayBuffer(Math.ceil((integers.length + floats.length) / 4) * 16);
  new Int32Array(bytes).set(integers);
  new Float32Array(bytes, 4 * integers.length).set(floats);
  const key = new Uint32Array(bytes).join();
  const found = uniforms.get(key);
  if (found !== undefined) return found;
  const size = bytes.byteLength;
  if (changing || uniforms.size >= MOST_UNIFORMS) {
    const buffer = bufferManager.acquireBuffer(size, UNIFORM);
    queue.writeBuffer(buffer, 0, new Uint8Array(bytes));
    uniformPendingDisposal.push(buffer);
    return buffer;
  }
  const made = device.createBuffer({ size, usage: UNIFORM, mappedAtCreation: true });
  new Uint8Array(made.getMappedRange()).set(new Uint8Array(bytes));
  made.unmap();
  uniforms.set(key, made);
  return made;
}

function placeholder({ dtype, rank }: tf.Tensor): tf.Tensor {
  return tf.zeros(
    Array.from({ length: rank }, () => 1),
    dtype,
  );
}
