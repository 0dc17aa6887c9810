// Copies TensorFlow.js's .wasm files to public/wasm, from where the page's worker loads them.
import { copyFileSync, mkdirSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const source = dirname(
  fileURLToPath(import.meta.resolve("@tensorflow/tfjs-backend-wasm/dist/tf-backend-wasm.node.js")),
);
const target = fileURLToPath(new URL("public/wasm/", import.meta.url));
mkdirSync(target, { recursive: true });
for (const file of readdirSync(source).filter((name) => name.endsWith(".wasm")))
  copyFileSync(join(source, file), join(target, file));
