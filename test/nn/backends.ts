import { restoreNodeUtil } from "../../src/nn/restore-node-util.js";

process.env.TF_CPP_MIN_LOG_LEVEL ??= "3";
// As `selectBackend` does: once it is loaded, the package is what tensors made before any choice are on.
await restoreNodeUtil();

/** Whether TensorFlow's native library can be loaded on this machine. */
export const hasTensorflow = await import("@tensorflow/tfjs-node-gpu" as string).then(
  () => true,
  () => false,
);

/** The backends that every op, layer and model is tested on: all that load. */
export const BACKENDS: readonly string[] = hasTensorflow ? ["wasm", "cpu", "tensorflow"] : ["wasm", "cpu"];
