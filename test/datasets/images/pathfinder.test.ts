import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Paddle, paddleDistance } from "../../../datasets/images/paddle-clearance.js";
import { pathfinder, pathfinderScene } from "../../../datasets/images/pathfinder.js";
import { pathfinderOptions } from "../../../datasets/images/pathfinder-options.js";
import { InputError } from "../../../src/errors.js";
import { findSpots, traceGeometry, tracePixels } from "../../oracles/pathfinder.js";

const supply = { seed: 11, part: "train" } as const;

/** Least distance of points on two centre lines, a step of 1/40 of their lengths apart. */
function sampledDistance(a: Paddle, b: Paddle): number {
  const points = ({ tailX, tailY, headX, headY }: Paddle) =>
    Array.from({ length: 41 }, (_, k) => [
      tailX + ((headX - tailX) * k) / 40,
      tailY + ((headY - tailY) * k) / 40,
    ]);
  const others = points(b);
  return Math.min(...points(a).flatMap(([x, y]) => others.map(([u, v]) => Math.hypot(x - u, y - v))));
}

const angleOf = ({ tailX, tailY, headX, headY }: Paddle) => Math.atan2(headY - tailY, headX - tailX);

describe.each([
  [3, 224],
  [6, 128],
  [9, 224],
  [11, 300],
])("scenes with paths of %d paddles on a canvas of %d", (pathLength, canvas) => {
  const options = pathfinderOptions({ pathLength, canvas });
  const scenes = Array.from({ length: 60 }, (_, k) => pathfinderScene(options, supply, k));

  test("the circles are joined by a path of that many paddles where the label is 1, and by none where it is 0", () => {
    for (const scene of scenes)
      expect(traceGeometry(scene, 3)).toEqual({ paddles: pathLength, reaches: scene.label === 1 });
    expect(scenes.filter(({ label }) => label === 1)).toHaveLength(30);
  });

  test("nothing comes nearer than the margins, but neighbours on a path", () => {
    for (const { paths, circles } of scenes.slice(0, 12)) {
      const places = paths.flatMap((path, p) => path.map((paddle, k) => ({ paddle, p, k })));
      for (const [n, a] of places.entries()) {
        const { tailX, tailY, headX, headY } = a.paddle;
        for (const z of [tailX, tailY, headX, headY]) {
          expect(z).toBeGreaterThanOrEqual(options.padding + 4);
          expect(z).toBeLessThanOrEqual(canvas - options.padding - 4);
        }
        for (const b of places.slice(n + 1)) {
          if (Math.hypot(a.paddle.tailX - b.paddle.tailX, a.paddle.tailY - b.paddle.tailY) > 19) continue;
          const gap = sampledDistance(a.paddle, b.paddle);
          const exact = paddleDistance(a.paddle, b.paddle);
          expect(exact).toBeLessThanOrEqual(gap + 1e-9);
          expect(gap - exact).toBeLessThan(0.13);
          // Straight on 2 * 3 apart; at the sharpest turn, of 50 degrees, 2 * 3 * cos 25 degrees.
          const least = a.p === b.p && b.k === a.k + 1 ? 6 * Math.cos((25 * Math.PI) / 180) : 8;
          expect(gap).toBeGreaterThanOrEqual(least - 1e-9);
        }
      }
      expect(Math.hypot(circles[0].x - circles[1].x, circles[0].y - circles[1].y)).toBeGreaterThan(6);
    }
  });

  test("paths are as the protocol says", () => {
    const third = Math.max(1, Math.floor(pathLength / 3));
    for (const { paths } of scenes) {
      expect(paths.slice(0, 2).map((path) => path.length)).toEqual([pathLength, pathLength]);
      const [a, b] = paths.map(([first]) => first);
      expect(Math.hypot(a.tailX - b.tailX, a.tailY - b.tailY)).toBeCloseTo(options.seedDistance, 9);
      const distractors = paths.slice(2);
      expect(distractors.length).toBeLessThanOrEqual(Math.ceil((0.1 * canvas * 3) / pathLength + 1e-9) + 1);
      expect(distractors.length).toBeGreaterThan(0);
      for (const path of distractors) expect(path).toHaveLength(third);
      for (const path of paths)
        path.forEach((paddle, k) => {
          expect(Math.hypot(paddle.headX - paddle.tailX, paddle.headY - paddle.tailY)).toBeCloseTo(5, 9);
          if (k === 0) return;
          const turn = Math.abs(angleOf(paddle) - angleOf(path[k - 1]));
          expect(Math.min(turn, 2 * Math.PI - turn)).toBeLessThanOrEqual(Math.PI / 2 / 1.8 + 1e-9);
        });
    }
  });
});

