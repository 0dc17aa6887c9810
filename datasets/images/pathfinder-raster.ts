import type { Paddle } from "./paddle-clearance.js";
import type { PathfinderOptions } from "./pathfinder-options.js";
import type { PathfinderScene, Point } from "./pathfinder-scene.js";

/**
 * Draws a scene in grey: paddles and circles white on black, each pixel by the share of it that is covered.
 *
 * The share is exact for bars along the axes and a close approximation for others: the product of what a unit interval has in common with
 * the bar's breadth and with its length. Where two shapes meet, the lighter counts.
 *
 * @param pixels [size, size], all 0
 *
 * Complexity: O(shapes * their pixels).
 */
export function rasterizePathfinder(
  { paths, circles }: PathfinderScene,
  options: PathfinderOptions,
  pixels: Uint8Array,
): void {
  for (const path of paths) for (const paddle of path) drawPaddle(paddle, options, pixels);
  for (const circle of circles) drawCircle(circle, options, pixels);
}

function drawPaddle(paddle: Paddle, options: PathfinderOptions, pixels: Uint8Array): void {
  const scale = options.size / options.canvas;
  const [tailX, tailY] = [paddle.tailX * scale, paddle.tailY * scale];
  const [headX, headY] = [paddle.headX * scale, paddle.headY * scale];
  const length = Math.hypot(headX - tailX, headY - tailY);
  const [x, y] = [(headX - tailX) / length, (headY - tailY) / length];
  const breadth = options.paddleThickness * scale;
  const around = { x: (tailX + headX) / 2, y: (tailY + headY) / 2, reach: (length + breadth) / 2 };
  fill(around, options.size, pixels, (dx, dy) =>
    Math.max(0, common(dx * x + dy * y, length / 2) * common(dy * x - dx * y, breadth / 2)),
  );
}

function drawCircle(
  { x, y }: Point,
  { circleRadius, size, canvas }: PathfinderOptions,
  pixels: Uint8Array,
): void {
  const scale = size / canvas;
  const radius = circleRadius * scale;
  fill({ x: x * scale, y: y * scale, reach: radius }, size, pixels, (dx, dy) =>
    Math.min(1, Math.max(0, radius + 0.5 - Math.hypot(dx, dy))),
  );
}

/** What the unit interval around `place` has in common with [-half, half]. */
function common(place: number, half: number): number {
  return Math.max(0, Math.min(place + 0.5, half) - Math.max(place - 0.5, -half));
}

/** Lights the pixels within reach of a point by a share that depends on their centre's distance from it. */
function fill(
  { x, y, reach }: Point & { readonly reach: number },
  size: number,
  pixels: Uint8Array,
  share: (dx: number, dy: number) => number,
): void {
  const from = (z: number) => Math.max(0, Math.floor(z - reach - 1));
  const to = (z: number) => Math.min(size - 1, Math.ceil(z + reach + 1));
  for (let row = from(y); row <= to(y); row++)
    for (let column = from(x); column <= to(x); column++) {
      const value = Math.round(255 * share(column + 0.5 - x, row + 0.5 - y));
      const place = row * size + column;
      if (value > pixels[place]) pixels[place] = value;
    }
}
