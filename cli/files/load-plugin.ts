import { register } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { InputError } from "../../src/errors.js";
import { readFileBytes, sha256Hex } from "../../src/files.js";
import { methodNames } from "../../src/sparsify/catalog.js";

/** A module that was loaded, and what it added. */
export interface Plugin {
  readonly file: string;
  readonly sha256: string;
  readonly methods: readonly string[];
}

/**
 * Loads a module of the user's own that registers sparsifiers (`import { registerSparsifier } from "seprank/adjacency"`).
 *
 * It runs with the user's rights, as any program that is started. Wherever the module lies, its `seprank` is this one: a copy of its own,
 * or none, would make a registration vanish.
 *
 * @throws InputError where it cannot be loaded, throws, or registers nothing
 */
export async function loadPlugin(file: string): Promise<Plugin> {
  const sha256 = sha256Hex(await readFileBytes(file));
  resolveOwnPackage();
  const before = new Set(methodNames());
  try {
    await import(pathToFileURL(resolve(file)).href);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InputError(`--plugin ${file}: expected a module that can be loaded, got: ${reason}`, {
      cause: error,
    });
  }
  const methods = methodNames().filter((name) => !before.has(name));
  if (methods.length === 0)
    throw new InputError(
      `--plugin ${file}: expected a module that calls registerSparsifier of seprank/adjacency, it registered nothing`,
    );
  return { file, sha256, methods };
}

let resolvesOwn = false;

/** From here on, `seprank` and `seprank/...` are this package for every module. */
function resolveOwnPackage(): void {
  if (resolvesOwn) return;
  resolvesOwn = true;
  const hooks = `
    let own;
    export function initialize(data) { own = data; }
    export function resolve(specifier, context, next) {
      return next(specifier, /^seprank(\\/|$)/.test(specifier) ? { ...context, parentURL: own } : context);
    }`;
  register(`data:text/javascript,${encodeURIComponent(hooks)}`, { data: import.meta.url });
}