describe("pixels", () => {
  test.each([
    [3, 224],
    [9, 224],
    [5, 96],
  ])("paths of %d paddles, %d pixels wide: the image alone shows the same", (pathLength, size) => {
    const images = pathfinder({ pathLength, size }, { ...supply, count: 40 });
    for (let k = 0; k < images.count; k++) {
      const pixels = images.pixels.subarray(k * size * size, (k + 1) * size * size);
      const expected = { paddles: pathLength, reaches: images.labels[k] === 1 };
      expect(tracePixels(pixels, size), `image ${k}`).toEqual(expected);
    }
  });

  test("every spot has the area of a paddle, or of a paddle and a circle; the drawn canvas may be another than the image", () => {
    for (const [canvas, size] of [
      [224, 224],
      [112, 224],
      [300, 600],
    ]) {
      const options = pathfinderOptions({ pathLength: 4, canvas, size });
      const { pixels } = pathfinder(options, { ...supply, count: 2 });
      const scene = pathfinderScene(options, supply, 0);
      const area = (size / canvas) ** 2;
      const spots = findSpots(pixels.subarray(0, size * size), size).sort((a, b) => a.mass - b.mass);
      expect(spots).toHaveLength(scene.paths.flat().length);
      for (const { mass } of spots.slice(0, -2)) expect(mass / area / 10).toBeCloseTo(1, 1);
      // Of the paddle, 5 long, about 3 lie in the circle.
      for (const { mass } of spots.slice(-2)) expect(mass / area / (9 * Math.PI + 4.2)).toBeCloseTo(1, 1);
    }
  });

  test("paddles lie where the geometry says", () => {
    const options = pathfinderOptions({ pathLength: 7, canvas: 200 });
    const { paths, circles } = pathfinderScene(options, supply, 3);
    const { pixels } = pathfinder(options, { ...supply, count: 4 });
    const light = (x: number, y: number) => pixels[(3 * 200 + Math.floor(y)) * 200 + Math.floor(x)];
    for (const { tailX, tailY, headX, headY } of paths.flat())
      expect(light((tailX + headX) / 2, (tailY + headY) / 2)).toBeGreaterThan(180);
    for (const { x, y } of circles)
      for (const [dx, dy] of [
        [0, 0],
        [2, 0],
        [0, -2],
        [-1.4, 1.4],
      ])
        expect(light(x + dx, y + dy)).toBeGreaterThan(200);
  });
});

