import { expect, test } from "vitest";
import { kernelForms } from "../../../src/nn/backend/kernel.js";
// All that graph neural networks train with; image networks, which train on a processor, have kernels of their own.
import "../../../src/nn/training/graph-trainer.js";
import "../../../src/nn/training/vertex-trainer.js";

test("no layer's kernel reads out on a GPU, and the table in the documentation is true", async () => {
  const forms = [...kernelForms()].sort(([a], [b]) => (a < b ? -1 : 1));
  expect(forms.length).toBeGreaterThan(25);
  const readOut = forms.filter(([, form]) => Object.values(form).includes("read out"));
  expect(readOut.map(([name]) => name)).toEqual([]);
  const rows = forms.map(([name, { tensorflow, webgpu }]) => `| ${name} | ${tensorflow} | ${webgpu} |`);
  const page = `# How every kernel runs on a GPU

The kernels of graph neural networks. Written by \`npx vitest run test/nn/backend/kernel-forms.test.ts --update\`. On \`wasm\` each is a WebAssembly kernel in the backend's memory, on
\`cpu\` the same kernels in TypeScript. *native*: programs in WGSL, or ops of TensorFlow's native library; *composed*: of TensorFlow.js's ops; *read out*: the
TypeScript kernel, on what is read out of the backend's memory.

| kernel | tensorflow | webgpu |
| --- | --- | --- |
${rows.join("\n")}
`;
  await expect(page).toMatchFileSnapshot("../../../docs/development/kernels.md");
});
