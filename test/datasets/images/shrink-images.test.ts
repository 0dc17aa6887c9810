import { expect, test } from "vitest";
import { shrinkImages } from "../../../datasets/images/shrink-images.js";

const images = {
  name: "two",
  pixels: Uint8Array.of(0, 10, 20, 30, 2, 12, 22, 33, 255, 255, 0, 0, 255, 255, 1, 1),
  labels: Uint8Array.of(3, 4),
  count: 2,
  height: 2,
  width: 4,
  channels: 1,
};

test("a pixel is the mean of a square", () => {
  const shrunk = shrinkImages(images, 2);
  expect(shrunk).toEqual({ ...images, pixels: Uint8Array.of(6, 26, 255, 1), height: 1, width: 2 });
  expect(shrinkImages(images, 1)).toBe(images);
});

test("channels stay apart", () => {
  const two = { ...images, width: 2, channels: 2 };
  expect([...shrinkImages(two, 2).pixels]).toEqual([11, 21, 128, 128]);
});

test("a factor that does not divide the sides is refused", () => {
  expect(() => shrinkImages(images, 3)).toThrow(/shrink: expected an integer that divides 2 and 4, got 3/);
});
