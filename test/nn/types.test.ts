import { spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { COMPILER } from "../support/compiler.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const require = createRequire(import.meta.url);
const tensorflow = dirname(require.resolve("@tensorflow/tfjs-core/package.json"));

/** What the compiler says of a program that has installed the package as it was built. */
function complaints(code: string, flags: readonly string[]): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "node_modules/@tensorflow"), { recursive: true });
  symlinkSync(root, join(folder, "node_modules/seprank"));
  symlinkSync(tensorflow, join(folder, "node_modules/@tensorflow/tfjs-core"));
  writeFileSync(join(folder, "package.json"), '{"type": "module"}');
  writeFileSync(join(folder, "program.ts"), code);
  const options = ["--noEmit", "--strict", "--target", "es2022", ...flags, "program.ts"];
  return spawnSync(process.execPath, [COMPILER, ...options], { cwd: folder, encoding: "utf8" }).stdout;
}

const NODENEXT = ["--module", "nodenext"];
const BUNDLER = ["--module", "esnext", "--moduleResolution", "bundler"];

test.each([
  ["nodenext", NODENEXT],
  ["bundler", BUNDLER],
])("a program that checks its libraries compiles, %s", (_, flags) => {
  const code = `
    import { matMul, selectBackend, trainVertexClassifier, uploadSparseMatrix } from "seprank/nn";
    export const { kernels }: { kernels: "wasm" | "wasm-relaxed" | "plain" | "wgsl" } = await selectBackend("wasm");
    export const columns: number = matMul(null!, null!).shape[1];
    // @ts-expect-error
    export const third = matMul(null!, null!).shape[2];
    export { trainVertexClassifier, uploadSparseMatrix };`;
  expect(complaints(code, [...flags, "--skipLibCheck", "false"])).toBe("");
});

const LAYER = `
  import * as tf from "@tensorflow/tfjs-core";
  import { type SparseMatrix, spmm } from "seprank/nn";
  export const layer = (matrix: SparseMatrix, x: tf.Tensor2D): tf.Tensor2D => tf.add(spmm(matrix, x), 1);`;

test("with seprank/tensorflow, tensors are TensorFlow.js's", () => {
  expect(complaints(`import "seprank/tensorflow";${LAYER}`, [...NODENEXT, "--skipLibCheck"])).toBe("");
});

test("without it they are not, as its page says", () => {
  expect(complaints(LAYER, [...NODENEXT, "--skipLibCheck"])).toContain("PlainTensor<[number, number]>");
});
