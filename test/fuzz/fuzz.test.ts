import { expect, test } from "vitest";
import { createRandom } from "../../src/random.js";
import { smallDataset } from "../generators/small-dataset.js";
import { faultOf } from "./check-graph.js";
import { fuzzedInput, judge } from "./fuzz.js";
import { fuzzedReaders, isTyped } from "./readers.js";

/** `npm run fuzz` goes on for as long as it is told to. */
const SECONDS = 10;

test("changed files of every format are read as a valid graph, or refused in one line", async () => {
  const readers = await fuzzedReaders(undefined);
  const end = Date.now() + 1000 * SECONDS;
  const seed = 7;
  const outcomes = { read: 0, refused: 0, fault: 0 };
  for (let k = 0; Date.now() < end; k++) {
    const input = fuzzedInput(readers, seed, k);
    const { outcome, fault, reader } = await judge(input);
    expect(fault, `npm run fuzz -- --seed ${seed} --from ${k} --inputs 1 (${reader})`).toBeNull();
    outcomes[outcome]++;
  }
  expect(outcomes.read).toBeGreaterThan(10);
  expect(outcomes.refused).toBeGreaterThan(10);
});

test("every reader reads its own seeds", async () => {
  for (const { name, seeds, read } of await fuzzedReaders(undefined)) {
    expect(seeds.length, name).toBeGreaterThan(0);
    let readable = 0;
    // Tables are read in a thread of their own, which takes its time to start.
    const times = name === "arrow" || name === "parquet" ? 1 : 20;
    for (const files of seeds)
      for (let k = 0; k < times; k++)
        await read(files, createRandom(k)).then(
          () => readable++,
          (error: unknown) => expect(isTyped(error), `${name}: ${error}`).toBe(true),
        );
    expect(readable, name).toBeGreaterThan(0);
  }
});

test("the same number makes the same input", async () => {
  const readers = await fuzzedReaders(undefined);
  for (let k = 0; k < 50; k++)
    expect(fuzzedInput(readers, 3, k).files).toEqual(fuzzedInput(readers, 3, k).files);
});

test("a graph that is none is a fault, and so is an error without a type", async () => {
  const graph = smallDataset(8);
  expect(faultOf(graph)).toBeNull();
  const { adjacency } = graph;
  const sources = adjacency.sources.slice();
  sources[2] = 99;
  expect(faultOf({ ...graph, adjacency: { ...adjacency, sources } })).toBe("edge 2 leaves the graph");
  expect(faultOf({ ...graph, vertexNames: ["a"] })).toBe("1 names for 8");
  const reader = { name: "x", seeds: [], read: () => Promise.reject(new TypeError("no")) };
  const verdict = await judge({ reader, files: [], read: reader.read });
  expect(verdict).toMatchObject({ outcome: "fault", fault: expect.stringContaining("TypeError: no") });
});
