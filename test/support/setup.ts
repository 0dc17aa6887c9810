import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * Runs once before all tests. Real data: SEPRANK_DATA where it is set, else a folder of data sets beside the checkout, else none, and
 * the tests that need it are skipped.
 */
export function setup(): void {
  const beside = fileURLToPath(new URL("../../../shared/datasets", import.meta.url));
  if (process.env.SEPRANK_DATA === undefined && existsSync(beside)) process.env.SEPRANK_DATA = beside;
  process.stdout.write(
    process.env.SEPRANK_DATA === undefined
      ? "no real data: SEPRANK_DATA is not set, so the tests that need it are skipped\n"
      : `real data: ${process.env.SEPRANK_DATA}\n`,
  );
}
