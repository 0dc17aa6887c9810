// Bundles the gradients of TensorFlow.js's own ops into gradients.generated.ts. The package keeps them in files that a
// bundler can read and Node cannot (ECMAScript modules without extensions); what its main file exports is imported from there.
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const require = createRequire(import.meta.url);
const core = "@tensorflow/tfjs-core";
const dist = dirname(require.resolve(core));
const exported = require(core);

const registering = await readFile(join(dist, "register_all_gradients.js"), "utf8");
const entry = registering.replace(
  /^for \(const \w+ of gradConfigs\) \{[^}]*\}/m,
  "export const gradients = gradConfigs;",
);
if (entry === registering) throw new Error(`${core}: expected a list gradConfigs and a loop over it`);

const { outputFiles } = await build({
  stdin: { contents: entry, resolveDir: dist, sourcefile: "all-gradients.js" },
  absWorkingDir: here,
  bundle: true,
  write: false,
  format: "esm",
  target: "es2022",
  minifySyntax: true,
  minifyWhitespace: true,
  lineLimit: 110,
  charset: "ascii",
  external: [core],
  legalComments: "none",
  logLevel: "warning",
  plugins: [{ name: "core", setup: useCore }],
});

const { version } = require(`${core}/package.json`);
await writeFile(
  join(here, "gradients.generated.ts"),
  `// @ts-nocheck
// Written by build.mjs from ${core} ${version}: Copyright Google LLC, Apache License 2.0,
// http://www.apache.org/licenses/LICENSE-2.0
import type { GradConfig } from "${core}";
${outputFiles[0].text.replace(/export\s*\{\s*gradients\s*\};?/, "")}
const all: readonly GradConfig[] = gradients;
export { all as gradients };
`,
);

/** What the package exports is taken from it; of its other modules the parts that the gradients need are bundled. */
function useCore({ onLoad }) {
  onLoad({ filter: /\.js$/ }, async ({ path }) => {
    if (!path.startsWith(dist) || path.includes("/gradients/")) return undefined;
    const module = path.slice(dist.length + 1);
    // One engine and one class of tensors, not a second of either.
    if (module === "engine.js")
      return { contents: `import { engine } from "${core}";\nexport const ENGINE = engine();` };
    if (module === "tensor.js")
      return {
        contents: `import { Tensor } from "${core}";\nexport { Tensor };\nexport const getGlobalTensorClass = () => Tensor;`,
      };
    if (module === "base.js") return { contents: `export * from "${core}";` };
    if (module === "util.js")
      return {
        contents: `import { util } from "${core}";\nexport const { ${Object.keys(exported.util).join(", ")} } = util;`,
      };
    const names = exportsOf(await readFile(path, "utf8"));
    const all = names.every((name) => name in exported);
    return all ? { contents: `export { ${names.join(", ")} } from "${core}";` } : undefined;
  });
}

function exportsOf(text) {
  return [
    ...[...text.matchAll(/^export (?:async )?(?:function|class|const|let) (\w+)/gm)].map(([, name]) => name),
    ...[...text.matchAll(/^export \{([^}]*)\}/gm)].flatMap(([, list]) =>
      list.split(",").map((name) => name.trim()),
    ),
  ];
}
