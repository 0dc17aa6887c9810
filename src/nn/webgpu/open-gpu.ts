import { BackendError } from "../../errors.js";

interface Adapter {
  readonly limits: { readonly maxStorageBuffersPerShaderStage: number };
  requestDevice(wanted?: DeviceWanted): Promise<object>;
  readonly info: { readonly vendor: string; readonly architecture: string; readonly description: string };
}
interface DeviceWanted {
  readonly requiredLimits?: Readonly<Record<string, number>>;
}
interface Gpu {
  requestAdapter(options?: object): Promise<Adapter | null>;
}
interface DawnForNode {
  create(options: readonly string[]): Gpu;
  readonly globals: object;
}

// A variable, so that the compiler does not look for a package which many machines do not have.
const SPECIFIER: string = "webgpu";
const GET_IT = `npm install ${SPECIFIER}, or use "wasm"`;

/**
 * Opens WebGPU, and gives TensorFlow.js's backend what it looks for in a browser: `navigator.gpu`, and the names of
 * WebGPU's classes and constants among the globals.
 *
 * In a browser they are there; in Node they come from the package `webgpu` (Dawn).
 *
 * @param features of Dawn to turn on or off, in Node: `disable-dawn-features=...`; default none
 * @returns the GPU, as its driver calls it
 * @throws BackendError where the package does not load, or there is no adapter
 */
export async function openGpu(features: readonly string[] = []): Promise<string> {
  const { navigator } = globalThis as { navigator?: { readonly gpu?: Gpu } };
  if (navigator?.gpu !== undefined) {
    askForBuffers(navigator.gpu);
    return adapterName(navigator.gpu);
  }
  const { create, globals } = await loadDawn();
  const gpu = create(features);
  askForBuffers(gpu);
  const name = await adapterName(gpu);
  provide(gpu, globals);
  return name;
}

async function loadDawn(): Promise<DawnForNode> {
  try {
    return (await import(SPECIFIER)) as DawnForNode;
  } catch (cause) {
    const reason = (cause as Error).message.split("\n", 1)[0];
    throw new BackendError(`backend webgpu: ${SPECIFIER} does not load (${reason}); ${GET_IT}`, { cause });
  }
}

/** Node has had a `navigator` since 21. */
function provide(gpu: Gpu, globals: object): void {
  Object.assign(globalThis, globals);
  const { navigator } = globalThis as { navigator?: object };
  if (navigator !== undefined) Object.defineProperty(navigator, "gpu", { value: gpu, configurable: true });
  else Object.defineProperty(globalThis, "navigator", { value: { gpu }, configurable: true });
}

/**
 * Lets the device that TensorFlow.js asks for have as many buffers in a program as the adapter gives: eight is what it gets otherwise, and
 * tensors in pieces take one a piece. The other limits that matter it asks for by itself (4.22.0).
 */
function askForBuffers(gpu: Gpu): void {
  const requestAdapter = gpu.requestAdapter.bind(gpu);
  gpu.requestAdapter = async (options) => {
    const adapter = await requestAdapter(options);
    if (adapter === null) return null;
    const requestDevice = adapter.requestDevice?.bind(adapter);
    adapter.requestDevice = (wanted = {}) => {
      const { maxStorageBuffersPerShaderStage } = adapter.limits;
      return requestDevice({
        ...wanted,
        requiredLimits: { ...wanted.requiredLimits, maxStorageBuffersPerShaderStage },
      });
    };
    return adapter;
  };
}

async function adapterName(gpu: Gpu): Promise<string> {
  const adapter = await gpu.requestAdapter({ powerPreference: "high-performance" });
  if (adapter === null)
    throw new BackendError(
      'backend webgpu: no adapter (a GPU with a driver for Vulkan, Metal or Direct3D 12); use "wasm"',
    );
  const { vendor, architecture, description } = adapter.info;
  return [vendor, architecture, description].filter((part) => part !== "").join(" ");
}
