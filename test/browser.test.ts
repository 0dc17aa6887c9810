import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Bundles code for browsers, as it stands below the repository's root, and gives the names of what went in. */
async function bundle(code: string) {
  const { metafile, errors, outputFiles } = await build({
    stdin: { contents: code, resolveDir: root, loader: "ts" },
    bundle: true,
    write: false,
    metafile: true,
    platform: "browser",
    format: "esm",
    outdir: "unused",
    logLevel: "silent",
  });
  const external = Object.values(metafile.outputs).flatMap(({ imports }) =>
    imports.filter((i) => i.external),
  );
  return { errors, external, files: Object.keys(metafile.inputs), text: outputFiles[0].text };
}

it.each([
  ["src/index.ts", "src/api/sparsify.ts"],
  ["src/adjacency.ts", "src/sparsify/wis/two-wis.ts"],
  ["src/evaluate/results.ts", "src/evaluate/summaries/summary.ts"],
  ["datasets/generators.ts", "datasets/images/pathfinder.ts"],
  ["src/separation-rank/index.ts", "src/separation-rank/separation-rank.ts"],
  ["src/locality/index.ts", "src/locality/gradient-alignment.ts"],
])("%s runs in a browser: neither a Node module nor TensorFlow.js in the bundle", async (entry, member) => {
  const { errors, external, files } = await bundle(`export * from "./${entry}";`);
  expect(errors).toEqual([]);
  expect(external).toEqual([]);
  expect(files.some((file) => file.endsWith(member))).toBe(true);
  expect(files.filter((file) => file.includes("@tensorflow"))).toEqual([]);
});

it("the README's first example is bundled for a page as it stands, and runs there", async () => {
  const [, code] = /```ts\n([\s\S]*?)```/.exec(readFileSync(`${root}README.md`, "utf8")) ?? [];
  const { external, text } = await bundle(code as string);
  expect(external).toEqual([]);
  // What Node has and a page has not.
  const said: unknown[][] = [];
  const script = new Function("console", "process", "Buffer", "require", text);
  script({ log: (...values: unknown[]) => said.push(values) });
  expect(said).toEqual([[39, 78, 82]]);
});

it("would notice a Node module", async () => {
  await expect(bundle('export * from "./src/files.ts";')).rejects.toThrow('Could not resolve "node:');
});
