import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { InputError } from "../../../src/errors.js";
import { LOCK_FILE, lockFolder } from "../../../src/evaluate/records/folder-lock.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

test("a folder that is held is refused; released, it is free and clean", async () => {
  const folder = join(temporaryFolder(), "new");
  const lock = await lockFolder(folder);
  const error = await lockFolder(folder).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(InputError);
  expect((error as Error).message).toContain(`process ${process.pid}`);
  expect((error as Error).message).toMatch(/is writing to this folder; wait for it, choose another folder/);
  await lock.release();
  expect(readdirSync(folder)).toEqual([]);
  await (await lockFolder(folder)).release();
});

test("the lock of a process that was killed is taken over, by one taker of many", async () => {
  const folder = temporaryFolder();
  const child = spawn(process.execPath, ["-e", "setInterval(() => 0, 1000)"]);
  child.kill("SIGKILL");
  await once(child, "close");
  writeFileSync(join(folder, LOCK_FILE), JSON.stringify({ pid: child.pid, host: hostname(), began: null }));
  const takers = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(folder)));
  expect(takers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(JSON.parse(readFileSync(join(folder, LOCK_FILE), "utf8")).pid).toBe(process.pid);
  expect(readdirSync(folder)).toEqual([LOCK_FILE]);
});

test("what a killed run left unfinished goes when the folder is locked anew, and nothing else does", async () => {
  const folder = temporaryFolder();
  const unfinished = ".seprank-0a1b2c3d-0000-4000-8000-000000000000.tmp";
  mkdirSync(join(folder, "orders"));
  for (const file of [unfinished, join("orders", unfinished), "mine.tmp"])
    writeFileSync(join(folder, file), "");
  const lock = await lockFolder(folder);
  expect(readdirSync(folder, { recursive: true }).sort()).toEqual(["mine.tmp", "orders", LOCK_FILE]);
  await lock.release();
});

test.each(["", "no JSON", '{"pid":"x"}'])(
  "a lock that names no holder is nobody's to take: %j",
  async (text) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, LOCK_FILE), text);
    await expect(lockFolder(folder)).rejects.toThrow(
      expect.objectContaining({
        name: "InputError",
        message: expect.stringContaining("another process is writing to this folder"),
      }),
    );
    expect(readFileSync(join(folder, LOCK_FILE), "utf8")).toBe(text);
  },
);

test("a later process of the same number is another process", async (context) => {
  if (!existsSync("/proc/self/stat")) context.skip("needs /proc");
  const folder = temporaryFolder();
  writeFileSync(join(folder, LOCK_FILE), JSON.stringify({ pid: process.pid, host: hostname(), began: "1" }));
  await expect(lockFolder(folder)).resolves.toBeDefined();
});

test.each([
  ["of another machine", JSON.stringify({ pid: 1, host: "elsewhere.invalid", began: null })],
  ["that cannot be read", "?"],
])("a lock %s is left alone", async (_, content) => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, LOCK_FILE), content);
  await expect(lockFolder(folder)).rejects.toThrow(/delete .*run\.lock if it has ended/);
  expect(readFileSync(join(folder, LOCK_FILE), "utf8")).toBe(content);
});
