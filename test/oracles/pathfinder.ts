import type { Paddle } from "../../datasets/images/paddle-clearance.js";
import type { PathfinderScene, Point } from "../../datasets/images/pathfinder-scene.js";

/** Following the dashes from one circle on: how many there are, and whether the last one ends in the other circle. */
export interface Trace {
  readonly paddles: number;
  readonly reaches: boolean;
}

/** A dash as it is seen: where it lies, and the points that its two ends aim at; an end in a circle aims at nothing. */
interface Dash {
  readonly aims: readonly Point[];
  readonly circle: boolean;
}

const distance = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y);

/** Two dashes belong to one path where an end of each aims at the same point. */
function follow(dashes: readonly Dash[], tolerance: number): Trace {
  const links = dashes.map((dash, k) =>
    dash.aims.map((aim) =>
      dashes.flatMap((other, l) =>
        l !== k && other.aims.some((point) => distance(point, aim) < tolerance) ? [l] : [],
      ),
    ),
  );
  for (const found of links.flat())
    if (found.length > 1) throw new Error(`an end of a dash is linked to ${found.length} others`);
  const [start, other] = dashes.flatMap(({ circle }, k) => (circle ? [k] : []));
  let [before, here] = [-1, start];
  for (let paddles = 1; ; paddles++) {
    const next = links[here].flat().filter((k) => k !== before);
    if (paddles > dashes.length || next.length > 1) throw new Error("a path that is no path");
    if (next.length === 0) return { paddles, reaches: here === other };
    [before, here] = [here, next[0]];
  }
}

/** Traces the returned geometry, taking from it no order of paths or paddles, and no direction. */
export function traceGeometry({ paths, circles }: PathfinderScene, margin: number): Trace {
  const dashes = paths
    .flat()
    .reverse()
    .map(({ tailX, tailY, headX, headY }: Paddle): Dash => {
      const length = Math.hypot(headX - tailX, headY - tailY);
      const x = ((headX - tailX) / length) * margin;
      const y = ((headY - tailY) / length) * margin;
      const ends = [
        { end: { x: headX, y: headY }, aim: { x: headX + x, y: headY + y } },
        { end: { x: tailX, y: tailY }, aim: { x: tailX - x, y: tailY - y } },
      ];
      const free = ends.filter(({ end }) => circles.every((circle) => distance(circle, end) > 1e-9));
      return { aims: free.map(({ aim }) => aim), circle: free.length < 2 };
    });
  return follow(dashes, 1e-6);
}

/**
 * Traces an image, of which nothing is known but its pixels and the sizes of dashes and circles: connected spots of light are dashes, the
 * two heaviest the ones with circles; principal axes and centres of mass tell where a dash lies.
 */
export function tracePixels(pixels: Uint8Array, size: number): Trace {
  const spots = findSpots(pixels, size);
  const byMass = spots.map(({ mass }, k) => [mass, k]).sort((a, b) => b[0] - a[0]);
  const marked = new Set(byMass.slice(0, 2).map(([, k]) => k));
  return follow(
    spots.map((spot, k) => (marked.has(k) ? circleDash(spot) : plainDash(spot))),
    1.5,
  );
}

/** The centre of mass, and a unit vector along the greatest spread; the aims are half a length and a margin of 3 away. */
function plainDash(spot: Spot): Dash {
  const { centre, xx, xy, yy } = spot;
  const angle = 0.5 * Math.atan2(2 * xy, xx - yy);
  const aim = (sign: number) => ({
    x: centre.x + sign * 5.5 * Math.cos(angle),
    y: centre.y + sign * 5.5 * Math.sin(angle),
  });
  return { aims: [aim(1), aim(-1)], circle: false };
}

/** A disc of radius 3 with a dash of length 5 from its centre: what sticks out tells where the dash goes. */
function circleDash({ centre, pixels }: Spot): Dash {
  let [middle, aim] = [centre, centre];
  for (let round = 0; round < 5; round++) {
    const out = pixels.filter((pixel) => distance(pixel, middle) > 3.8);
    const mass = out.reduce((sum, { light }) => sum + light, 0);
    const x = out.reduce((sum, pixel) => sum + pixel.light * (pixel.x - middle.x), 0) / mass;
    const y = out.reduce((sum, pixel) => sum + pixel.light * (pixel.y - middle.y), 0) / mass;
    const length = Math.hypot(x, y);
    // The stub, about 4 of 32 pixels, 4 from the disc's centre, moves the centre of mass by half a pixel.
    middle = { x: centre.x - (0.5 * x) / length, y: centre.y - (0.5 * y) / length };
    aim = { x: middle.x + (8 * x) / length, y: middle.y + (8 * y) / length };
  }
  return { aims: [aim], circle: true };
}

interface Spot {
  readonly pixels: readonly { readonly x: number; readonly y: number; readonly light: number }[];
  readonly mass: number;
  readonly centre: Point;
  readonly xx: number;
  readonly xy: number;
  readonly yy: number;
}

/** Connected sets of pixels that are not black, with their moments. */
export function findSpots(pixels: Uint8Array, size: number): Spot[] {
  const seen = new Uint8Array(size * size);
  const spots: Spot[] = [];
  for (let start = 0; start < size * size; start++) {
    if (pixels[start] === 0 || seen[start]) continue;
    const stack = [start];
    seen[start] = 1;
    const found: { x: number; y: number; light: number }[] = [];
    for (let place = stack.pop(); place !== undefined; place = stack.pop()) {
      const [row, column] = [Math.floor(place / size), place % size];
      found.push({ x: column + 0.5, y: row + 0.5, light: pixels[place] / 255 });
      for (let r = Math.max(0, row - 1); r <= Math.min(size - 1, row + 1); r++)
        for (let c = Math.max(0, column - 1); c <= Math.min(size - 1, column + 1); c++) {
          const other = r * size + c;
          if (pixels[other] === 0 || seen[other]) continue;
          seen[other] = 1;
          stack.push(other);
        }
    }
    const mass = found.reduce((sum, { light }) => sum + light, 0);
    const mean = (value: (pixel: Point) => number) =>
      found.reduce((sum, pixel) => sum + pixel.light * value(pixel), 0) / mass;
    const centre = { x: mean(({ x }) => x), y: mean(({ y }) => y) };
    spots.push({
      pixels: found,
      mass,
      centre,
      xx: mean(({ x }) => (x - centre.x) ** 2),
      xy: mean(({ x, y }) => (x - centre.x) * (y - centre.y)),
      yy: mean(({ y }) => (y - centre.y) ** 2),
    });
  }
  return spots;
}
