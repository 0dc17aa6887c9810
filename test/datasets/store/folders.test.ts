import { expect, test } from "vitest";
import { cacheFolder, dataFolders } from "../../../datasets/store/folders.js";

const on = (platform: string, env: Record<string, string> = {}) => ({ platform, env, home: "/home/ada" });

test.each([
  [on("linux"), "/home/ada/.cache/seprank"],
  [on("linux", { XDG_CACHE_HOME: "/cache" }), "/cache/seprank"],
  [on("linux", { XDG_CACHE_HOME: "not/absolute" }), "/home/ada/.cache/seprank"],
  [on("linux", { XDG_CACHE_HOME: "" }), "/home/ada/.cache/seprank"],
  [on("darwin", { XDG_CACHE_HOME: "/cache" }), "/home/ada/Library/Caches/seprank"],
  [on("win32", { LOCALAPPDATA: "/local" }), "/local/seprank/Cache"],
  [on("win32"), "/home/ada/AppData/Local/seprank/Cache"],
  [on("darwin", { SEPRANK_CACHE: "/mine" }), "/mine"],
  [on("linux", { SEPRANK_CACHE: "/mine", XDG_CACHE_HOME: "/cache" }), "/mine"],
])("the cache folder of %o is %s", (surroundings, folder) => {
  expect(cacheFolder(surroundings).replaceAll("\\", "/")).toBe(folder);
});

test("a given folder goes before SEPRANK_DATA, and both before the cache", () => {
  const surroundings = on("linux", { SEPRANK_DATA: "/data", SEPRANK_CACHE: "/cache" });
  expect(dataFolders("/given", surroundings)).toEqual(["/given", "/cache"]);
  expect(dataFolders(undefined, surroundings)).toEqual(["/data", "/cache"]);
  expect(dataFolders(undefined, on("linux", { SEPRANK_CACHE: "/cache" }))).toEqual(["/cache"]);
});
