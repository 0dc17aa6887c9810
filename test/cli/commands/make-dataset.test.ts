import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readImageFile } from "../../../datasets/images/image-file.js";
import { pathfinder } from "../../../datasets/images/pathfinder.js";
import { decodePng } from "../../support/decode-png.js";
import { realDataPath } from "../../support/real-data.js";
import { lineOf } from "../../support/run-cli.js";
import { runInProcess } from "../../support/run-in-process.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

const PATHFINDER = ["datasets", "make", "pathfinder", "--length", "3", "--size", "64", "--count", "4"];

test("pathfinder: an archive that reads back as what the library makes, and a contact sheet", async () => {
  const folder = temporaryFolder();
  const args = [
    ...PATHFINDER,
    "--seed",
    "5",
    "--part",
    "test",
    "--contact-sheet",
    "sheet.png",
    "-o",
    "p.npz",
  ];
  const { code, stdout } = await runInProcess([...args, "--json"], { folder });
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    name: "pathfinder of length 3",
    part: "test",
    images: 4,
    shape: [64, 64, 1],
    ones: 2,
    output: { file: "p.npz", contactSheet: "sheet.png" },
  });
  const expected = pathfinder({ pathLength: 3, size: 64 }, { count: 4, seed: 5, part: "test" });
  expect(readImageFile(new Uint8Array(readFileSync(join(folder, "p.npz"))))).toEqual(expected);
  expect(decodePng(new Uint8Array(readFileSync(join(folder, "sheet.png")))).width).toBe(4 * 68 + 4);
});

test("pathfinder: every option reaches the drawing", async () => {
  const folder = temporaryFolder();
  const options = [
    ["--canvas", "80"],
    ["--circle-radius", "2.5"],
    ["--paddle-length", "4"],
    ["--paddle-thickness", "1.5"],
    ["--margin", "2"],
    ["--continuity", "1.2"],
    ["--padding", "1"],
    ["--distractors", "3"],
  ].flat();
  const { code } = await runInProcess([...PATHFINDER, ...options, "-o", "p.npz"], { folder });
  expect(code).toBe(0);
  expect(readImageFile(new Uint8Array(readFileSync(join(folder, "p.npz"))))).toEqual(
    pathfinder(
      {
        pathLength: 3,
        size: 64,
        canvas: 80,
        circleRadius: 2.5,
        paddleLength: 4,
        paddleThickness: 1.5,
        innerPaddleMargin: 2,
        continuity: 1.2,
        padding: 1,
        distractorPaddles: 3,
      },
      { count: 4, seed: 0, part: "train" },
    ),
  );
});

test("is-same-class from real images", async (context) => {
  const folder = temporaryFolder();
  const dataDir = join(realDataPath(context, "fashion-mnist/t10k-images-idx3-ubyte.gz"), "../..");
  const options = ["--images", "fashion-mnist", "--distance", "12", "--height", "28", "--width", "70"];
  const { code } = await runInProcess(
    ["datasets", "make", "is-same-class", ...options, "--count", "10", "--data-dir", dataDir, "-o", "s.npz"],
    { folder },
  );
  expect(code).toBe(0);
  const images = readImageFile(new Uint8Array(readFileSync(join(folder, "s.npz"))));
  expect(images).toMatchObject({
    count: 10,
    height: 28,
    width: 70,
    left: { row: 0, column: 1, height: 28, width: 28 },
    right: { row: 0, column: 41, height: 28, width: 28 },
  });
});

test.each([
  [["pathfinder", "--length", "40", "--size", "64", "-o", "p.npz"], 3, /two paths of 40 paddles fit/],
  [["pathfinder", "--count", "3", "-o", "p.npz"], 3, /an even number >= 2.*got 3/],
  [["pathfinder", "-o", "p.zip"], 3, /-o p\.zip: expected a file name ending in \.npz/],
  [["pathfinder", "--contact-sheet", "a.jpg", "-o", "p.npz"], 3, /expected a file name ending in \.png/],
  [["pathfinder", "--length", "long", "-o", "p.npz"], 2, /Expected an integer/],
  [["pathfinder"], 2, /needs -o <file>/],
  [["is-same-class", "-o", "s.npz"], 3, /cifar-10: expected test_batch\.bin in .*unpack cifar-10-binary/],
  [["is-same-class", "--images", "imagenet", "-o", "s.npz"], 2, /Allowed choices are cifar-10/],
] as [string[], number, RegExp][])("datasets make %j: one line, no file", async (args, code, says) => {
  const folder = temporaryFolder();
  const result = await runInProcess(["datasets", "make", ...args], { folder });
  expect(result).toMatchObject({ code, stdout: "" });
  expect(lineOf(result.stderr)).toMatch(says);
  expect(readdirSync(folder)).toEqual([]);
});
