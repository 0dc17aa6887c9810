import { createRequire } from "node:module";

/** This package's version, as in its package.json. */
export function packageVersion(): string {
  // By its own name, so that it is found from the sources and from the build alike.
  const { version } = createRequire(import.meta.url)("seprank/package.json") as { version: string };
  return version;
}
