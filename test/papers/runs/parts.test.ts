import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FormatError, InterruptedError } from "../../../src/errors.js";
import { clearParts } from "../../../src/papers/run-experiment.js";
import { decodePart, encodePart } from "../../../src/papers/runs/part-text.js";
import { createParts } from "../../../src/papers/runs/parts.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

const identity = { experiment: "figure-0.0", scale: "small", seed: 3, version: "1.0.0" };

describe("parts of an experiment", () => {
  it("are computed once, and anew for another identity", async () => {
    const folder = temporaryFolder();
    let computed = 0;
    const compute = () => ({
      loss: Float64Array.of(0.1, Number.NaN, -0),
      last: Number.POSITIVE_INFINITY,
      n: ++computed,
    });
    const first = await createParts(folder, identity).part("run-1", compute);
    expect(await createParts(folder, identity).part("run-1", compute)).toEqual(first);
    expect(computed).toBe(1);
    await createParts(folder, { ...identity, seed: 4 }).part("run-1", compute);
    expect(computed).toBe(2);
    expect(await readdir(join(folder, "parts"))).toEqual(["run-1.json"]);
  });

  it("tell whether something of an earlier run was taken over: a part, or a draft, but not a part of one's own", async () => {
    const folder = temporaryFolder();
    const first = createParts(folder, identity);
    await first.part("run-1", () => 1);
    await first.part("run-1", () => 1);
    expect(first.isResumed()).toBe(false);
    const second = createParts(folder, identity);
    await second.part("run-2", async ({ read }) => (await read()) ?? 2);
    expect(second.isResumed()).toBe(false);
    await second.part("run-1", () => 1);
    expect(second.isResumed()).toBe(true);
    const third = createParts(folder, identity);
    const left = third.part("run-3", async ({ write }) => {
      await write({ half: 1 });
      throw new Error("interrupted");
    });
    await expect(left).rejects.toThrow("interrupted");
    expect(third.isResumed()).toBe(false);
    const fourth = createParts(folder, identity);
    expect(await fourth.part("run-3", ({ read }) => read<{ half: number }>())).toEqual({ half: 1 });
    expect(fourth.isResumed()).toBe(true);
  });

  it("keep nothing of a part that throws, and stop at an interrupt between parts", async () => {
    const folder = temporaryFolder();
    const controller = new AbortController();
    const { part, breathe } = createParts(folder, identity, controller.signal);
    await expect(part("bad", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    await part("good", () => 1);
    controller.abort();
    await expect(part("next", () => 2)).rejects.toThrow(InterruptedError);
    await expect(breathe()).rejects.toThrow("the same command goes on");
    expect(await readdir(join(folder, "parts"))).toEqual(["good.json"]);
  });

  it("name a damaged file and the way out", async () => {
    const folder = temporaryFolder();
    const { part } = createParts(folder, identity);
    await part("run", () => 1);
    const path = join(folder, "parts", "run.json");
    await writeFile(path, (await readFile(path, "utf8")).slice(0, -4));
    const error = await part("run", () => 1).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(FormatError);
    expect((error as Error).message).toContain(`${path}: expected the result of a part`);
  });

  it("are refused where a bit has changed", async () => {
    const folder = temporaryFolder();
    const { part } = createParts(folder, identity);
    await part("run", () => ({ loss: 0.125, trajectory: Float64Array.of(1, 2, 3) }));
    const path = join(folder, "parts", "run.json");
    const text = await readFile(path, "utf8");
    for (const changed of [text.replace("0.125", "0.625"), text.replace("AAA", "AAB")]) {
      expect(changed).not.toBe(text);
      await writeFile(path, changed);
      await expect(part("run", () => 1)).rejects.toThrow(/run\.json: expected the result .*checksum differs/);
    }
  });

  it("do not replace a file that is none of theirs", async () => {
    const folder = temporaryFolder();
    await mkdir(join(folder, "parts"));
    const path = join(folder, "parts", "run.json");
    for (const foreign of ['{"wheel":4}', "[]", "my notes"]) {
      await writeFile(path, foreign);
      await expect(createParts(folder, identity).part("run", () => 1)).rejects.toThrow(
        /run\.json: expected .*this is another file.*choose another folder/,
      );
      expect(await readFile(path, "utf8")).toBe(foreign);
    }
  });

  it("are deleted when the run is done, and nothing else is", async () => {
    const { version: seprank, ...rest } = identity;
    const run = { ...rest, scale: "small", plan: 1 } as const;
    const folder = temporaryFolder();
    await createParts(folder, identity)
      .part("run-1", async ({ write }) => {
        await write("half");
        throw new Error("killed");
      })
      .catch(() => undefined);
    await createParts(folder, identity).part("run-2", () => 1);
    await createParts(folder, { ...identity, seed: 4 }).part("run-3", () => 1);
    const parts = join(folder, "parts");
    await mkdir(join(parts, "engine"));
    await mkdir(join(parts, "folder.json"));
    await writeFile(join(parts, "engine", "piston.json"), "{}");
    await writeFile(join(parts, "wheels.json"), "{}");
    await clearParts(folder, { ...run, seprank });
    expect((await readdir(parts)).sort()).toEqual(["engine", "folder.json", "run-3.json", "wheels.json"]);
    expect(await readdir(join(parts, "engine"))).toEqual(["piston.json"]);
    const own = temporaryFolder();
    await createParts(own, identity).part("run-1", () => 1);
    await clearParts(own, { ...run, seprank });
    await clearParts(own, { ...run, seprank });
    expect(await readdir(own)).toEqual([]);
  });

  it("come back bit for bit", () => {
    fc.assert(
      fc.property(fc.array(fc.double()), fc.double(), (numbers, number) => {
        const value = { numbers: Float64Array.from(numbers), number: number || 0, text: "a", none: null };
        expect(decodePart(encodePart(value))).toEqual(value);
      }),
    );
  });
});
