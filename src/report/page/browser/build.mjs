// Bundles the script of a report's page and its style into ../page.generated.ts, so that a report needs no file beside it.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const { outputFiles, metafile } = await build({
  absWorkingDir: here,
  entryPoints: ["page.ts", "page.css"],
  bundle: true,
  write: false,
  metafile: true,
  minify: true,
  charset: "ascii",
  format: "iife",
  target: ["es2022", "chrome110", "firefox110", "safari16"],
  legalComments: "none",
  outdir: "unused",
  logLevel: "warning",
});
const output = (ending) => outputFiles.find(({ path }) => path.endsWith(ending)).text.trimEnd();

// The licences of what is bundled ask to go along.
const folders = Object.keys(metafile.inputs).flatMap(
  (path) => /^.*node_modules\/[^/]+/.exec(path)?.[0] ?? [],
);
const notices = await Promise.all([...new Set(folders)].sort().map((folder) => notice(join(here, folder))));
const script = `/*!\n${notices.join("\n\n\n").replaceAll("*/", "* /")}\n*/\n${output(".js")}`;
const style = output(".css");
// Neither element has a way to escape its own end.
for (const text of [script, style])
  if (/<\/(script|style)|<!--/i.test(text))
    throw new Error('"</script", "</style" and "<!--" cannot stand in a page\'s script and style');

await writeFile(
  join(here, "../page.generated.ts"),
  `// Written by browser/build.mjs from browser/*.ts and page.css.\nexport const pageScript: string = ${JSON.stringify(script)};\nexport const pageStyle: string = ${JSON.stringify(style)};\n`,
);

async function notice(folder) {
  const { name, version } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) throw new Error(`${name} is bundled, and has no licence to go along`);
  return `${name} ${version}\n\n${(await readFile(join(folder, file), "utf8")).trim()}`;
}
