// A page with WebGPU: Chromium's own, on its software adapter.
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { expect, type TestContext, test } from "vitest";
import { openChromium } from "../support/chromium.js";
import { serve } from "../support/file-server.js";

const ADAPTER = ["--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader", "--enable-features=Vulkan"];
/** The page's canvases on the same Vulkan as WebGPU: only then does drawing a WebGPU canvas, by which TensorFlow.js reads at once, give its pixels. */
const SHARED = ["--use-vulkan=swiftshader", "--use-angle=swiftshader"];

/** @returns trains on a page of a Chromium started with `flags`, and gives what it found or the message of its error */
async function trainingPage(context: TestContext, flags: readonly string[]) {
  const bundle = await build({
    stdin: {
      contents: 'import "@tensorflow/tfjs-backend-webgpu"; export { train } from "./page.ts";',
      resolveDir: fileURLToPath(new URL(".", import.meta.url)),
    },
    bundle: true,
    write: false,
    platform: "browser",
    format: "esm",
    logLevel: "silent",
  }).catch(() => undefined);
  if (bundle === undefined) return context.skip("@tensorflow/tfjs-backend-webgpu is not installed");
  const script = bundle.outputFiles[0].text;
  const browser = await openChromium(context, flags);
  const address = await serve((request, response) => {
    const isScript = request.url === "/s.js";
    response
      .setHeader("Content-Type", isScript ? "text/javascript" : "text/html")
      .end(isScript ? script : '<script type="module" src="s.js"></script>');
  });
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(address);
  const adapter = await page.evaluate("navigator.gpu?.requestAdapter().then((found) => found !== null)");
  if (adapter !== true) context.skip("this Chromium has no WebGPU adapter");
  return async (backend: string): Promise<unknown> => {
    const found = await page.evaluate(
      `globalThis.train(${JSON.stringify(backend)}, undefined, 3).catch((error) => error.message)`,
    );
    expect(complaints).toEqual([]);
    return found;
  };
}

const REFUSED = 'backend webgpu: what is read back from the GPU here is not what it holds; use "wasm"';

test("a GCN trains on a page on webgpu as on cpu", async (context) => {
  const train = await trainingPage(context, [...ADAPTER, ...SHARED]);
  const found = (await train("webgpu")) as { loss: number };
  expect(found).toMatchObject({ name: "webgpu", kernels: "wgsl", epochs: 3 });
  const { loss } = (await train("cpu")) as { loss: number };
  expect(loss).toBeGreaterThan(0);
  expect(Math.abs(found.loss - loss)).toBeLessThan(1e-4 * loss);
});

test("a page whose WebGPU canvases draw as zeros is refused, in place of training on them", async (context) => {
  const train = await trainingPage(context, ADAPTER);
  const found = await train("webgpu");
  // Where a Chromium draws them all the same, there is nothing to refuse.
  if (typeof found === "string") expect(found).toBe(REFUSED);
  else expect((found as { loss: number }).loss).toBeGreaterThan(0);
});