describe("draws", () => {
  const make = (given: { seed?: number; count?: number; part?: "train" | "test" }) =>
    pathfinder({ pathLength: 3, size: 64 }, { count: 20, ...supply, ...given });

  test("same seed, same bytes; the first images stay when there are more; another seed or part, other images", () => {
    expect(make({})).toEqual(make({}));
    expect(make({ count: 30 }).pixels.subarray(0, 20 * 4096)).toEqual(make({}).pixels);
    expect(make({ seed: 12 }).pixels).not.toEqual(make({}).pixels);
    expect(make({ part: "test" }).pixels).not.toEqual(make({}).pixels);
  });

  test("half of the labels are 1, and the light of an image does not tell them", () => {
    const { pixels, labels, count } = make({ count: 600 });
    expect(labels.reduce((sum, label) => sum + label, 0)).toBe(count / 2);
    const light = [0, 1].map((label) =>
      Array.from({ length: count }, (_, k) => k)
        .filter((k) => labels[k] === label)
        .map((k) => pixels.subarray(k * 4096, (k + 1) * 4096).reduce((sum, byte) => sum + byte, 0) / 255),
    );
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const deviation = Math.sqrt(mean(light.flat().map((value) => (value - mean(light.flat())) ** 2)));
    expect(Math.abs(mean(light[0]) - mean(light[1]))).toBeLessThan(4 * deviation * Math.sqrt(2 / 300));
  });

  test("turns have the density of the squared cosine", () => {
    const options = pathfinderOptions({ pathLength: 3, canvas: 600, distractorPaddles: 0 });
    const turns = Array.from({ length: 1500 }, (_, k) => pathfinderScene(options, supply, k)).flatMap(
      ({ paths }) =>
        paths.map((path) => {
          const turn = angleOf(path[1]) - angleOf(path[0]);
          return Math.atan2(Math.sin(turn), Math.cos(turn));
        }),
    );
    const most = Math.PI / 2 / 1.8;
    // Share of |turn| <= x under cos^2(c t): (x + sin(2 c x) / (2 c)) / most.
    for (const share of [0.25, 0.5, 0.75]) {
      const x = share * most;
      const expected = (x + Math.sin(2 * 1.8 * x) / (2 * 1.8)) / most;
      const found = turns.filter((turn) => Math.abs(turn) <= x).length / turns.length;
      expect(Math.abs(found - expected)).toBeLessThan(
        5 * Math.sqrt((expected * (1 - expected)) / turns.length),
      );
    }
    expect(Math.abs(turns.filter((turn) => turn > 0).length - 1500)).toBeLessThan(5 * Math.sqrt(750));
  });
});

test("distances of paddles: those of sampled points, 0 where they cross", () => {
  const place = fc.double({ min: -9, max: 9, noNaN: true });
  const paddle = fc
    .record({ tailX: place, tailY: place, headX: place, headY: place })
    .filter(({ tailX, tailY, headX, headY }) => Math.hypot(headX - tailX, headY - tailY) > 0.1);
  fc.assert(
    fc.property(paddle, paddle, (a, b) => {
      const sampled = sampledDistance(a, b);
      expect(paddleDistance(a, b)).toBeLessThanOrEqual(sampled + 1e-9);
      expect(paddleDistance(a, b)).toBeGreaterThanOrEqual(sampled - 0.9);
      expect(paddleDistance(a, b)).toBeCloseTo(paddleDistance(b, a), 9);
    }),
  );
  const cross = { tailX: -1, tailY: 0, headX: 1, headY: 0 };
  expect(paddleDistance(cross, { tailX: 0, tailY: -5, headX: 0, headY: 2 })).toBe(0);
});

test.each([
  [{ pathLength: 1 }, "pathfinder pathLength: expected an integer from 2 to 1000, got 1"],
  [{ pathLength: 3, continuity: 0 }, "continuity: expected a number > 0, got 0"],
  [{ pathLength: 3, padding: -1 }, "padding: expected a number >= 0, got -1"],
  [{ pathLength: 3, size: 7.5 }, "size: expected an integer >= 1, got 7.5"],
  [{ pathLength: 3, seedBorder: 120 }, "seedBorder: expected at most half the canvas of 224, got 120"],
  [{ pathLength: 3, distractorPaddles: 0.5 }, "distractorPaddles: expected an integer >= 0, got 0.5"],
  [{ pathLength: 30, size: 64 }, "expected a canvas on which two paths of 30 paddles fit"],
])("%o is refused", (options, message) => {
  const make = () => pathfinder(options, { ...supply, count: 2 });
  expect(make).toThrow(InputError);
  expect(make).toThrow(message);
});

test("an odd number of images is refused", () => {
  expect(() => pathfinder({ pathLength: 3 }, { ...supply, count: 3 })).toThrow(
    "images: expected an even number >= 2, half with label 1 and half with label 0, got 3",
  );
});
