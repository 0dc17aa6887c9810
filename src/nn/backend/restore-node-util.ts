/**
 * Puts back `util.isNullOrUndefined` and `util.isArray`, which Node 23 dropped and `@tensorflow/tfjs-node` 4.22
 * still calls.
 *
 * To be awaited before that package is imported; nothing happens where they are there.
 */
export async function restoreNodeUtil(): Promise<void> {
  // A variable, so that a bundler for the browser, where this is never called, does not look for the module.
  const specifier: string = "node:util";
  // The default export is the module object that `require("util")` gives; a namespace object could not be written to.
  const { default: util } = (await import(specifier)) as unknown as { default: Record<string, unknown> };
  util.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
  util.isArray ??= Array.isArray;
}
