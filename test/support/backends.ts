import { selectBackend } from "../../src/nn/backend/backend.js";
import { restoreNodeUtil } from "../../src/nn/backend/node-repairs.js";

process.env.TF_CPP_MIN_LOG_LEVEL ??= "3";
// As `selectBackend` does: once it is loaded, the package is what tensors made before any choice are on.
await restoreNodeUtil();

/** Whether TensorFlow's native library can be loaded on this machine. */
export const hasTensorflow = await import("@tensorflow/tfjs-node-gpu" as string).then(
  () => true,
  () => false,
);

/** Why there is no WebGPU on this machine; undefined where there is. */
export const webgpuAbsence: string | undefined = await selectBackend("webgpu").then(
  () => undefined,
  (error: Error) => error.message,
);
if (webgpuAbsence !== undefined) process.stderr.write(`not tested: ${webgpuAbsence}\n`);

/** The backends that every op, layer and model is tested on: all that load. */
export const BACKENDS: readonly string[] = [
  "wasm",
  "cpu",
  ...(hasTensorflow ? ["tensorflow"] : []),
  ...(webgpuAbsence === undefined ? ["webgpu"] : []),
];
