import * as tf from "@tensorflow/tfjs-core";

/**
 * Lets clones share their tensor's bytes on the wasm backend, as they do on all the others.
 *
 * Whatever an op saves for its gradient is a clone, and wasm's own kernel copies it: nine hidden matrices in a
 * step of a three-layer GCN. Tensors never change and the backend counts references (its reshape relies on that), so
 * that one copy serves all.
 */
export function shareClones(): void {
  tf.unregisterKernel("Identity", "wasm");
  tf.registerKernel({
    kernelName: "Identity",
    backendName: "wasm",
    kernelFunc: ({ inputs, backend }) => {
      const { dataId, shape, dtype } = inputs.x as tf.TensorInfo;
      (backend as tf.KernelBackend).incRef(dataId);
      return { dataId, shape, dtype };
    },
  });
}
