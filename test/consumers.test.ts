import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { COMPILER } from "./support/compiler.js";
import { temporaryFolder } from "./support/temporary-folder.js";

const root = fileURLToPath(new URL("..", import.meta.url));

/** The entry point that is there to bring the types of TensorFlow.js, which do not compile when they are checked; test/nn/types.test.ts has it. */
const TENSORFLOW = ["seprank/tensorflow"];
/** Entry points that also run in browsers: they need no types of Node. */
const WITHOUT_NODE = [
  "seprank",
  "seprank/adjacency",
  "seprank/generators",
  "seprank/locality",
  "seprank/results",
];

const { exports } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const entries = Object.keys(exports)
  .filter((name) => name !== "./package.json")
  .map((name) => name.replace(/^\./, "seprank"));

/** A project of someone else's that has the built package, and the compiler's complaints about its files: strict, libraries checked. */
function compile(
  files: Readonly<Record<string, string>>,
  compilerOptions: Readonly<Record<string, unknown>>,
) {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "node_modules"));
  for (const name of ["graphology", "graphology-types"])
    symlinkSync(join(root, "node_modules", name), join(folder, "node_modules", name), "dir");
  symlinkSync(root, join(folder, "node_modules/seprank"), "dir");
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const options = {
    ...{
      target: "es2022",
      strict: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: false,
      noEmit: true,
    },
    ...{ typeRoots: [join(root, "node_modules/@types")], types: [], ...compilerOptions },
  };
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({ compilerOptions: options, include: ["*.ts"] }),
  );
  const { stdout } = spawnSync(process.execPath, [COMPILER, "-p", folder, "--pretty", "false"], {
    encoding: "utf8",
  });
  return stdout.split("\n").filter((line) => line !== "");
}

const MODULES = [
  { module: "nodenext", moduleResolution: "nodenext" },
  { module: "esnext", moduleResolution: "bundler" },
];

it.each(MODULES)("every entry point compiles with its libraries checked: $moduleResolution", (options) => {
  const own = entries.filter((name) => !TENSORFLOW.includes(name));
  expect(own.length).toBeGreaterThan(7);
  const files = (names: readonly string[]) =>
    Object.fromEntries(names.map((name, k) => [`entry${k}.ts`, `export * from "${name}";\n`]));
  expect(compile(files(own), { ...options, lib: ["es2023"], types: ["node"] })).toEqual([]);
  expect(compile(files(WITHOUT_NODE), { ...options, lib: ["es2023", "dom"] })).toEqual([]);
});

it.each(MODULES)(
  "calls as graphs' own types ask for them compile, and typing errors do not: $moduleResolution",
  (options) => {
    const text = `import { DirectedGraph, MultiUndirectedGraph, UndirectedGraph } from "graphology";
import { compareGraphs, removalOrder, sparsify, walkIndices, type SparsifyOptions } from "seprank";

interface Person { age: number; club?: string }
interface Tie { strength: number; since: string }
const graph = new UndirectedGraph<Person, Tie>();
const sparse = sparsify(graph, { method: "disparity", remove: 0.5, getEdgeWeight: "strength" });
export const age: number = sparse.getNodeAttribute("a", "age");
export const again: UndirectedGraph<Person, Tie> = sparse;
export const keys: string[] = removalOrder(graph, { method: (_edge, { strength }, _s, _t, { age }) => strength * age });
export const labels = removalOrder(graph, { method: "2-gwis@label", getNodeLabel: "club" });
export const cut = removalOrder(new DirectedGraph(), { method: "3-wis" });
export const kept: Set<string> = sparsify.flag(new MultiUndirectedGraph(), { remove: "50%" });
export const index: number = walkIndices(graph)["a"];
export const large: number | bigint = walkIndices(graph, { walkLength: 9 as number })["a"];
export const shared: number = compareGraphs(graph, sparse).edges.shared;
export const options: SparsifyOptions = { remove: { count: 3 } };
`;
    const wrong = [
      'removalOrder(graph, { method: "2-wiss" });',
      'removalOrder(graph, { methd: "2-wis" });',
      'sparsify(graph, { method: "2-wis" });',
      'sparsify(graph, { remove: 0.5, method: "disparity", getEdgeWeight: "strenght" });',
      "walkIndices([1, 2]);",
      "compareGraphs(graph);",
    ];
    const strict = { ...options, lib: ["es2023"] };
    expect(compile({ "good.ts": text }, strict)).toEqual([]);
    const errors = compile({ "wrong.ts": `${text}${wrong.join("\n")}\n` }, strict);
    const lines = errors.flatMap((line) => {
      const found = /wrong\.ts\((\d+),/.exec(line);
      return found === null ? [] : Number(found[1]);
    });
    const first = text.split("\n").length;
    expect([...new Set(lines)]).toEqual(wrong.map((_, k) => first + k));
  },
);
