import * as tf from "@tensorflow/tfjs-core";
import { BackendError, InputError } from "../../errors.js";
import { instantiateKernels, type WasmKernels } from "../../kernels/wasm/instantiate.js";
import { relaxedSimdSupported } from "../../kernels/wasm/simd-supported.js";
import { handleLargeTensors } from "../webgpu/large-tensors.js";
import { openGpu } from "../webgpu/open-gpu.js";
import { readSynchronously } from "../webgpu/read-sync.js";
import { maxBindingBytes, maxTensorBytes, readsBack } from "../webgpu/run-program.js";
import { sumInParts } from "../webgpu/sum-in-parts.js";
import { BACKEND_NAMES, type BackendName } from "./backend-names.js";
import { gradients } from "./gradients.generated.js";
import { useKernelsInMemory } from "./kernel.js";
import { keepProcessListeners, restoreNodeUtil } from "./node-repairs.js";
import { guardAllocation, shareClones, wasmBackendMemory } from "./wasm-backend.js";
import { checkWasmFolder, missingWasmFile } from "./wasm-files.js";

/** The backend in use. */
export interface BackendInfo {
  readonly name: Exclude<BackendName, "auto">;
  /** of TensorFlow.js */
  readonly version: string;
  /**
   * `wasm`: our kernels run in the backend's own memory; `wasm-relaxed`: with fused multiply-adds; `plain`: they are its TypeScript
   * forms, where the backend has no ops of its own for it; `wgsl`: programs for the GPU
   */
  readonly kernels: "wasm" | "wasm-relaxed" | "plain" | "wgsl";
  /** the GPU, where `webgpu` knows its name */
  readonly device?: string;
  /** of the largest tensor that `webgpu` can hold, as the GPU says */
  readonly maxTensorBytes?: number;
  /** of the largest piece of a tensor that a program on `webgpu` can bind; larger tensors are bound in pieces */
  readonly maxBindingBytes?: number;
}

/** Options of {@link selectBackend}. */
export interface BackendOptions {
  /** takes a line about what `auto` fell back to; default: none is reported */
  readonly onMessage?: ((line: string) => void) | undefined;
  /**
   * in a browser: address of the folder that holds TensorFlow.js's .wasm files, those of
   * `node_modules/@tensorflow/tfjs-backend-wasm/dist`; default the folder of the page, or of the script where it is
   * not a module
   */
  readonly wasmFolder?: string | undefined;
}

type Load = (options: BackendOptions) => Promise<Omit<BackendInfo, "name" | "version">>;

const LOADERS: Readonly<Record<BackendInfo["name"], Load>> = Object.freeze({
  tensorflow: loadTensorflow,
  wasm: loadWasm,
  "wasm-relaxed": loadWasmRelaxed,
  webgpu: loadWebgpu,
  cpu: loadCpu,
});

const loads = new Map<BackendInfo["name"], Promise<BackendInfo>>();
/** The kernels in the memory of TensorFlow.js's wasm backend that go with a name. */
const kernelsOf = new Map<BackendInfo["name"], WasmKernels>();

/**
 * Makes a backend the one that tensors are computed with from now on. Comes before the first layer or tensor: without it TensorFlow.js
 * knows no backend ("No backend found in registry"); training selects one by itself. It is global to the process, as TensorFlow.js
 * keeps it.
 *
 * TensorFlow.js's own gradients are registered with it; its methods of tensors (`x.relu()` for `tf.relu(x)`) are not.
 *
 * @param name one of {@link BACKEND_NAMES}
 * @example
 * ```ts
 * import { selectBackend } from "seprank/nn";
 *
 * const { name, kernels } = await selectBackend("wasm");
 * [name, kernels]; // => ["wasm", "wasm"]
 * ```
 *
 * @throws InputError where the name is unknown, BackendError where the backend does not load
 */
export async function selectBackend(
  name: string = "auto",
  options: BackendOptions = {},
): Promise<BackendInfo> {
  if (!isBackendName(name))
    throw new InputError(`backend: expected one of ${BACKEND_NAMES.join(", ")}, got ${JSON.stringify(name)}`);
  if (name !== "auto") return load(name, options);
  try {
    return await load("tensorflow", options);
  } catch (error) {
    options.onMessage?.(`backend wasm: ${(error as Error).message}`);
    return load("wasm", options);
  }
}

function isBackendName(name: string): name is BackendName {
  return (BACKEND_NAMES as readonly string[]).includes(name);
}

