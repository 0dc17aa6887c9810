import { build } from "esbuild";
import { expect, test } from "vitest";
import { CLI, lineOf, runCli, startCli } from "../support/run-cli.js";

test("the main help lists the commands, examples and exit codes", async () => {
  const { code, stdout, stderr } = await runCli(["--help"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  for (const part of [
    "datasets",
    "inspect",
    "convert",
    "walk-index",
    "sparsify",
    "compare-graphs",
    "train",
    "evaluate",
    "report",
    "Examples:",
    "Exit codes:",
    "130",
  ])
    expect(stdout).toContain(part);
});

test.each([
  "datasets",
  "inspect",
  "convert",
  "walk-index",
  "sparsify",
  "compare-graphs",
  "train",
  "evaluate",
  "report",
  "factorize",
  "locality",
  "datasets fetch",
  "datasets make",
  "datasets make pathfinder",
  "datasets make is-same-class",
])("%s --help has examples and the global options", async (command) => {
  const { code, stdout } = await runCli([...command.split(" "), "--help"]);
  expect(code).toBe(0);
  expect(stdout).toContain(`$ seprank ${command}`);
  expect(stdout).toContain("--json");
});

test("a command's own options come before those of reading a graph", async () => {
  const { stdout } = await runCli(["sparsify", "--help"]);
  const places = ["Options:", "--method <name>", "--timeout", "How GRAPH is read:", "--format <name>"].map(
    (part) => stdout.indexOf(part),
  );
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(places[0]).toBeGreaterThan(0);
});

test("--version is the package's", async () => {
  const { default: manifest } = await import("../../package.json", { with: { type: "json" } });
  expect(await runCli(["--version"])).toEqual({ code: 0, stdout: `${manifest.version}\n`, stderr: "" });
});

test("-h, -V and help are what people try first", async () => {
  const { stdout } = await runCli(["--help"]);
  for (const args of [["-h"], ["help"]]) expect(await runCli(args)).toEqual({ code: 0, stdout, stderr: "" });
  expect(await runCli(["-V"])).toEqual(await runCli(["--version"]));
  for (const path of [["sparsify"], ["datasets", "make", "pathfinder"]])
    expect(await runCli(["help", ...path])).toEqual(await runCli([...path, "-h"]));
  const unknown = await runCli(["help", "datasets", "fetsh"]);
  expect(unknown.code).toBe(2);
  expect(lineOf(unknown.stderr)).toMatch(/expected a command of datasets, got "fetsh"; did you mean fetch/);
});

/** What is written, and what the one line must say first. */
const USAGE: [args: string[], says: RegExp][] = [
  [["sparsify", "karate", "--methd", "1-wis", "--remove", "1", "-o", "-"], /'--methd'.*--method/],
  [["sparsify", "karate", "--methd", "1-wis"], /'--methd'.*--method/],
  [["sparsify"], /sparsify needs GRAPH, .*--method <name>.*--remove <amount>.*; seprank help sparsify/],
  [["sparsify", "karate", "--method", "1-wis"], /needs -o <file> and --remove <amount>/],
  [["predict", "karate"], /predict needs --model-file <file> and -o <file>/],
  [["locality"], /locality needs --data <name> and -o <folder>/],
  [["datasets", "make", "pathfinder"], /datasets make pathfinder needs -o <file>/],
  [["inspect"], /inspect needs GRAPH/],
  [["inspct"], /inspct.*inspect/],
  [["completion", "tcsh"], /bash, zsh, fish/],
];

test.each(USAGE)("%j: one line, exit code 2", async (args, says) => {
  const { code, stdout, stderr } = await runCli(args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(lineOf(stderr)).toMatch(says);
});

test("no command: the help, as a usage error", async () => {
  const { code, stderr } = await runCli([]);
  expect(code).toBe(2);
  expect(stderr).toContain("Usage: seprank");
});

test("help loads nothing heavy: statically, only commander and picocolors are imported", async () => {
  const { metafile } = await build({
    entryPoints: [CLI],
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    packages: "external",
    outdir: "unused",
    write: false,
    metafile: true,
    logLevel: "silent",
  });
  const [entry] = Object.entries(metafile.outputs).filter(([, { entryPoint }]) =>
    entryPoint?.endsWith("cli/main.js"),
  );
  const external = new Set<string>();
  const visited = new Set<string>();
  const visit = (output: string) => {
    if (visited.has(output)) return;
    visited.add(output);
    for (const { path, kind, external: outside } of metafile.outputs[output].imports)
      if (kind === "import-statement") outside ? external.add(path) : visit(path);
  };
  visit(entry[0]);
  // What main.ts itself loads later is loaded for help, too.
  for (const { path } of metafile.outputs[entry[0]].imports) visit(path);
  expect([...external].filter((path) => !path.startsWith("node:")).sort()).toEqual([
    "commander",
    "picocolors",
  ]);
});

test("a reader that stops early is no failure", async () => {
  const child = startCli(["convert", "citations", "-o", "-", "--quiet"]);
  const errors: Buffer[] = [];
  child.stderr!.on("data", (chunk: Buffer) => errors.push(chunk));
  child.stdout!.destroy();
  const code = await new Promise((resolve) => child.once("exit", resolve));
  expect(
    Buffer.concat(errors)
      .toString()
      .replace(/^seprank: warning: .*\n/m, ""),
  ).toBe("");
  expect(code).toBe(0);
});
