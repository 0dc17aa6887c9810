import { existsSync } from "node:fs";
import * as fs from "node:fs/promises";
import { chmod, lstat, mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { InputError, InterruptedError } from "../src/errors.js";
import { makeFolder, readFileBytes, sha256Hex, sweepTemporaryFiles, writeFileAtomic } from "../src/files.js";

// A full disk and the like cannot be had on every machine: the calls that would meet them are made to fail.
vi.mock("node:fs/promises", { spy: true });

const bytes = (text: string) => new TextEncoder().encode(text);
const systemError = (code: string) => Object.assign(new Error(`${code}: raw system message`), { code });

function failOpen(code: string): void {
  vi.mocked(fs.open).mockRejectedValueOnce(systemError(code));
}

function failOnHandle(method: "writeFile" | "sync", code: string): void {
  vi.mocked(fs.open).mockImplementationOnce(async (...given) => {
    const handle = await fs.open(...given);
    vi.spyOn(handle, method).mockRejectedValueOnce(systemError(code));
    return handle;
  });
}

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "seprank-files-"));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await chmod(folder, 0o700);
  await rm(folder, { recursive: true });
});

async function messageOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => expect.unreachable("should have failed"),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(InputError);
  const { message } = error as InputError;
  expect(message).not.toContain("\n");
  return message;
}

describe("readFileBytes", () => {
  test("gives a file's bytes", async () => {
    const path = join(folder, "a");
    await writeFile(path, Uint8Array.of(0, 255, 10));
    expect([...(await readFileBytes(path))]).toEqual([0, 255, 10]);
  });

  test("a device without an end is refused, and soon", async () => {
    if (!existsSync("/dev/zero")) return;
    expect(await messageOf(readFileBytes("/dev/zero"))).toMatch(
      /^\/dev\/zero: expected an end within \d+ bytes/,
    );
    expect((await readFileBytes("/dev/null")).length).toBe(0);
  });

  test("reads standard input for -", async () => {
    const stdin = vi.spyOn(process, "stdin", "get");
    stdin.mockReturnValue(Readable.from([Buffer.from("a,"), Buffer.from("b\n")]) as typeof process.stdin);
    expect(new TextDecoder().decode(await readFileBytes("-"))).toBe("a,b\n");
  });

  test("says what is wrong with a path", async () => {
    const path = join(folder, "none");
    expect(await messageOf(readFileBytes(path))).toBe(`${path}: no such file`);
    expect(await messageOf(readFileBytes(join(folder, "none", "below")))).toMatch(/no such file$/);
    expect(await messageOf(readFileBytes(folder))).toBe(`${folder}: expected a file, this is a folder`);
  });

  test("says that a file may not be read", async () => {
    vi.mocked(fs.readFile).mockRejectedValueOnce(systemError("EACCES"));
    expect(await messageOf(readFileBytes("secret"))).toBe("secret: no permission to read it");
    vi.mocked(fs.readFile).mockRejectedValueOnce(systemError("EIO"));
    expect(await messageOf(readFileBytes("broken"))).toBe("broken: cannot be read (EIO: raw system message)");
  });
});

