import { BackendError } from "../../errors.js";
import { simdSupported } from "../../kernels/wasm/simd-supported.js";

/** What is used of a page or a web worker, which the project's types do not know. */
interface Web {
  readonly location?: { readonly href: string };
  readonly document?: object;
  readonly WorkerGlobalScope?: object;
  readonly performance: { getEntriesByType?(type: "resource"): readonly { readonly name: string }[] };
  fetch(address: string): Promise<WebResponse>;
}
interface WebResponse {
  readonly ok: boolean;
  readonly status: number;
  arrayBuffer(): Promise<ArrayBuffer>;
}

const web = globalThis as unknown as Web;
const SOURCE = "node_modules/@tensorflow/tfjs-backend-wasm/dist/*.wasm";

/** Every WebAssembly module begins so: "\0asm". */
const MAGIC = [0, 97, 115, 109];

/** Whether this is a page or a web worker, where .wasm files come from a server. */
function inBrowser(): boolean {
  return web.location !== undefined && (web.document !== undefined || web.WorkerGlobalScope !== undefined);
}

function fileName(): string {
  return simdSupported() ? "tfjs-backend-wasm-simd.wasm" : "tfjs-backend-wasm.wasm";
}

/**
 * Checks whether a folder has TensorFlow.js's .wasm file, before TensorFlow.js does: once that has failed, it takes no
 * other folder.
 *
 * @param folder its address, relative to the page; in Node, a path, which is passed on
 * @returns the folder with a slash at its end
 * @throws BackendError saying where the file was expected, and what came
 */
export async function checkWasmFolder(folder: string): Promise<string> {
  const closed = folder.endsWith("/") ? folder : `${folder}/`;
  if (!inBrowser()) return closed;
  const address = new URL(closed, web.location?.href).href;
  const found = await complaint(address + fileName());
  if (found !== undefined) throw misplaced(address + fileName(), found);
  return address;
}

/**
 * Why TensorFlow.js did not start on a page, where a missing .wasm file is the reason: the last of its name that the page
 * has asked for, or else the one beside the page, is asked for again.
 *
 * @returns undefined in Node, or where the file is there
 */
export async function missingWasmFile(): Promise<BackendError | undefined> {
  if (!inBrowser()) return undefined;
  const asked = web.performance.getEntriesByType?.("resource") ?? [];
  const last = asked.map(({ name }) => name).findLast((name) => /\/tfjs-backend-wasm[^/]*\.wasm$/.test(name));
  const address = last ?? new URL(fileName(), web.location?.href).href;
  const found = await complaint(address);
  return found === undefined ? undefined : misplaced(address, found);
}

async function complaint(address: string): Promise<string | undefined> {
  try {
    const response = await web.fetch(address);
    if (!response.ok) return `status ${response.status}`;
    const bytes = new Uint8Array(await response.arrayBuffer());
    return MAGIC.every((byte, k) => bytes[k] === byte) ? undefined : "another file (a page?)";
  } catch (error) {
    return (error as Error).message;
  }
}

function misplaced(address: string, found: string): BackendError {
  const folder = address.slice(0, address.lastIndexOf("/") + 1);
  return new BackendError(
    `backend wasm: expected TensorFlow.js's file at ${address}, got ${found}; ` +
      `copy ${SOURCE} to ${folder}, or name their folder: selectBackend("wasm", { wasmFolder: "/.../" })`,
  );
}
