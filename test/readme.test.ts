import { spawnSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it, onTestFinished } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

it("the README's library example runs as it stands, against the built package", () => {
  const [, code] = /```ts\n([\s\S]*?)```/.exec(readFileSync(`${root}README.md`, "utf8")) ?? [];
  expect(code).toContain('from "seprank"');
  const file = `${root}dist/readme-example.mjs`;
  onTestFinished(() => rmSync(file, { force: true }));
  writeFileSync(file, code as string);
  const { stdout, stderr, status } = spawnSync(process.execPath, [file], { cwd: root, encoding: "utf8" });
  expect(stderr).toBe("");
  expect(status).toBe(0);
  const [edges, accuracy] = stdout.trim().split(" ").map(Number);
  expect(edges).toBe(3278);
  expect(accuracy).toBeGreaterThan(0.7);
});
