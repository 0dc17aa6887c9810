import { createRequire } from "node:module";

/**
 * The first version whose trials, orders and graphs are those of this one to the last bit. It is raised in the commit that moves a golden
 * recording of them (test/golden): results of older versions are then refused beside new ones, instead of being mixed with them.
 */
export const SAME_RESULTS_SINCE = "0.1.0";

/** This package's version, as in its package.json. */
export function packageVersion(): string {
  // By its own name, so that it is found from the sources and from the build alike.
  const { version } = createRequire(import.meta.url)("seprank/package.json") as { version: string };
  return version;
}

/**
 * Whether results of two versions may be put together: equal versions, or two released ones from {@link SAME_RESULTS_SINCE} to this one.
 *
 * @param since for tests
 * @param now for tests
 */
export function giveSameResults(
  a: string,
  b: string,
  since: string = SAME_RESULTS_SINCE,
  now: string = packageVersion(),
): boolean {
  const isKnown = (version: string) =>
    compareVersions(since, version) <= 0 && compareVersions(version, now) <= 0;
  return a === b || (isKnown(a) && isKnown(b));
}

/** By major, minor, patch; NaN where one of them is not a released version (a pre-release, a build of one's own). */
function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => /^(\d+)\.(\d+)\.(\d+)$/.exec(version)?.slice(1).map(Number));
  if (left === undefined || right === undefined) return Number.NaN;
  const place = left.findIndex((part, k) => part !== right[k]);
  return place < 0 ? 0 : left[place] - right[place];
}
