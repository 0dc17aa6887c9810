import { spawnSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it, onTestFinished } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const examples = Array.from(
  readFileSync(`${root}README.md`, "utf8").matchAll(/```ts\n([\s\S]*?)```/g),
  ([, code]) => code,
);

/** Runs an example of the README as it stands, against the built package. */
function run(code: string): number[] {
  const file = `${root}dist/readme-example.mjs`;
  onTestFinished(() => rmSync(file, { force: true }));
  writeFileSync(file, code);
  const { stdout, stderr, status } = spawnSync(process.execPath, [file], { cwd: root, encoding: "utf8" });
  expect(stderr).toBe("");
  expect(status).toBe(0);
  return stdout.trim().split(" ").map(Number);
}

it("the README's first example runs, from one import path", () => {
  const paths = Array.from(examples[0].matchAll(/from "(.*?)"/g), ([, path]) => path);
  expect(paths).toEqual(["seprank"]);
  // 78 edges; vertex 33 has 17 neighbours and is in 15 triangles: 2 * 15 + 3 * 17 + 1.
  expect(run(examples[0])).toEqual([39, 78, 82]);
});
