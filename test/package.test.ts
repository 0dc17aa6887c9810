import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { posix } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

interface Packed {
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}

// Without the scripts, which would build anew.
const packed = (): Packed => {
  const text = execFileSync("npm", ["pack", "--dry-run", "--ignore-scripts", "--json"], {
    cwd: ROOT,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const parsed = JSON.parse(text) as Packed[] | Record<string, Packed>;
  return Object.values(parsed)[0];
};

test("the tarball is below 1.5 MB, has no maps and no tests, and holds all that its README leads to", () => {
  const { size, files } = packed();
  const paths = new Set(files.map(({ path }) => path));
  const folders = new Set([...paths].map((path) => posix.dirname(path)));
  expect(size).toBeLessThan(1_500_000);
  expect([...paths].filter((path) => /\.map$|^dist\/(test|benchmarks)\//.test(path))).toEqual([]);
  const readme = readFileSync(`${ROOT}README.md`, "utf8").replace(/```[\s\S]*?```/g, "");
  const links = Array.from(readme.matchAll(/\]\(([^)#\s]+)[^)]*\)/g), ([, link]) => link);
  expect(links.length).toBeGreaterThan(20);
  const dead = links.filter((link) => !/^[a-z]+:/.test(link) && !paths.has(link) && !folders.has(link));
  expect(dead).toEqual([]);
}, 60_000);
