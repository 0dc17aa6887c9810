import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { tableFromIPC } from "apache-arrow";
import { vi } from "vitest";
import { createProgram } from "../../cli/program.js";

/** What differs from run to run, or from machine to machine. */
const NOT_RECORDED = new Set([
  "seconds",
  "inferenceSeconds",
  "plan",
  "seprank",
  "version",
  "backendVersion",
  "node",
  "files",
  "folder",
]);

/** Longer lists of numbers are recorded as their number and digest. */
const MOST_NUMBERS = 60;

/** Runs a command in this process, from the sources, and gives the numbers of its document. */
export async function commandNumbers(...args: string[]): Promise<string> {
  const written: string[] = [];
  const spy = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
  try {
    await createProgram().parseAsync([...args, "--json", "--quiet"], { from: "user" });
  } finally {
    spy.mockRestore();
  }
  return digest(numbersIn(JSON.parse(written.join(""))));
}

/** The numbers in the tables and arrays of a folder, by file. Pictures and prose are not recorded. */
export function folderNumbers(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  const entries = files.flatMap((file) => {
    // A checkpoint is a run half done, and holds times.
    const read = basename(file) === "checkpoint.npz" ? undefined : READERS[extname(file)];
    return read === undefined ? [] : [[file, read(readFileSync(join(folder, file)))]];
  });
  return Object.fromEntries(entries);
}

const READERS: Readonly<Record<string, (bytes: Uint8Array) => string>> = {
  ".csv": (bytes) => digest(String(bytes).match(NUMBER) ?? []),
  ".jsonl": (bytes) =>
    digest(
      String(bytes)
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line))
        .flatMap((record) => numbersIn(record)),
    ),
  ".arrow": (bytes) =>
    digest(
      tableFromIPC(bytes)
        .toArray()
        .flatMap((row) => numbersIn(row.toJSON())),
    ),
  ".npy": sha256,
  ".npz": sha256,
};

const NUMBER = /-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/g;

/** All numbers and truth values of a document in order, whatever their keys are called; of "ours", a text, those it tells. */
function numbersIn(value: unknown, key = ""): string[] {
  if (typeof value === "string") return key === "ours" ? (value.match(NUMBER) ?? []) : [];
  if (typeof value !== "object" || value === null)
    return value === null || value === undefined ? [] : [String(value)];
  if (typeof (value as { toJSON?: unknown }).toJSON === "function")
    return numbersIn((value as { toJSON(): unknown }).toJSON(), key);
  return Object.entries(value).flatMap(([name, entry]) =>
    NOT_RECORDED.has(name) ? [] : numbersIn(entry, Array.isArray(value) ? key : name),
  );
}

function digest(numbers: readonly string[]): string {
  if (numbers.length === 0) throw new Error("expected numbers to record, got none");
  const text = numbers.join(" ");
  return numbers.length <= MOST_NUMBERS ? text : `${numbers.length} numbers, ${sha256(text)}`;
}

export function sha256(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}
