process.env.TF_CPP_MIN_LOG_LEVEL ??= "3";

/** Whether TensorFlow's native library can be loaded on this machine. */
export const hasTensorflow = await import("@tensorflow/tfjs-node-gpu" as string).then(
  () => true,
  () => false,
);

/** The backends that every op, layer and model is tested on: all that load. */
export const BACKENDS: readonly string[] = hasTensorflow ? ["wasm", "cpu", "tensorflow"] : ["wasm", "cpu"];
