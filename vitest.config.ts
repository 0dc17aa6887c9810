import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

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
    include: ["test/**/*.test.ts"],
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