/** Loads a backend once; later calls only make it the current one again. */
async function load(name: BackendInfo["name"], options: BackendOptions): Promise<BackendInfo> {
  const known = loads.get(name);
  const loading = known ?? loadFirst(name, options);
  loads.set(name, loading);
  // What failed may load another time: from another folder, on a GPU that is back.
  const info = await loading.catch((error) => {
    loads.delete(name);
    throw error;
  });
  const tensorflowName = name === "wasm-relaxed" ? "wasm" : name;
  if (tf.getBackend() !== tensorflowName) await tf.setBackend(tensorflowName);
  const kernels = kernelsOf.get(name);
  if (kernels !== undefined) useKernelsInMemory(tf.backend(), kernels);
  return info;
}

async function loadFirst(name: BackendInfo["name"], options: BackendOptions): Promise<BackendInfo> {
  // Without it, TensorFlow.js prints advice on the console.
  tf.enableProdMode();
  // Which the package does not do by itself; of ops that have one already, the same again.
  if (tf.getGradient("Add") === undefined) for (const gradient of gradients) tf.registerGradient(gradient);
  return { name, version: tf.version_core, ...(await LOADERS[name](options)) };
}

async function loadTensorflow(): ReturnType<Load> {
  if (typeof process === "undefined")
    throw new BackendError('backend tensorflow: expected Node, got a browser; use "wasm"');
  // A variable, so that the compiler does not look for a package which many machines cannot install.
  const specifier: string = "@tensorflow/tfjs-node-gpu";
  process.env.TF_CPP_MIN_LOG_LEVEL ??= "3";
  // Its allocator else returns what is beyond 32 MB with every result, and each op pays for fresh pages: twice the time a step.
  process.env.TF_CPU_ALLOCATOR_USE_BFC ??= "true";
  await restoreNodeUtil();
  await importOptional(specifier);
  await start("tensorflow", 'use "wasm"');
  return { kernels: "plain" };
}

async function loadWasm({ wasmFolder }: BackendOptions): ReturnType<Load> {
  const { setWasmPaths } = await import("@tensorflow/tfjs-backend-wasm");
  if (wasmFolder !== undefined) setWasmPaths(await checkWasmFolder(wasmFolder));
  // Our kernels cannot live in a memory shared by threads, and results would depend on their number.
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  await keepProcessListeners(() =>
    start("wasm", 'use "cpu", which is slower').catch(async (error: BackendError) => {
      throw (await missingWasmFile()) ?? error;
    }),
  );
  shareClones();
  guardAllocation(tf.backend());
  const memory = wasmBackendMemory(tf.backend());
  // An engine without SIMD turns our module down.
  const kernels = memory && (await instantiateKernels(memory).catch(() => undefined));
  if (kernels === undefined) return { kernels: "plain" };
  kernelsOf.set("wasm", kernels);
  return { kernels: "wasm" };
}

async function loadWasmRelaxed(options: BackendOptions): ReturnType<Load> {
  if (!relaxedSimdSupported())
    throw new BackendError(
      'backend wasm-relaxed: expected an engine with relaxed SIMD (Node 22 and up, browsers), got one without; use "wasm"',
    );
  await load("wasm", options);
  const memory = wasmBackendMemory(tf.backend());
  if (memory === undefined)
    throw new BackendError(
      'backend wasm-relaxed: the memory of the wasm backend is out of reach; use "wasm"',
    );
  kernelsOf.set("wasm-relaxed", await instantiateKernels(memory, true));
  return { kernels: "wasm-relaxed" };
}

async function loadWebgpu(): ReturnType<Load> {
  const device = await openGpu();
  const specifier: string = "@tensorflow/tfjs-backend-webgpu";
  // A page's own script imports it, so that a bundler finds it.
  if (tf.findBackendFactory("webgpu") === null) await importOptional(specifier);
  await start("webgpu", 'use "wasm"');
  sumInParts();
  handleLargeTensors();
  // Where there is a canvas, TensorFlow.js reads by that.
  if (!("OffscreenCanvas" in globalThis)) await readSynchronously(tf.backend());
  if (!readsBack())
    throw new BackendError(
      'backend webgpu: what is read back from the GPU here is not what it holds; use "wasm"',
    );
  return { kernels: "wgsl", device, maxTensorBytes: maxTensorBytes(), maxBindingBytes: maxBindingBytes() };
}

async function loadCpu(): ReturnType<Load> {
  await import("@tensorflow/tfjs-backend-cpu");
  await start("cpu", 'use "wasm"');
  return { kernels: "plain" };
}

/** Imports a package of TensorFlow.js's that may not be installed. */
async function importOptional(specifier: string): Promise<void> {
  await import(specifier).catch((cause: Error) => {
    const reason = cause.message.split("\n", 1)[0];
    throw new BackendError(
      `${specifier} does not load (${reason}); npm install ${specifier}@${tf.version_core}, or use "wasm"`,
      { cause },
    );
  });
}

async function start(name: string, otherwise: string): Promise<void> {
  const started = await tf.setBackend(name).catch(() => false);
  if (!started) throw new BackendError(`backend ${name} does not start on this machine; ${otherwise}`);
}
