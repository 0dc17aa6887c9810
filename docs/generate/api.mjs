/** A page for every entry point of the package, by TypeDoc from the doc comments. */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { Application } from "typedoc";

const root = fileURLToPath(new URL("../..", import.meta.url));

export async function writeApi(folder) {
  const { exports } = JSON.parse(await readFile(`${root}package.json`, "utf8"));
  const entries = Object.entries(exports)
    .filter(([, entry]) => entry.types?.startsWith("./dist/"))
    .map(([door, { types }]) => ({
      name: door.replace(/^\./, "seprank"),
      file: types.replace(/^\.\/dist\//, "").replace(/\.d\.ts$/, ""),
    }));
  const app = await Application.bootstrapWithPlugins({
    name: "API",
    entryPoints: entries.map(({ file }) => `${root}${file}.ts`),
    outputs: [{ name: "markdown", path: folder }],
    tsconfig: `${root}tsconfig.build.json`,
    plugin: ["typedoc-plugin-markdown"],
    readme: "none",
    excludeInternal: true,
    excludePrivate: true,
    disableSources: true,
    // The project's own check of types stands in `npm run types`.
    skipErrorChecking: true,
    validation: false,
    groupOrder: ["Functions", "Variables", "Classes", "Interfaces", "Type Aliases", "*"],
    logLevel: "Error",
    // Of typedoc-plugin-markdown.
    entryFileName: "index",
    outputFileStrategy: "modules",
    flattenOutputFiles: true,
    hidePageHeader: true,
    hideBreadcrumbs: true,
    useCodeBlocks: true,
    useHTMLEncodedBrackets: true,
    // Links to headings lead to these, whatever the headings' own addresses are.
    useHTMLAnchors: true,
    parametersFormat: "table",
    interfacePropertiesFormat: "table",
    propertyMembersFormat: "table",
    expandParameters: true,
  });
  const project = await app.convert();
  if (project === undefined) throw new Error("TypeDoc could not read the entry points");
  for (const module of project.children ?? [])
    module.name = entries.find(({ file }) => named(file, module.name))?.name ?? module.name;
  await app.generateOutputs(project);
}

/** Modules are called by their files' paths below the folder that all entry points have in common. */
function named(file, module) {
  return file === module || file === `${module}/index` || file === `src/${module}`;
}
