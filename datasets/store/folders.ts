import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

/** What the places depend on: for tests. */
interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  readonly home: string;
}

const here = (): Surroundings => ({ env: process.env, platform: process.platform, home: homedir() });

/**
 * The folder that fetched data sets are kept in: `SEPRANK_CACHE`, else the user's cache folder of the operating system
 * (`XDG_CACHE_HOME` or ~/.cache, ~/Library/Caches, `LOCALAPPDATA`), in it seprank.
 *
 * @example
 * ```ts
 * import { cacheFolder } from "seprank/datasets";
 *
 * cacheFolder({ env: { SEPRANK_CACHE: "/data/seprank" }, platform: "linux", home: "/home/me" }); // => "/data/seprank"
 * ```
 */
export function cacheFolder({ env, platform, home }: Surroundings = here()): string {
  if (env.SEPRANK_CACHE) return env.SEPRANK_CACHE;
  if (platform === "darwin") return join(home, "Library", "Caches", "seprank");
  if (platform === "win32")
    return join(env.LOCALAPPDATA || join(home, "AppData", "Local"), "seprank", "Cache");
  // The XDG specification asks to ignore relative paths.
  const xdg = env.XDG_CACHE_HOME;
  return join(xdg && isAbsolute(xdg) ? xdg : join(home, ".cache"), "seprank");
}

/** The folders that data sets are looked for in, first to last: the given one or else `SEPRANK_DATA`, then the cache. */
export function dataFolders(
  dataDir: string | undefined,
  surroundings: Surroundings = here(),
): readonly string[] {
  const first = dataDir ?? (surroundings.env.SEPRANK_DATA || undefined);
  const cache = cacheFolder(surroundings);
  return first === undefined ? [cache] : [first, cache];
}
