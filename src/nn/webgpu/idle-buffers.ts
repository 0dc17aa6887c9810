import * as tf from "@tensorflow/tfjs-core";

/** What is used of TensorFlow.js's backend (4.22.0). */
interface WebgpuBackend {
  readonly bufferManager: {
    readonly freeBuffers: ReadonlyMap<string, GpuBuffer[]>;
    numFreeBuffers: number;
    numBytesAllocated: number;
  };
  ensureCommandEncoderReady(): void;
  endComputePassEncoder(): void;
  submitQueue(): void;
}
interface GpuBuffer {
  readonly size: number;
  destroy(): void;
}

/**
 * Gives the GPU's memory back that no tensor is in, where the current backend is `webgpu`.
 *
 * TensorFlow.js keeps every buffer for the next tensor of the same size, for ever: what one model took another of other sizes could not
 * have, and a buffer that the GPU had no memory for would be handed out again.
 *
 * Complexity: O(buffers), and the GPU's work up to here is handed over.
 */
export function releaseIdleBuffers(): void {
  if (tf.getBackend() !== "webgpu") return;
  const backend = tf.backend() as unknown as WebgpuBackend;
  // Buffers of tensors that the queue still uses become idle when it is handed over.
  backend.ensureCommandEncoderReady();
  backend.endComputePassEncoder();
  backend.submitQueue();
  const { bufferManager } = backend;
  for (const buffers of bufferManager.freeBuffers.values())
    for (const buffer of buffers.splice(0)) {
      buffer.destroy();
      bufferManager.numFreeBuffers--;
      bufferManager.numBytesAllocated -= buffer.size;
    }
}
