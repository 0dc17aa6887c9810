import { BackendError } from "../../errors.js";

/** What {@link readSynchronously} uses of TensorFlow.js's backend (4.22.0), and of WebGPU. */
interface WebgpuBackend {
  readonly tensorMap: {
    get(dataId: object): {
      readonly dtype: string;
      readonly resource?: GpuBuffer | null;
      values?: ArrayBufferView | null;
    };
  };
  readonly bufferManager: {
    readonly numBytesAllocated: number;
    acquireBuffer(size: number, usage: number): GpuBuffer;
    releaseBuffer(buffer: GpuBuffer): void;
  };
  readonly commandEncoder: {
    copyBufferToBuffer(source: GpuBuffer, at: number, target: GpuBuffer, to: number, size: number): void;
  };
  readonly device: {
    readonly queue: { onSubmittedWorkDone(): Promise<void> };
    onuncapturederror: ((event: { error: { message: string } }) => void) | null;
    createBuffer(wanted: { readonly size: number }): GpuBuffer;
  };
  ensureCommandEncoderReady(): void;
  endComputePassEncoder(): void;
  submitQueue(): void;
  readSync(dataId: object): ArrayBufferView;
}

interface GpuBuffer {
  readonly size: number;
  readonly mapState: "unmapped" | "pending" | "mapped";
  mapAsync(mode: number): Promise<void>;
  getMappedRange(): ArrayBuffer;
  unmap(): void;
}

/** GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ, GPUMapMode.READ */
const [STAGING, READ] = [9, 1];
/** Milliseconds to sleep between two polls, and the polls that come before without. */
const [PAUSE, PATIENCE] = [0.05, 100];

/**
 * Lets the webgpu backend read tensors out at once in Node, as all other backends do.
 *
 * TensorFlow.js does so by a canvas, which Node does not have. Here a buffer is mapped, and Dawn asked until it is:
 * what it hands to `setImmediate` to let the GPU's answers in is called without waiting for the event loop. What WebGPU
 * finds wrong with the programs in between comes out at the next reading.
 *
 * @throws BackendError where Dawn hands over nothing
 */
export async function readSynchronously(given: unknown): Promise<void> {
  const backend = given as WebgpuBackend;
  const { queue } = backend.device;
  // After its own last turn: one that waits for it already hands over nothing.
  await new Promise(setImmediate);
  const pump = handedOver(() => void queue.onSubmittedWorkDone());
  if (pump === undefined)
    throw new BackendError('backend webgpu: expected package webgpu of version 0.6; use "wasm"');
  const asBefore = backend.readSync.bind(backend);
  let wrong: string | undefined;
  const largest = watchBuffers(backend);
  backend.device.onuncapturederror = ({ error }) => {
    // The first is the cause: what follows uses a buffer that is not there.
    wrong ??= OUT_OF_MEMORY.test(`${error.constructor.name} ${error.message}`)
      ? outOfMemory(largest(), backend)
      : `${error.message.split("\n", 1)[0]}; use "wasm"`;
  };

  backend.readSync = (dataId) => {
    const data = backend.tensorMap.get(dataId);
    // Both may be null or not there at all.
    if (data.values || !data.resource || data.dtype === "complex64") return asBefore(dataId);
    const { size } = data.resource;
    const staging = backend.bufferManager.acquireBuffer(size, STAGING);
    backend.ensureCommandEncoderReady();
    backend.endComputePassEncoder();
    backend.commandEncoder.copyBufferToBuffer(data.resource, 0, staging, 0, size);
    backend.submitQueue();
    waitFor(staging, pump);
    const reason = wrong;
    wrong = undefined;
    if (reason !== undefined) throw new BackendError(`backend webgpu: ${reason}`);
    if (staging.mapState !== "mapped")
      throw new BackendError(
        'backend webgpu: the GPU was lost; start again, from the checkpoint where one was kept, or use "wasm"',
      );
    largest(true);
    const bytes = staging.getMappedRange().slice(0);
    staging.unmap();
    backend.bufferManager.releaseBuffer(staging);
    data.values = view(bytes, data.dtype);
    return data.values;
  };
}

const OUT_OF_MEMORY = /out.?of.?memory/i;

/**
 * Takes notice of the buffers that a device is asked for, and says so where it cannot even be asked.
 *
 * @returns tells the size of the largest since it was last told to forget, in bytes
 */
function watchBuffers(backend: WebgpuBackend): (forget?: boolean) => number {
  const { device } = backend;
  const createBuffer = device.createBuffer.bind(device);
  let largest = 0;
  device.createBuffer = (wanted) => {
    largest = Math.max(largest, wanted.size);
    try {
      return createBuffer(wanted);
    } catch (cause) {
      throw new BackendError(`backend webgpu: ${outOfMemory(wanted.size, backend)}`, { cause });
    }
  };
  return (forget = false) => {
    const size = largest;
    if (forget) largest = 0;
    return size;
  };
}

/** WebGPU tells nobody how much memory a GPU has: what is known is what was got of it. */
function outOfMemory(asked: number, { bufferManager }: WebgpuBackend): string {
  const got = Math.max(0, bufferManager.numBytesAllocated - asked);
  return `the GPU is out of memory: a buffer of ${asked} bytes was asked for beside ${got} bytes that are taken; take fewer columns, layers or heads, or "wasm"`;
}

function view(bytes: ArrayBuffer, dtype: string): ArrayBufferView {
  if (dtype === "float32") return new Float32Array(bytes);
  const integers = new Int32Array(bytes);
  return dtype === "bool" ? Uint8Array.from(integers) : integers;
}

/** Maps a buffer for reading. */
function waitFor(buffer: GpuBuffer, pump: () => void): void {
  // Here, not above: a page that is not cross-origin isolated has no such class, and never comes here.
  const sleep = new Int32Array(new SharedArrayBuffer(4));
  handedOver(() => {
    // What goes wrong is seen by the buffer's state.
    buffer.mapAsync(READ).catch(() => {});
    for (let polls = 0; buffer.mapState === "pending"; polls++) {
      if (polls > PATIENCE) Atomics.wait(sleep, 0, 0, PAUSE);
      pump();
    }
  });
}

/** What some work hands to `setImmediate` at last, which alone of all that is then left to the event loop. */
function handedOver(work: () => void): (() => void) | undefined {
  const { setImmediate } = globalThis;
  let last: (() => void) | undefined;
  globalThis.setImmediate = ((callback: () => void) => {
    last = callback;
  }) as unknown as typeof setImmediate;
  try {
    work();
  } finally {
    globalThis.setImmediate = setImmediate;
    if (last !== undefined) setImmediate(last);
  }
  return last;
}
