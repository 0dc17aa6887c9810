import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { walkIndexCliques } from "../../../datasets/graphs/walk-index-cliques.js";
import { type ImageSet, openImageSet } from "../../../datasets/images/image-set.js";
import { InputError } from "../../../src/errors.js";
import { walkIndex as walkIndexOf } from "../../../src/walks/walk-index.js";
import { realDataPath } from "../../support/real-data.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

/** Images of 4 x 8 pixels: pixel p of image n is n + p / 100, in its place; classes 0, 1, 2 in turn. */
function imageSet(count = 12): ImageSet {
  const values = Uint8Array.from(
    { length: count * 32 },
    (_, k) => (Math.floor(k / 32) * 32 + (k % 32)) % 256,
  );
  return {
    images: { shape: [count, 4, 8], values },
    labels: Uint8Array.from({ length: count }, (_, n) => n % 3),
  };
}

/** Which image's which segment a row of features is, of images without two equal segments. */
function contents(
  set: ImageSet,
  values: ArrayLike<number>,
  vertex: number,
): [image: number, segment: number] {
  const row = [0, 1].map((c) => Math.round(values[2 * vertex + c] * 255));
  for (let k = 0; k < set.images.values.length; k += 2)
    if (set.images.values[k] === row[0] && set.images.values[k + 1] === row[1])
      return [Math.floor(k / 32), (k % 32) / 2];
  throw new Error(`no segment ${row}`);
}

const draw = (set: ImageSet, walkIndex: "low" | "high", graphs = 60, seed = 1) =>
  walkIndexCliques(set, { graphs, walkIndex, seed });

// Eight images, so that no two segments are equal.
const SET = imageSet(8);

test.each(["low", "high"] as const)(
  "%s: every graph holds two images, by the class of their pair",
  (walkIndex) => {
    const { graphs, features, adjacency } = draw(SET, walkIndex);
    expect(adjacency).toMatchObject({ vertexCount: 60 * 32, edgeCount: 60 * 241, directed: false });
    expect(features).toMatchObject({ kind: "dense", rows: 60 * 32, columns: 2 });
    expect([...(graphs?.offsets ?? [])]).toEqual(Array.from({ length: 61 }, (_, g) => 32 * g));
    const labels = graphs?.labels as Int32Array;
    for (let g = 0; g < 60; g++) {
      const held = Array.from({ length: 32 }, (_, v) => contents(SET, features!.values, 32 * g + v));
      const [first] = held[0];
      const [second] = held[walkIndex === "low" ? 16 : 8];
      expect(labels[g]).toBe(SET.labels[first] === SET.labels[second] ? 1 : 0);
      const expected = Array.from({ length: 32 }, (_, v) => {
        const [clique, place] = [Math.floor(v / 16), v % 16];
        if (walkIndex === "low") return [clique === 0 ? first : second, place];
        return [place < 8 ? first : second, 8 * clique + (place % 8)];
      });
      expect(held).toEqual(expected);
    }
  },
);

test("the walk index of the partition between the images is low, or high", () => {
  const { adjacency } = draw(SET, "low", 1);
  const low = Uint32Array.from({ length: 16 }, (_, v) => v);
  const high = Uint32Array.from({ length: 16 }, (_, k) => (k < 8 ? k : 8 + k));
  const [lower, higher] = [low, high].map((side) => Number(walkIndexOf(adjacency, 2, { subset: side })));
  // Two cliques: 2 of 32 vertices against all of them.
  expect(higher).toBeGreaterThan(10 * lower);
});

test("the same seed draws the same images for both walk indices, another seed others", () => {
  const [low, high, other] = [draw(SET, "low"), draw(SET, "high"), draw(SET, "low", 60, 2)];
  expect(high.graphs?.labels).toEqual(low.graphs?.labels);
  expect([...high.features!.values].sort()).toEqual([...low.features!.values].sort());
  expect(draw(SET, "low").features).toEqual(low.features);
  expect(other.features).not.toEqual(low.features);
});

test("classes and images are drawn evenly", () => {
  const { graphs, features } = draw(SET, "low", 4000);
  const ones = graphs!.labels.reduce((sum, label) => sum + label, 0);
  // Five standard deviations of a fair coin's 4000 throws are 158.
  expect(Math.abs(ones - 2000)).toBeLessThan(158);
  const firsts = new Array<number>(8).fill(0);
  for (let g = 0; g < 4000; g++) firsts[contents(SET, features!.values, 32 * g)[0]]++;
  // Mean 500, standard deviation 21.
  for (const count of firsts) expect(Math.abs(count - 500)).toBeLessThan(105);
});

test("what cannot be drawn from", () => {
  const odd: ImageSet = { ...SET, images: { shape: [8, 5, 7], values: new Uint8Array(280) } };
  expect(() => draw(odd, "low")).toThrow("a multiple of 16 pixels, got 5 x 7");
  expect(() => draw({ ...SET, labels: new Uint8Array(8) }, "low")).toThrow("at least two classes, got 1");
  expect(() => draw(SET, "low", 0)).toThrow(InputError);
});

test("an image set on disk: found, or said where it was looked for; one label for each image", async () => {
  const dataDir = temporaryFolder();
  await expect(openImageSet("digits", "test", dataDir)).rejects.toThrow(
    /^digits: expected t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte \(\.gz\) in a folder digits of /,
  );
  mkdirSync(join(dataDir, "digits"));
  const images = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 1, 2, 3, 4];
  writeFileSync(join(dataDir, "digits", "t10k-images-idx3-ubyte"), Uint8Array.from(images));
  const labels = join(dataDir, "digits", "t10k-labels-idx1-ubyte");
  writeFileSync(labels, Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 2, 7, 9));
  const set = await openImageSet("digits", "test", dataDir);
  expect(set.images.shape).toEqual([2, 1, 2]);
  expect([...set.labels]).toEqual([7, 9]);
  writeFileSync(labels, Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 1, 7));
  await expect(openImageSet("digits", "test", dataDir)).rejects.toThrow(
    /ubyte: expected 2 labels, .* got 1$/,
  );
});

test("Fashion-MNIST's test images", async (context) => {
  realDataPath(context, "fashion-mnist/t10k-images-idx3-ubyte.gz");
  const set = await openImageSet("fashion-mnist", "test");
  expect(set.images.shape).toEqual([10_000, 28, 28]);
  expect(draw(set, "high", 20).features).toMatchObject({ rows: 640, columns: 49 });
});