describe("writeFileAtomic", () => {
  test("writes a new file and replaces an old one, leaving nothing beside it", async () => {
    const path = join(folder, "out");
    await writeFileAtomic(path, bytes("one"));
    await writeFileAtomic(path, bytes("two, longer"));
    await writeFileAtomic(path, bytes("3"));
    expect(await readFile(path, "utf8")).toBe("3");
    expect(await readdir(folder)).toEqual(["out"]);
  });

  test("writes a stream of chunks", async () => {
    const path = join(folder, "out");
    await writeFileAtomic(path, Readable.from([bytes("ab"), bytes(""), bytes("c")]));
    expect(await readFile(path, "utf8")).toBe("abc");
  });

  test("follows a symbolic link", async () => {
    await writeFile(join(folder, "real"), "old");
    await symlink("real", join(folder, "link"));
    await writeFileAtomic(join(folder, "link"), bytes("new"));
    expect((await lstat(join(folder, "link"))).isSymbolicLink()).toBe(true);
    expect(await readFile(join(folder, "real"), "utf8")).toBe("new");
  });

  test.skipIf(process.platform === "win32")("writes to a device as it is", async () => {
    await writeFileAtomic("/dev/null", bytes("gone"));
    expect((await lstat("/dev/null")).isCharacterDevice()).toBe(true);
  });

  test("says what is wrong with a path", async () => {
    const missing = join(folder, "none", "out");
    expect(await messageOf(writeFileAtomic(missing, bytes("x")))).toBe(
      `${missing}: folder ${join(folder, "none")} does not exist; create it first`,
    );
    expect(await messageOf(writeFileAtomic(folder, bytes("x")))).toContain("this is a folder");
    await writeFile(join(folder, "file"), "");
    expect(await messageOf(writeFileAtomic(join(folder, "file", "out"), bytes("x")))).toContain(
      "is not a folder",
    );
  });

  test.skipIf(process.getuid?.() === 0)("says that a folder is locked", async () => {
    await chmod(folder, 0o500);
    expect(await messageOf(writeFileAtomic(join(folder, "out"), bytes("x")))).toContain(
      "cannot be written to; choose another folder",
    );
  });

  test.skipIf(!existsSync("/dev/full"))("says that a real full device is full", async () => {
    expect(await messageOf(writeFileAtomic("/dev/full", bytes("x")))).toContain("the disk is full");
  });

  const failures: [step: string, code: string, message: RegExp, arrange: (code: string) => void][] = [
    ["opening", "EACCES", /cannot be written to; choose another folder$/, failOpen],
    ["opening", "EROFS", /cannot be written to; choose another folder$/, failOpen],
    ["writing", "ENOSPC", /the disk is full; free some space/, (code) => failOnHandle("writeFile", code)],
    ["writing", "EDQUOT", /the disk is full; free some space/, (code) => failOnHandle("writeFile", code)],
    [
      "syncing",
      "EIO",
      /cannot be written \(EIO: raw system message\)$/,
      (code) => failOnHandle("sync", code),
    ],
    [
      "renaming",
      "EPERM",
      /cannot be written to/,
      (code) => {
        vi.mocked(fs.rename).mockRejectedValueOnce(systemError(code));
      },
    ],
  ];
  test.each(failures)(
    "%s fails with %s: the old file stays, nothing else",
    async (_, code, message, arrange) => {
      const path = join(folder, "out");
      await writeFile(path, "old");
      arrange(code);
      expect(await messageOf(writeFileAtomic(path, bytes("new content")))).toMatch(message);
      expect(await readFile(path, "utf8")).toBe("old");
      expect(await readdir(folder)).toEqual(["out"]);
    },
  );

  test("a stream that breaks leaves nothing, and its typed errors pass", async () => {
    const path = join(folder, "out");
    const broken = async function* (error: Error) {
      yield bytes("half");
      throw error;
    };
    await expect(writeFileAtomic(path, broken(new InterruptedError("stopped")))).rejects.toThrow(
      InterruptedError,
    );
    expect(await messageOf(writeFileAtomic(path, broken(new InputError("mine"))))).toBe("mine");
    expect(await messageOf(writeFileAtomic(path, broken(new Error("line 1\nline 2"))))).toBe(
      `${path}: cannot be written (line 1)`,
    );
    expect(await readdir(folder)).toEqual([]);
  });
});

test("a file that is replaced allows what it allowed before", async () => {
  const path = join(folder, "secret");
  for (const mode of [0o600, 0o640, 0o666]) {
    await writeFile(path, "before");
    await chmod(path, mode);
    await writeFileAtomic(path, bytes("after"));
    expect([(await lstat(path)).mode & 0o777, await readFile(path, "utf8")]).toEqual([mode, "after"]);
  }
});

describe("makeFolder", () => {
  test("makes what is missing and leaves what is there", async () => {
    const path = join(folder, "a", "b");
    await makeFolder(path);
    await makeFolder(path);
    expect((await lstat(path)).isDirectory()).toBe(true);
  });

  test.runIf(existsSync("/proc/self"))(
    "ends where the system refuses a folder below one that is there",
    async () => {
      expect(await messageOf(makeFolder("/proc/seprank-test/below"))).toContain("/proc/seprank-test");
    },
  );

  test("does not take a file's place", async () => {
    const path = join(folder, "file");
    await writeFile(path, "");
    expect(await messageOf(makeFolder(path))).toContain("expected a folder, this is a file");
    expect(await messageOf(makeFolder(join(path, "below")))).toContain("is not a folder");
  });
});

test("sha256Hex agrees with FIPS 180-2's example", () => {
  expect(sha256Hex(bytes("abc"))).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});

test("unfinished files of a crash are swept, once nobody can be writing them, and no other file", async () => {
  const name = (digit: number) => `.seprank-${`${digit}`.repeat(8)}-0000-4000-8000-000000000000.tmp`;
  const others = [".seprank-notes.tmp", "a.tmp", `x${name(3)}`];
  for (const file of [name(1), name(2), ...others]) await writeFile(join(folder, file), "half");
  const hours = Date.now() / 1000 - 2 * 3600;
  for (const file of [name(1), ...others]) await utimes(join(folder, file), hours, hours);
  await sweepTemporaryFiles(folder);
  expect((await readdir(folder)).sort()).toEqual([name(2), ...others].sort());
  await sweepTemporaryFiles(folder, 0);
  expect((await readdir(folder)).sort()).toEqual([...others].sort());
  await sweepTemporaryFiles(join(folder, "missing"));
});
