import { register } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { InputError } from "../../errors.js";
import { readFileBytes, sha256Hex } from "../../files.js";
import { modelNames } from "../../nn/models/own-models.js";
import { methodNames } from "../../sparsify/catalog.js";
import type { Plugin } from "./plugin.js";

/**
 * Loads a module of the user's own that registers sparsifiers (`import { registerSparsifier } from "seprank/adjacency"`) or models (`import {
 * registerModel } from "seprank/nn"`).
 *
 * It runs with the user's rights, as any program that is started. Wherever the module lies, its `seprank` and its TensorFlow.js are this package's: a
 * copy of its own, or none, would make a registration vanish.
 *
 * @throws InputError where it cannot be loaded, throws, or registers nothing
 *
 * @example
 * ```ts
 * import { mkdtemp, writeFile } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { loadPlugin } from "seprank/evaluate";
 *
 * const file = join(await mkdtemp(join(tmpdir(), "plugin-")), "mine.mjs");
 * await writeFile(
 *   file,
 *   `import { registerSparsifier } from "seprank/adjacency";
 *    registerSparsifier("last-kept", { summary: "the last edges", result: "scores" }, (graph) =>
 *      Float64Array.from(graph.sources, (_, e) => e));`,
 * );
 * (await loadPlugin(file)).methods; // => ["last-kept"]
 * ```
 */
export async function loadPlugin(file: string): Promise<Plugin> {
  const sha256 = sha256Hex(await readFileBytes(file));
  resolveOwnPackages();
  const [methodsBefore, modelsBefore] = [new Set(methodNames()), new Set(modelNames())];
  try {
    await import(pathToFileURL(resolve(file)).href);
  } catch (error) {
    const [reason] = (error instanceof Error ? error.message : String(error)).split("\n", 1);
    throw new InputError(`--plugin ${file}: expected a module that can be loaded, got: ${reason}`, {
      cause: error,
    });
  }
  const methods = methodNames().filter((name) => !methodsBefore.has(name));
  const models = modelNames().filter((name) => !modelsBefore.has(name));
  if (methods.length + models.length === 0)
    throw new InputError(
      `--plugin ${file}: expected a module that calls registerSparsifier of seprank/adjacency or registerModel of seprank/nn, it registered nothing`,
    );
  return { file, sha256, methods, models };
}

let resolvesOwn = false;

/** From here on, `seprank`, `seprank/...` and `@tensorflow/tfjs-core` are this package's for every module. */
function resolveOwnPackages(): void {
  if (resolvesOwn) return;
  resolvesOwn = true;
  const hooks = `
    let own;
    export function initialize(data) { own = data; }
    export function resolve(specifier, context, next) {
      const isOurs = /^(seprank|@tensorflow\\/tfjs-core)(\\/|$)/.test(specifier);
      return next(specifier, isOurs ? { ...context, parentURL: own } : context);
    }`;
  register(`data:text/javascript,${encodeURIComponent(hooks)}`, { data: import.meta.url });
}
