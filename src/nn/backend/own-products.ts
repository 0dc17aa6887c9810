import * as tf from "@tensorflow/tfjs-core";

/** Whether the backend's own dense products are to be used: our kernels cannot reach its memory. */
export function ownProducts(): boolean {
  const name = tf.getBackend();
  return name === "tensorflow" || name === "webgpu";
}
