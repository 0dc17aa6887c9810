import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { expect, it } from "vitest";

it.each(["tensor", "factorization"])(
  "src/%s runs in a browser: no Node module and no TensorFlow.js in the bundle",
  async (folder) => {
    const { metafile, errors } = await build({
      entryPoints: [fileURLToPath(new URL(`../src/${folder}/index.ts`, import.meta.url))],
      bundle: true,
      write: false,
      metafile: true,
      platform: "browser",
      format: "esm",
      outdir: "unused",
      logLevel: "silent",
    });
    expect(errors).toEqual([]);
    const files = Object.keys(metafile.inputs);
    expect(files.some((file) => file.endsWith("src/tensor/svd.ts"))).toBe(true);
    expect(files.filter((file) => file.includes("@tensorflow"))).toEqual([]);
    expect(
      Object.values(metafile.outputs).flatMap(({ imports }) => imports.filter((i) => i.external)),
    ).toEqual([]);
  },
);
