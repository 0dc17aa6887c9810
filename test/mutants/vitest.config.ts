import { defineConfig } from "vitest/config";
import root from "../../vitest.config.js";

/** The tests that `main.ts` names, in one project, each file with modules of its own: what a mutant changed must not stay loaded. */
// biome-ignore lint/style/noDefaultExport: the configuration loader reads the default export
export default defineConfig({
  ...root,
  test: {
    ...root.test,
    projects: undefined as never,
    globalSetup: [],
    include: (process.env.SEPRANK_MUTANT_TESTS ?? "").split(","),
    isolate: true,
    // Changed code runs slower; how long a mutant may take, Stryker decides.
    testTimeout: 600_000,
  },
});
