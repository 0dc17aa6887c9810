import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { TestContext } from "vitest";

/** The bytes of a real data file below `SEPRANK_DATA`; skips the test, saying why, where it is not there. */
export function realData(context: TestContext, path: string): Uint8Array {
  return new Uint8Array(readFileSync(realDataPath(context, path)));
}

/** The path of a real data file below `SEPRANK_DATA`; skips the test, saying why, where it is not there. */
export function realDataPath(context: TestContext, path: string): string {
  const folder = process.env.SEPRANK_DATA;
  if (folder === undefined) context.skip(`needs real data: set SEPRANK_DATA to a folder that holds ${path}`);
  const file = join(folder as string, path);
  if (!existsSync(file)) context.skip(`needs real data: ${file} is not there`);
  return file;
}
