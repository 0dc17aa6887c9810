// A page with WebGPU: Chromium's own, on its software adapter where there is no GPU.
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { openChromium } from "../support/chromium.js";
import { serve } from "../support/file-server.js";

test("a GCN trains on a page on webgpu as on cpu, or webgpu is refused there", async (context) => {
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
  const browser = await openChromium(context, [
    "--enable-unsafe-webgpu",
    "--use-webgpu-adapter=swiftshader",
    "--enable-features=Vulkan",
  ]);
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
  const train = (backend: string) =>
    page.evaluate(
      `globalThis.train(${JSON.stringify(backend)}, undefined, 3).catch((error) => error.message)`,
    );
  const found = (await train("webgpu")) as { loss: number } | string;
  expect(complaints).toEqual([]);
  // A browser that reads zeros back is turned down; it must not train on them.
  if (typeof found === "string")
    return expect(found).toBe(
      'backend webgpu: what is read back from the GPU here is not what it holds; use "wasm"',
    );
  expect(found).toMatchObject({ name: "webgpu", kernels: "wgsl", epochs: 3 });
  const { loss } = (await train("cpu")) as { loss: number };
  expect(Math.abs(found.loss - loss)).toBeLessThan(1e-4 * loss);
});
