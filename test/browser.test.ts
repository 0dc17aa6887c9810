import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { expect, it } from "vitest";

/** Bundles an entry for browsers and gives the inputs that name a Node module. */
async function bundle(entry: string) {
  return build({
    entryPoints: [fileURLToPath(new URL(`../src/${entry}`, import.meta.url))],
    bundle: true,
    write: false,
    metafile: true,
    platform: "browser",
    format: "esm",
    splitting: true,
    outdir: "unused",
    logLevel: "silent",
  });
}

it("runs in a browser up to and including sparsification: no Node module in the bundle", async () => {
  const { metafile, errors } = await bundle("index.ts");
  expect(errors).toEqual([]);
  const files = Object.keys(metafile.inputs);
  expect(files.some((file) => file.endsWith("src/sparsify/wis/two-wis.ts"))).toBe(true);
  const external = Object.values(metafile.outputs).flatMap(({ imports }) =>
    imports.filter((i) => i.external),
  );
  expect(external).toEqual([]);
  expect(files.filter((file) => file.includes("@tensorflow") || file.startsWith("datasets/"))).toEqual([]);
});

it("would notice a Node module", async () => {
  await expect(bundle("files.ts")).rejects.toThrow('Could not resolve "node:');
});
