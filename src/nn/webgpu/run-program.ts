import * as tf from "@tensorflow/tfjs-core";
import { BackendError } from "../../errors.js";
import {
  fromPass,
  isAligned,
  type Reach,
  readThroughWindows,
  type Window,
  windowElements,
  windowFunctions,
  windowName,
  windowsOf,
  writeThroughWindows,
} from "./split-bindings.js";

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
    readonly maxBufferSize: number;
    readonly maxStorageBuffersPerShaderStage: number;
  };
  createShaderModule(options: { readonly code: string; readonly label: string }): object;
  createComputePipeline(options: object): Pipeline;
  createBindGroup(options: object): object;
  createBuffer(options: object): { getMappedRange(): ArrayBuffer; unmap(): void };
}

/** What is kept of the programs that a device has run. */
interface Known {
  readonly pipelines: Map<string, MadePipeline>;
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
  const limit = backend.device.limits.maxStorageBufferBindingSize;
  const reaches = reachesOf(program, bound, count, limit);
  checkBindings(backend, program, bound, reaches);
  const arrays = arraysOf(program).map((name, k) => ({
    name,
    kind: k >= outputs.length && backend.tensorMap.get(bound[k].dataId).dtype === "int32" ? "i32" : "f32",
    written: k < outputs.length,
    reach: reaches[k],
  }));
  const split = reaches.some(({ by }) => by !== "whole");
  const elements = windowElements(limit);
  const made = pipelineOf(backend.device, kept, program, {
    arrays,
    elements: split ? elements : undefined,
  });
  // As what TensorFlow.js runs by itself: tensors that are in use are freed after the queue was handed over.
  for (const { dataId } of bound) backend.commandQueueOwnedIds.add(dataId);
  const passes = reaches.reduce(
    (most, reach) => Math.max(most, reach.by === "passes" ? reach.windows : 1),
    1,
  );
  for (let pass = 0; pass < passes; pass++) {
    const first = passes === 1 ? 0 : pass * elements;
    const last = passes === 1 ? count : Math.min(count, first + elements);
    const numbers = { integers: [count, ...(split ? [first, last] : []), ...integers], floats };
    const resources = [
      ...bound.flatMap(({ dataId, size }, k): Binding[] => {
        const buffer = backend.tensorMap.get(dataId).resource as object;
        const { by } = reaches[k];
        if (by === "whole") return [{ buffer }];
        const windows = windowsOf(4 * size, limit);
        return (by === "passes" ? [windows[pass]] : windows).map((window) => ({ buffer, ...window }));
      }),
      { buffer: uniformBuffer(backend, kept, numbers, program.changing ?? false) },
    ];
    run(backend, made, resources, program.byGroup ? count : Math.ceil((last - first) / GROUP));
  }
  return outputs;
}

/** A program as the GPU runs it, for arrays of one kind. */
interface MadePipeline {
  readonly pipeline: Pipeline;
  readonly layout: object;
}

type Binding = { readonly buffer: object } & Partial<Window>;

/** Puts one run of a pipeline into TensorFlow.js's queue. */
function run(
  backend: WebgpuBackend,
  { pipeline, layout }: MadePipeline,
  resources: readonly Binding[],
  groups: number,
): void {
  const group = backend.device.createBindGroup({
    layout,
    entries: resources.map((resource, binding) => ({ binding, resource })),
  });
  backend.ensureCommandEncoderReady();
  backend.computePassEncoder ??= backend.commandEncoder.beginComputePass();
  const pass = backend.computePassEncoder;
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, group);
  const widest = backend.device.limits.maxComputeWorkgroupsPerDimension;
  pass.dispatchWorkgroups(Math.min(groups, widest), Math.ceil(groups / widest));
  backend.dispatchCountInPass++;
  if (backend.dispatchCountInPass >= tf.env().getNumber("WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE")) {
    backend.endComputePassEncoder();
    backend.submitQueue();
  }
}

/** The names of a program's results, then of its inputs. */
function arraysOf({ results = ["result"], inputs }: Program): string[] {
  return [...results, ...inputs];
}

/** How each of a program's arrays is bound: whole, where the GPU binds so much at once. */
function reachesOf(program: Program, bound: readonly tf.Tensor[], count: number, limit: number): Reach[] {
  const { code, byGroup = false } = program;
  return arraysOf(program).map((name, k) => {
    const { size } = bound[k];
    if (4 * size <= limit) return { by: "whole" };
    const windows = windowsOf(4 * size, limit).length;
    return { by: !byGroup && size === count && isAligned(code, name) ? "passes" : "windows", windows };
  });
}

function checkBindings(
  { device }: WebgpuBackend,
  { name }: Program,
  bound: readonly tf.Tensor[],
  reaches: readonly Reach[],
): void {
  const taken = reaches.reduce((sum, reach) => sum + (reach.by === "windows" ? reach.windows : 1), 0);
  const most = device.limits.maxStorageBuffersPerShaderStage;
  if (taken <= most) return;
  const [largest] = [...bound].sort((a, b) => b.size - a.size);
  throw new BackendError(
    `backend webgpu: ${name} of a tensor [${largest.shape.join(", ")}] takes ${taken} buffers of at most ${device.limits.maxStorageBufferBindingSize} bytes, and this GPU gives a program ${most}; take fewer columns, layers or heads, or "wasm"`,
  );
}

