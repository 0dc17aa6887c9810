import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Folders of tests that only compute: they share a process and the modules that it has loaded, which halves their time. */
const computing = [
  "completion",
  "datasets",
  "edge-index",
  "evaluate",
  "factorization",
  "graph",
  "kernels",
  "laplacian",
  "locality",
  "papers",
  "partitions",
  "report",
  "separation-rank",
  "sparsify",
  "tensor",
  "walks",
];
/** Their files that change what a process shares: the registry of methods and models, the backend. */
const changing = [
  "test/evaluate/plugins/plugin.test.ts",
  "test/separation-rank/product-layer.test.ts",
  "test/sparsify/register-sparsifier.test.ts",
];
const others = readdirSync(fileURLToPath(new URL("test", import.meta.url)), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !computing.includes(entry.name))
  .map(({ name }) => name);
const within = (folders: readonly string[]) => folders.map((folder) => `test/${folder}/**/*.test.ts`);

// biome-ignore lint/style/noDefaultExport: the configuration loader reads the default export
export default defineConfig({
  // A thread begins with compiled code: tests of sources take that of the build.
  resolve: {
    alias: [
      {
        find: /^.*\/worker-url\.js$/,
        replacement: fileURLToPath(new URL("dist/src/graph/formats/tables/worker-url.js", import.meta.url)),
      },
    ],
  },
  test: {
    projects: [
      {
        extends: true,
        test: { name: "together", isolate: false, include: within(computing), exclude: changing },
      },
      {
        extends: true,
        test: { name: "apart", include: ["test/*.test.ts", ...within(others), ...changing] },
      },
    ],
    globalSetup: ["test/support/setup.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // A page in a browser answers late on a busy machine.
    expect: { poll: { timeout: 15_000 } },
    maxWorkers: 2,
    // Of the code that runs in the tests' own processes: the command line's and the workers' children, and what runs on a GPU or in a page, are
    // not counted. AssemblyScript has no coverage of its own.
    coverage: {
      provider: "v8",
      include: ["src/**/*.ts", "cli/**/*.ts", "datasets/**/*.ts"],
      exclude: ["**/*.generated.ts", "src/kernels/*/assembly/**", "src/report/page/browser/**"],
      reporter: [["text", { maxCols: 120, skipFull: true }], "text-summary"],
      reportsDirectory: "dist/coverage",
    },
  },
});
