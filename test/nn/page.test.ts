import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { Page } from "playwright-core";
import { beforeAll, expect, type TestContext, test } from "vitest";
import { openChromium } from "../support/chromium.js";
import { serve } from "../support/file-server.js";

const require = createRequire(import.meta.url);
const WASM_FILES = fileURLToPath(
  new URL(".", `file://${require.resolve("@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm")}`),
);
let script = "";

beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("page.ts", import.meta.url))],
    bundle: true,
    write: false,
    platform: "browser",
    format: "esm",
    logLevel: "silent",
  });
  script = outputFiles[0].text;
});

/** A page without any header that would isolate it, as most servers give it; .wasm files lie under `folder`. */
async function openPage(test: TestContext, folder: string): Promise<{ page: Page; complaints: string[] }> {
  const browser = await openChromium(test);
  const address = await serve(async ({ url = "/" }, response) => {
    const name = url.startsWith(folder) ? url.slice(folder.length) : "";
    if (url === "/")
      response.setHeader("Content-Type", "text/html").end('<script type="module" src="s.js"></script>');
    else if (url === "/s.js") response.setHeader("Content-Type", "text/javascript").end(script);
    else if (/^[\w-]+\.wasm$/.test(name)) {
      response.setHeader("Content-Type", "application/wasm").end(await readFile(join(WASM_FILES, name)));
    } else response.writeHead(404).end();
  });
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(address);
  expect(await page.evaluate("crossOriginIsolated")).toBe(false);
  expect(await page.evaluate("typeof SharedArrayBuffer")).toBe("undefined");
  return { page, complaints };
}

/** What training gives on the page, or the message of its error. */
function train(page: Page, backend: string, folder?: string): Promise<unknown> {
  const call = `train(${JSON.stringify(backend)}${folder === undefined ? "" : `, ${JSON.stringify(folder)}`})`;
  return page.evaluate(`${call}.catch((error) => error.message)`);
}

test.for(["wasm", "cpu"])("a GCN trains on an ordinary page, on %s", async (backend, context) => {
  const { page, complaints } = await openPage(context, "/");
  const result = (await train(page, backend)) as { name: string; kernels: string; testAccuracy: number };
  expect(result).toMatchObject({
    name: backend,
    kernels: backend === "wasm" ? "wasm" : "plain",
    epochs: 100,
  });
  expect(result.testAccuracy).toBeGreaterThan(0.5);
  expect(complaints).toEqual([]);
});

test("TensorFlow.js's files lie where the option says", async (context) => {
  const { page } = await openPage(context, "/assets/tf/");
  const misplaced = await train(page, "wasm", "assets");
  expect(misplaced).toMatch(
    /^backend wasm: expected TensorFlow\.js's file at http:\S+\/assets\/tfjs-backend-wasm-simd\.wasm, got status 404; copy .* wasmFolder/,
  );
  // What failed may be tried again.
  expect(await train(page, "wasm", "assets/tf")).toMatchObject({ name: "wasm", kernels: "wasm" });
});

test("where they are missing, the message says where they belong", async (context) => {
  const { page } = await openPage(context, "/assets/tf/");
  expect(await train(page, "wasm")).toMatch(
    /^backend wasm: expected TensorFlow\.js's file at http:\/\/[\d.:]+\/tfjs-backend-wasm-simd\.wasm, got status 404; copy /,
  );
});