/** The most bytes that the current backend, which is `webgpu`, lets a program bind at once; larger tensors are bound in pieces. */
export function maxBindingBytes(): number {
  return (tf.backend() as unknown as WebgpuBackend).device.limits.maxStorageBufferBindingSize;
}

/** The largest tensor that the current backend, which is `webgpu`, can hold. */
export function maxTensorBytes(): number {
  return mostBytes(tf.backend() as unknown as WebgpuBackend);
}

/** A buffer's, or what the elements' numbers reach to. */
function mostBytes({ device }: WebgpuBackend): number {
  return Math.min(device.limits.maxBufferSize, 4 * (2 ** 31 - 1));
}

/** A buffer past the limit would be refused by the GPU, late and in its own words. */
function checkSize(backend: WebgpuBackend, shape: readonly number[]): void {
  const bytes = 4 * tf.util.sizeFromShape([...shape]);
  const most = mostBytes(backend);
  if (bytes > most)
    throw new BackendError(
      `backend webgpu: a tensor [${shape.join(", ")}] takes ${bytes} bytes, and this GPU holds at most ${most} in one; take fewer columns, layers or heads, or "wasm"`,
    );
}

function knownOf(device: object): Known {
  const found = known.get(device) ?? { pipelines: new Map(), uniforms: new Map() };
  known.set(device, found);
  return found;
}

/** An array as a program sees it. */
interface BoundArray {
  readonly name: string;
  /** of its elements, in WGSL */
  readonly kind: string;
  readonly written: boolean;
  readonly reach: Reach;
}

/** How a program's arrays are bound. */
interface Bindings {
  readonly arrays: readonly BoundArray[];
  /** of a full window, where any array is bound in windows */
  readonly elements: number | undefined;
}

function pipelineOf(
  device: GpuDevice,
  { pipelines }: Known,
  program: Program,
  { arrays, elements }: Bindings,
): MadePipeline {
  const label = `seprank ${program.name}`;
  const windows = arrays.map(({ reach }) => (reach.by === "whole" ? "" : `${reach.by} ${reach.windows}`));
  const key = `${program.name}\n${arrays.map(({ kind }) => kind).join()}${elements === undefined ? "" : `\n${elements} ${windows.join()}`}`;
  const found = pipelines.get(key);
  if (found !== undefined) return found;
  const module = device.createShaderModule({ code: source(program, arrays, elements), label });
  const pipeline = device.createComputePipeline({
    label,
    layout: "auto",
    compute: { module, entryPoint: "main" },
  });
  const made = { pipeline, layout: pipeline.getBindGroupLayout(0) };
  pipelines.set(key, made);
  return made;
}

function source(program: Program, arrays: readonly BoundArray[], elements: number | undefined): string {
  const { integers = [], floats = [], declarations = "", byGroup } = program;
  const storage = arrays.flatMap(({ name, kind, written, reach }) => {
    const access = written ? "read_write" : "read";
    const names =
      reach.by === "windows" ? Array.from({ length: reach.windows }, (_, k) => windowName(name, k)) : [name];
    return names.map((one) => ({ access, name: one, kind }));
  });
  const bindings = storage.map(
    ({ access, name, kind }, at) =>
      `@group(0) @binding(${at}) var<storage, ${access}> ${name} : array<${kind}>;`,
  );
  const members = [
    byGroup ? "groups : i32," : "threads : i32,",
    ...(elements === undefined ? [] : ["first : i32,", "last : i32,"]),
    ...integers.map((name) => `${name} : i32,`),
    ...floats.map((name) => `${name} : f32,`),
  ];
  const index =
    elements === undefined
      ? `let index = place * ${GROUP} + local; if (index >= uniforms.threads) { return; }`
      : `let index = uniforms.first + place * ${GROUP} + local; if (index >= uniforms.last) { return; }`;
  const code = arrays.reduce((text, { name, written, reach }) => {
    if (reach.by === "whole") return text;
    if (reach.by === "passes") return fromPass(text, name);
    return written ? writeThroughWindows(text, name) : readThroughWindows(text, name);
  }, program.code);
  const functions = arrays.map(({ name, kind, written, reach }) =>
    reach.by === "windows"
      ? windowFunctions(name, { windows: reach.windows, elements: elements as number, kind, written })
      : "",
  );
  const body = byGroup
    ? `let group = place; if (group >= uniforms.groups) { return; } ${code}`
    : `${index} ${code}`;
  // What is not used is not bound, and must be: a layout made from the code leaves it out.
  const used = storage.map(({ name }) => `_ = &${name};`);
  return `
    struct Uniforms { ${members.join(" ")} };
    ${bindings.join("\n")}
    @group(0) @binding(${storage.length}) var<uniform> uniforms : Uniforms;
    ${functions.join("\n")}
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
