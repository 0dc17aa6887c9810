/**
 * Bundles the playground into ../public/playground, from where the site's page loads it: the page's script and style, the worker, and
 * TensorFlow.js's .wasm files.
 */
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));

/** @param folder that is there, and empty */
export async function writePlayground(folder) {
  await build({
    absWorkingDir: here,
    entryPoints: ["playground.ts", "worker.ts"],
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: ["es2022", "chrome110", "firefox114", "safari16"],
    legalComments: "linked",
    outdir: folder,
    logLevel: "warning",
  });
  await writeFile(join(folder, "playground.css"), await style());
  const wasm = dirname(
    createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm"),
  );
  await mkdir(join(folder, "wasm"));
  for (const file of ["tfjs-backend-wasm.wasm", "tfjs-backend-wasm-simd.wasm"])
    await copyFile(join(wasm, file), join(folder, "wasm", file));
}

/** The style of our pages, kept within the playground; the site tells its dark scheme by a class. */
async function style() {
  const browser = "../../src/report/page/browser/";
  const read = (file) => readFile(join(here, file), "utf8");
  const shared = ["controls.css", "curves.css", "picture.css"].map((file) => read(browser + file));
  const rules = `${await read("playground.css")}\n.playground {\n${(await Promise.all(shared)).join("\n")}\n}`;
  const { code } = await transform(rules, {
    loader: "css",
    minify: true,
    // Older browsers know no nested rules.
    target: ["chrome110", "firefox114", "safari16"],
  });
  const [, light, dark, classes] =
    /^:root \{(.*?)\n\}\n@media \(prefers-color-scheme: dark\) \{\n {2}:root \{(.*?)\n {2}\}\n\}\n(.*)$/s.exec(
      await read(`${browser}colours.css`),
    ) ?? [];
  if (classes === undefined) throw new Error("colours.css: expected colours of light, of dark, and classes");
  const colours = (text) => text.replace(/^\s*color-scheme:.*$/m, "");
  return `.playground {${colours(light)}\n}\n.dark .playground {${colours(dark)}\n}\n${classes}\n${code}`;
}
